"""Every part of the design system, in a real browser."""

import pytest

from kyoso.ui.styleguide import examples
from tests.journeys.drawn import LANGUAGES, Artist

pytestmark = [
    pytest.mark.journey,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]
SLUGS = ["", *(example.slug for example in examples)]


@pytest.mark.parametrize("door", ["public", "office"])
def test_every_part_is_accessible_in_every_language(door, viewer):
    artist = Artist(door)
    pages = [
        artist.draw(f"/_styleguide/{slug}", language=language)
        for slug in SLUGS
        for language in LANGUAGES
    ]
    assert viewer.faults(pages) == []


def test_it_moves_focus_to_the_error_summary(doors, desktop):
    desktop.goto(doors.public("/_styleguide/errors"))
    assert desktop.evaluate("document.activeElement.id") == "error-summary"
    desktop.get_by_role("link", name="生まれた日の「月」を入力してください。").click()
    assert desktop.evaluate("document.activeElement.id") == "id_born_on_month"


def test_it_leads_every_error_to_a_control(doors, desktop):
    desktop.goto(doors.public("/_styleguide/errors"))
    for link in desktop.locator(".ks-error-summary a").all():
        target = link.get_attribute("href")
        assert desktop.locator(target).count() == 1, target


def test_it_jumps_over_the_header_by_keyboard(doors, desktop):
    desktop.goto(doors.public("/_styleguide/text"))
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.id") == "main"


def test_it_changes_the_language_without_javascript(doors, paper):
    paper.goto(doors.public("/_styleguide/text"))
    paper.get_by_role("link", name="English").click()
    assert paper.url == doors.public("/_styleguide/text")
    assert paper.locator("html").get_attribute("lang") == "en"


def test_it_opens_the_office_navigation_on_a_phone(doors, paper):
    paper.goto(doors.office("/_styleguide/office"))
    link = paper.get_by_role("link", name="部品の見本")
    assert not link.is_visible()
    paper.locator(".ks-office-nav summary").click()
    assert link.is_visible()


def test_it_shows_the_office_navigation_on_a_desk(doors, desktop):
    desktop.goto(doors.office("/_styleguide/office"))
    assert desktop.get_by_role("link", name="部品の見本").is_visible()
