"""The top page and the search, in a real browser."""

import pytest

from kyoso.engines.catalogue import api as catalogue
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll
from tests.journeys.drawn import LANGUAGES, Artist

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def notice():
    catalogue.publish(
        kind="notice",
        key="a",
        title="引っ越しの手続（見本）",
        body="転入届と転出届を出します。" * 20,
        path="/_styleguide/text",
    )


@pytest.mark.once
def test_what_is_found_and_what_is_not_is_accessible(viewer, notice):
    stranger = Artist("public")
    pages = [
        stranger.draw(path, language=language)
        for path in ("/", "/search", "/search?q=引越し", "/search?q=駱駝")
        for language in LANGUAGES
    ]
    assert viewer.faults(pages) == []


def test_a_resident_finds_a_page_without_javascript(doors, paper, notice):
    paper.goto(doors.public("/"))
    paper.get_by_label("知りたいことを言葉で入れてください").fill("ひっこし")
    paper.locator("main").get_by_role("button", name="さがす").click()
    paper.get_by_role("link", name="引っ越しの手続（見本）").click()
    assert paper.url == doors.public("/_styleguide/text")


def test_the_page_of_the_other_door_does_not_exist(doors, desktop):
    answer = desktop.goto(doors.office("/search"))
    assert answer.status == 404
    assert_accessible(desktop)


@pytest.mark.once
def test_nothing_is_cut_when_text_is_spaced_out(doors, phone):
    """WCAG 1.4.12: line height 1.5, letter 0.12, word 0.16, paragraph 2 em."""
    phone.goto(doors.public("/_styleguide/form"))
    phone.evaluate(
        """() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em'
              + ' !important; word-spacing: .16em !important }'
              + ' p { margin-bottom: 2em !important }');
            document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert_no_sideways_scroll(phone)
