"""The accessibility check finds what it is there to find."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.drawn import Drawn

pytestmark = [pytest.mark.journey, pytest.mark.once]
PAGE = '<html lang="ja"><head><title>題</title></head><body><main><h1>題</h1>{}</main></body></html>'
FAULTS = [
    ('<p style="color:#999">薄い字</p>', "color-contrast"),
    ("<input>", "label"),
    ("<h4>飛ばした見出し</h4>", "heading-order"),
    ('<button style="width:9px;height:9px"></button>' * 2, "target-size"),
]


@pytest.mark.parametrize(("fault", "rule"), FAULTS)
def test_it_finds_the_fault(desktop, fault, rule):
    desktop.set_content(PAGE.format(fault))
    assert rule in {violation["id"] for violation in violations(desktop)}


@pytest.mark.parametrize(("fault", "rule"), FAULTS)
def test_it_finds_the_fault_without_javascript(paper, fault, rule):
    paper.route("**/*", lambda route: route.fulfill(body=PAGE.format(fault)))
    paper.goto("http://public.localhost/page")
    assert rule in {violation["id"] for violation in violations(paper)}
    assert paper.evaluate("typeof axe") == "undefined"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        *FAULTS,
        ("<details><summary>題</summary><input></details>", "label"),
        ('<p style="width:400px">広い段落</p>', "in a window of 320 px"),
        ('<p style="width:1400px">広い段落</p>', "in a window of 1366 px"),
        ('<img alt="" src="/static/nowhere.png">', "nowhere.png, which is not there"),
    ],
)
def test_it_finds_the_fault_in_a_drawn_page(viewer, fault, told):
    """Among good pages, and in the one that has it."""
    good = Drawn("good", "public", 200, PAGE.format("<p>よい段落</p>"))
    bad = Drawn("bad", "public", 200, PAGE.format(fault))
    faults = viewer.faults([good, bad, good])
    assert any(told in fault for fault in faults), faults
    assert all(fault.startswith("bad: ") for fault in faults)


def test_a_drawn_page_wears_its_own_styles(viewer):
    """A page is not judged in the clothes of the one before."""
    sheet = '<link rel="stylesheet" href="/static/{}">'
    body = '<a class="ks-skip-link" href="#main">本文へ</a>'
    dressed = PAGE.replace("</head>", sheet.format("ui/base.css") + "</head>")
    pages = [
        Drawn("dressed", "public", 200, dressed.format(body)),
        Drawn("bare", "public", 200, PAGE.format(body)),
    ]
    worn = [
        viewer.page.evaluate("document.styleSheets.length")
        for _ in viewer.shown(pages, 0)
    ]
    assert sorted(worn) == [0, 1]
