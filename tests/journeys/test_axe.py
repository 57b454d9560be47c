"""The accessibility check finds what it is there to find."""

import pytest

from tests.journeys.axe import violations

pytestmark = [pytest.mark.journey, pytest.mark.once]
PAGE = '<html lang="ja"><head><title>題</title></head><body><main><h1>題</h1>{}</main></body></html>'


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ('<p style="color:#999">薄い字</p>', "color-contrast"),
        ("<input>", "label"),
        ("<h4>飛ばした見出し</h4>", "heading-order"),
        (
            '<button style="width:9px;height:9px"></button>' * 2,
            "target-size",
        ),
    ],
)
def test_it_finds_the_fault(desktop, fault, rule):
    desktop.set_content(PAGE.format(fault))
    assert rule in {violation["id"] for violation in violations(desktop)}
