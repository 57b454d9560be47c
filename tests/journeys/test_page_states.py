"""The states of a page that its address alone does not show: wrong, long, empty.

What every other form answers to careless people: ``test_every_page``.
"""

import pytest

from tests import applying
from tests import people as cast
from tests.journeys.axe import accessibility_faults, sideways_faults
from tests.journeys.drawn import LANGUAGES, SPOKEN, Artist, sendings

pytestmark = [pytest.mark.journey, pytest.mark.slow]
# Before anything happened: no plan, no case, no mail, no meeting.
EMPTY = {
    "hanako": (
        "/",
        "/procedures/",
        "/search",
        "/search?q=なにもない",
        "/applications/",
        "/bills",
        "/certificates/mine",
        "/account",
        "/account/seen",
        "/account/tokens",
        "/account/mandates",
        "/account/passkeys",
        "/account/webhooks",
    ),
    "sato": (
        "/cases",
        "/messages",
        "/letters",
        "/letters/returned",
        "/documents",
        "/indicators",
        "/applications/",
        "/account/tokens",
        "/hand-overs",
        "/mandates",
        "/grants",
    ),
    "suzuki": ("/amendments",),
    "ota": ("/ledger/exchange", "/dues", "/reconciliation"),
    "operator": ("/jobs", "/staff"),
}


@pytest.fixture
def town(clean_media):
    applying.load_procedures()
    applying.load_plan()


@pytest.mark.once
@pytest.mark.django_db
def test_every_question_is_accessible_asked_answered_wrong_and_empty(
    viewer, town, hanako
):
    """Each screen with nothing typed, and with far too much in each field."""
    client = cast.visiting(hanako)
    draft = applying.begin(client)
    applying.answer_all(client, draft)
    artist = Artist("public", hanako)
    pages, wrong = [], []
    for question in applying.typed():
        address = f"/drafts/{draft.ref}/q/{question}/"
        asked = [artist.draw(address, language=one) for one in LANGUAGES]
        sent = [artist.send(one) for one in sendings(asked[0].html)]
        wrong += [page for page in sent if page is not None and page.status == 422]
        pages += asked
    assert viewer.faults(pages + wrong) == []
    assert len(wrong) >= len(applying.typed())


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("who", list(EMPTY))
def test_empty_lists_are_accessible(who, viewer, request):
    person = request.getfixturevalue(who)
    door = "public" if who == "hanako" else "office"
    artist = Artist(door, person)
    pages = []
    for address in EMPTY[who]:
        for language in SPOKEN[door]:
            page = artist.draw(address, language=language)
            assert page is not None, address
            assert page.status == 200, address
            pages.append(page)
    assert viewer.faults(pages) == []


@pytest.mark.django_db(transaction=True)
def test_a_clerk_enters_a_paper_and_goes_on_by_its_code(
    doors, context, as_person, town, sato, hanako
):
    """A draft that a resident began is continued at the desk, by its code."""
    client = cast.visiting(None)
    draft = applying.begin(client)
    for screen in ("for_whom", "lives_in_city", "living"):
        applying.answer(client, draft, screen, applying.typed()[screen])
    page = context(1366, javascript=False).new_page()
    as_person(page, sato)
    page.goto(doors.office("/applications/"))
    page.locator('[name="code"]').fill("wrong")
    page.get_by_role("button", name="続きを入力する").click()
    assert not _faults(page)
    page.locator('[name="code"]').fill(draft.code.lower())
    page.locator('[name="came_by"][value="paper"]').check()
    page.get_by_role("button", name="続きを入力する").click()
    typed = applying.typed(notice_way={"notice_way": "post"})
    del typed["applicant_email"]
    found = []
    for _ in range(20):
        if "/check/" in page.url:
            break
        found += _faults(page)
        for posted in typed.values():
            for name, value in posted.items():
                _fill(page, name, value)
        page.get_by_role("button", name="保存して次へ").click()
        later = page.get_by_role("button", name="このまま次へ（あとで直す）")
        if later.count():
            found += _faults(page)
            later.click()
    found += _faults(page)
    page.get_by_role("button", name="申請を受け付ける").click()
    found += _faults(page)
    assert "/done/" in page.url, page.locator("main").inner_text()
    assert not found, "\n".join(found)


def _faults(page):
    found = accessibility_faults(page) + sideways_faults(page)
    return [f"{page.url}: {fault}" for fault in found]


def _fill(page, name, value):
    control = page.locator(f'[name="{name}"]')
    if not control.count():
        return
    kind = control.first.get_attribute("type")
    if kind == "radio":
        page.locator(f'[name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        control.check()
    elif control.first.evaluate("one => one.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)
