"""The states of a page that its address alone does not show: wrong, long, other words.

Empty states are what every list shows before the world is filled.
"""

import pytest

from tests import applying
from tests import people as cast
from tests.journeys.axe import accessibility_faults, sideways_faults

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
LONG_WORD = "ながいなまえ" * 12
LANGUAGES = ("ja-easy", "en")
SAYS_WRONG = "エラー"


@pytest.fixture
def town(clean_media):
    applying.load_procedures()
    applying.load_plan()


def faults(page):
    found = accessibility_faults(page) + sideways_faults(page)
    return [f"{page.url}: {fault}" for fault in found]


def begin(page, doors):
    page.goto(doors.public(f"/procedures/{applying.SLUG}/"))
    page.get_by_role("button", name="申請を始める", exact=True).first.click()


@pytest.mark.once
def test_every_question_is_accessible_asked_answered_wrong_and_long(
    doors, phone, as_person, town, hanako
):
    """Each screen with nothing typed, and with far too much in each field."""
    client = cast.visiting(hanako)
    draft = applying.begin(client)
    applying.answer_all(client, draft)
    as_person(phone, hanako)
    found = []
    for screen in applying.typed():
        phone.goto(doors.public(f"/drafts/{draft.ref}/q/{screen}/"))
        found += faults(phone)
        fields = phone.locator("main form textarea, main form input:not([type])")
        typed = phone.locator('main form input[type="text"]')
        for control in [*fields.all(), *typed.all()]:
            control.fill(LONG_WORD)
        for box in phone.locator('main input[type="checkbox"]').all():
            box.uncheck()
        phone.get_by_role("button", name="次へ進む", exact=True).click()
        if phone.title().startswith(SAYS_WRONG):
            found += faults(phone)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "path",
    [
        "/applications/status/",
        "/applications/resume/",
        "/account/details",
        "/account/notices",
        "/account/tokens",
        "/account/webhooks",
        "/account/mandates/give",
        "/account/mandates/accept",
        "/account/mandates/child",
    ],
)
def test_every_citizen_form_says_what_is_wrong(
    doors, phone, as_person, town, hanako, path
):
    as_person(phone, hanako)
    phone.goto(doors.public(path))
    form = phone.locator('main form[method="post"]').first
    for control in form.locator("input:not([type=hidden]), textarea").all():
        if (control.get_attribute("type") or "text") not in {"radio", "checkbox"}:
            control.fill("")
    form.locator(".ks-button").first.click()
    assert not faults(phone)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.once
def test_the_plan_and_the_application_are_accessible_in_every_language(
    doors, phone, as_person, town, hanako, language
):
    client = cast.visiting(hanako)
    draft = applying.begin(client)
    applying.answer_all(client, draft)
    as_person(phone, hanako)
    phone.goto(doors.public(f"/language?to={language}&next=/plan"))
    found = faults(phone)
    for path in (
        "/",
        "/plan/initiatives/mynumber-card",
        "/plan/indicators/mynumber-card",
        "/plan/revisions",
        "/plan/decisions",
        "/procedures/",
        f"/procedures/{applying.SLUG}/",
        f"/drafts/{draft.ref}/q/watched_born_on/",
        f"/drafts/{draft.ref}/q/receipt/",
        f"/drafts/{draft.ref}/check/",
        f"/drafts/{draft.ref}/save/",
        "/applications/",
        "/account",
        "/search?q=見守り",
    ):
        phone.goto(doors.public(path))
        found += faults(phone)
    assert not found, "\n".join(found)


@pytest.mark.once
def test_empty_lists_are_accessible(
    doors, phone, context, as_person, sato, planner, operator, hanako
):
    """Before anything happened: no plan, no case, no mail, no meeting."""
    as_person(phone, hanako)
    found = []
    for path in (
        "/",
        "/procedures/",
        "/search",
        "/search?q=なにもない",
        "/applications/",
        "/account",
        "/account/seen",
        "/account/tokens",
        "/account/mandates",
        "/account/passkeys",
        "/nowhere",
    ):
        phone.goto(doors.public(path))
        found += faults(phone)
    for who, paths in {
        sato: (
            "/cases",
            "/messages",
            "/letters",
            "/letters/returned",
            "/documents",
            "/indicators",
            "/applications/",
            "/hand-overs",
            "/mandates",
            "/initiative-reports",
            "/nowhere",
            "/jobs",
        ),
        operator: ("/jobs", "/staff"),
    }.items():
        page = context(1366).new_page()
        as_person(page, who)
        for path in paths:
            page.goto(doors.office(path))
            found += faults(page)
    assert not found, "\n".join(found)


def test_a_clerk_enters_a_paper_and_goes_on_by_its_code(
    doors, context, as_person, town, sato, hanako
):
    """A draft that a resident began is continued at the desk, by its code."""
    client = cast.visiting(None)
    draft = applying.begin(client)
    for screen in ("for_whom", "lives_in_city", "living"):
        applying.answer(client, draft, screen, applying.typed()[screen])
    page = context(1366).new_page()
    as_person(page, sato)
    page.goto(doors.office("/applications/"))
    page.locator('[name="code"]').fill("wrong")
    page.get_by_role("button", name="続きを入力する").click()
    assert not faults(page)
    page.locator('[name="code"]').fill(draft.code.lower())
    page.locator('[name="came_by"][value="paper"]').check()
    page.get_by_role("button", name="続きを入力する").click()
    typed = applying.typed(notice_way={"notice_way": "post"})
    del typed["applicant_email"]
    found = []
    for _ in range(20):
        if "/check/" in page.url:
            break
        found += faults(page)
        for posted in typed.values():
            for name, value in posted.items():
                _fill(page, name, value)
        page.get_by_role("button", name="保存して次へ").click()
        later = page.get_by_role("button", name="このまま次へ（あとで直す）")
        if later.count():
            found += faults(page)
            later.click()
    found += faults(page)
    page.get_by_role("button", name="申請を受け付ける").click()
    found += faults(page)
    assert "/done/" in page.url, page.locator("main").inner_text()
    assert not found, "\n".join(found)


@pytest.mark.once
def test_words_given_back_after_the_log_in_ended_are_accessible(
    doors, phone, as_person, town, planner, settings
):
    as_person(phone, planner)
    phone.goto(doors.office("/indicators/new"))
    phone.locator('[name="text"]').fill("長く考えて書いた定義の文です。")
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    phone.locator("main form .ks-button").last.click()
    assert "長く考えて書いた定義の文です。" in phone.content()
    assert "ログインの時間が切れました。" in phone.content()
    assert not faults(phone)


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
