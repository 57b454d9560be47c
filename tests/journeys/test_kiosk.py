"""At a terminal: upright and lying screens, a finger, no JavaScript, and nobody left behind."""

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.hearing import hear
from kyoso.citizens.kiosk.models import PrintJob
from kyoso.citizens.kiosk.screens import COOKIE
from kyoso.connectors.digital_auth_app.sandbox import registration
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.payments import testing as payments_testing
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from tests import people as cast
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
UPRIGHT, LYING = (1080, 1920), (1024, 768)


# Open at every moment: a test runs at any hour, and on the days of the turn of the year.
OPEN = """
closed = []
[hours]
opens = "00:00"
closes = "23:59:59.999999"
source = "the tests"
verified = true
[idle]
seconds = 600
warning_seconds = {warning}
away_seconds = 600
waiting_seconds = 600
[printing]
patience_seconds = 180
silence_seconds = 3600
[left]
unpaid_minutes = 60
counter_days = 14
unfetched_days = 7
"""


@pytest.fixture(autouse=True)
def signature(settings, tmp_path, clean_media):
    """Sign with a toy key of this test alone."""
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }


@pytest.fixture(autouse=True)
def waits(settings, tmp_path):
    """Let the city's terminals be open; return how to change how long they warn."""
    noshiro = django_settings.CITY_FOLDER

    def write(warning):
        city = tmp_path / f"city-{warning}"
        city.mkdir()
        for file in noshiro.iterdir():
            (city / file.name).symlink_to(file)
        (city / "kiosk.toml").unlink()
        (city / "kiosk.toml").write_text(OPEN.format(warning=warning))
        settings.CITY_FOLDER = city

    write(600)
    return write


@pytest.fixture
def screen(doors, context):
    """Return how to open a terminal's browser of a size."""

    def open_screen(size, key, *, javascript=True):
        width, height = size
        page = context(width, javascript=javascript).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.context.add_cookies(
            [{"name": COOKIE, "value": key, "url": doors.public()}]
        )
        return page

    return open_screen


def show_card(page):
    """Raise the session of this browser to a card's, as the log-in by card does."""
    kept = {one["name"]: one["value"] for one in page.context.cookies()}
    session = SessionStore(kept[django_settings.SESSION_COOKIE_NAME])
    session["people_identity_level"] = int(people.IdentityLevel.CARD)
    session.save()


def looks_right(page, *, javascript):
    if javascript:
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    for button in page.locator("main .ks-button, .kk-list__link").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 60, "A finger misses it."


@pytest.mark.parametrize(
    ("size", "javascript"), [(UPRIGHT, True), (LYING, True), (LYING, False)]
)
def test_from_the_start_to_the_paper_and_nothing_stays(
    doors, screen, as_person, size, javascript
):
    hanako, shindo, ota = cast.hanako(), cast.shindo(), cast.ota()
    certification_testing.a_holder(hanako, by=shindo)
    certification_testing.a_revenue_line()
    payments_testing.a_designation()
    device, keys = testing.a_device(shindo)
    page = screen(size, keys.screen, javascript=javascript)
    page.goto(doors.public("/kiosk"))
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name="カードで始める").click()
    looks_right(page, javascript=javascript)
    as_person(page, hanako)
    show_card(page)
    page.goto(doors.public("/kiosk/choose"))
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name="住民票の写し").click()
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name="パスポート").click()
    assert page.get_by_text("この証明書は要らないかもしれません").is_visible()
    looks_right(page, javascript=javascript)
    page.get_by_label("わたしだけ").check()
    page.get_by_role("button", name="確認に進む").click()
    looks_right(page, javascript=javascript)
    page.get_by_role("button", name="申請する").click()
    assert page.get_by_text("お出しできるかを確かめています。").is_visible()
    drain()
    page.reload()
    looks_right(page, javascript=javascript)
    page.get_by_role("link", name="300円を払う").click()
    looks_right(page, javascript=javascript)
    job = PrintJob.objects.get()
    certification_testing.paid(job.order, by=ota)
    page.reload()
    page.wait_for_url("**/kiosk/jobs/*")
    looks_right(page, javascript=javascript)
    page.get_by_role("button", name="印刷する").click()
    assert page.get_by_text("印刷しています。").is_visible()
    attempt = printing.take(device, by=None)
    printing.tell(attempt, outcome="printed", by=None)
    page.reload()
    assert page.get_by_text("印刷が終わりました。").is_visible()
    looks_right(page, javascript=javascript)
    page.get_by_role("button", name="終わって消す").click()
    assert page.get_by_role("link", name="カードで始める").is_visible()
    names = {one["name"] for one in page.context.cookies(doors.public())}
    assert django_settings.SESSION_COOKIE_NAME not in names
    page.go_back()
    page.wait_for_load_state("load")
    assert job.number not in page.content()
    assert page.get_by_text("印刷が終わりました。").count() == 0


def test_a_screen_that_nobody_touches_clears_itself_without_javascript(
    doors, screen, as_person, waits
):
    hanako, shindo = cast.hanako(), cast.shindo()
    certification_testing.a_holder(hanako, by=shindo)
    _, keys = testing.a_device(shindo)
    waits(1)
    page = screen(LYING, keys.screen, javascript=False)
    page.goto(doors.public("/kiosk"))
    as_person(page, hanako)
    show_card(page)
    page.goto(doors.public("/kiosk/still?next=/kiosk/choose"))
    assert page.get_by_role("link", name="つづける").is_visible()
    page.get_by_role("link", name="カードで始める").wait_for()
    names = {one["name"] for one in page.context.cookies(doors.public())}
    assert django_settings.SESSION_COOKIE_NAME not in names
    assert COOKIE in names


@pytest.fixture
def outside(doors, settings, tmp_path):
    """Open the doubles of the card's app and of the payment company."""
    base = f"http://sandbox.localhost:{doors.port}"
    settings.VAR = tmp_path
    settings.DOORS = {
        **settings.DOORS,
        "sandbox": {"urlconf": "kyoso.config.urls_sandbox", "base": base},
    }
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": f"{base}/api/realms/main",
        "key_file": str(tmp_path / "client.pem"),
    }
    settings.PAYMENT_PAGE = {**settings.PAYMENT_PAGE, "base": base}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "form-action": ["'self'", base]}
    }
    registration.token_key.cache_clear()
    registration.prepare()
    yield base
    registration.token_key.cache_clear()


def test_the_card_and_the_company_lead_back_to_the_screen(doors, screen, outside):
    shindo = cast.shindo()
    certification_testing.a_revenue_line()
    payments_testing.a_designation()
    _, keys = testing.a_device(shindo)
    page = screen(LYING, keys.screen, javascript=False)
    page.goto(doors.public("/kiosk"))
    page.get_by_role("link", name="カードで始める").click()
    page.get_by_role("button", name="デジタル認証アプリに進む").click()
    page.locator('[name="holder"][value="hanako"]').check()
    page.locator('[name="pin"]').fill("1234")
    page.get_by_role("button", name="カードを読み取る").click()
    page.wait_for_url("**/kiosk/choose")
    account = people.ExternalIdentity.objects.select_related("account__resident").get()
    certification_testing.a_holder(account.account.resident, by=shindo)
    page.get_by_role("link", name="住民票の写し").click()
    page.get_by_role("link", name="そのほか").click()
    page.get_by_role("button", name="確認に進む").click()
    page.get_by_role("button", name="申請する").click()
    drain()
    page.reload()
    page.get_by_role("link", name="300円を払う").click()
    page.get_by_label("クレジットカード").check()
    page.get_by_role("button", name="支払いに進む").click()
    page.get_by_role("link", name="支払い画面へ進む").click()
    page.get_by_role("button", name="支払う（成功）").click()
    page.get_by_role("link", name="市の画面に戻る").click()
    page.wait_for_url("**/kiosk/jobs/*")
    drain()
    page.reload()
    page.get_by_role("button", name="印刷する").click()
    assert page.get_by_text("印刷しています。").is_visible()
    page.goto(doors.public("/account"))
    assert page.get_by_role("link", name="つづける").is_visible()
    page.get_by_role("button", name="終わって消す").click()
    assert page.get_by_role("link", name="カードで始める").is_visible()


def test_every_state_of_a_job_is_accessible(doors, screen, as_person):
    hanako, shindo, ota = cast.hanako(), cast.shindo(), cast.ota()
    person = certification_testing.a_holder(hanako, by=shindo)
    device, keys = testing.a_device(shindo)
    with clock.at(clock.now()):
        asked = testing.asked(hanako, device)
        to_pay = testing.to_pay(hanako, device, token="pay")
        failed = testing.failed(hanako, device, ota=ota)
        declined = testing.to_pay(
            hanako, device, kind="tax", scope="person", year=_year()
        )
        residents_testing.protect(person)
        by_hand = testing.to_pay(hanako, device, token="hand")
    page = screen(UPRIGHT, keys.screen)
    page.goto(doors.public("/kiosk"))
    as_person(page, hanako)
    show_card(page)
    for job in (asked, to_pay, failed, declined, by_hand):
        page.goto(doors.public(f"/kiosk/jobs/{job.ref}"))
        looks_right(page, javascript=True)
    page.goto(doors.public("/kiosk/choose"))
    assert page.get_by_text("まだ受け取っていない証明書").is_visible()
    looks_right(page, javascript=True)
    page.goto(doors.public("/kiosk/still"))
    looks_right(page, javascript=True)
    for language in ("ja-easy", "en"):
        page.goto(doors.public(f"/language?to={language}&next=/kiosk/choose"))
        looks_right(page, javascript=True)


def test_an_officer_registers_a_device_and_answers_a_call(
    doors, desk, phone, as_person
):
    hanako, shindo, ota = cast.hanako(), cast.shindo(), cast.ota()
    certification_testing.a_holder(hanako, by=shindo)
    as_person(desk, shindo)
    desk.goto(doors.office("/kiosk"))
    desk.get_by_role("link", name="端末を登録する").click()
    desk.get_by_label("端末の名前").fill("1号機")
    desk.get_by_label("置く場所").fill("市役所1階")
    assert_accessible(desk)
    desk.get_by_role("button", name="登録する").click()
    code = desk.locator("main strong").inner_text()
    assert_accessible(desk)
    phone.goto(doors.public("/kiosk/pair"))
    phone.get_by_label("登録番号").fill(code)
    phone.get_by_role("button", name="この端末を登録する").click()
    assert phone.get_by_text("端末を登録しました").first.is_visible()
    device = testing.Device.objects.get()
    hear(device)
    phone.get_by_role("link", name="最初の画面へ").click()
    assert phone.get_by_role("link", name="カードで始める").is_visible()
    job = testing.failed(hanako, device, ota=ota)
    testing.Device.objects.update(trouble="jam")
    desk.goto(doors.office("/kiosk"))
    assert desk.get_by_text("紙詰まり").first.is_visible()
    assert_accessible(desk)
    assert_no_sideways_scroll(desk)
    desk.get_by_role("link", name=job.number).click()
    desk.get_by_label("理由").first.fill("紙詰まりを直した")
    assert_accessible(desk)
    desk.get_by_role("button", name="印刷する").click()
    assert desk.get_by_text("印刷を始めました。").is_visible()
    assert_accessible(desk)


def _year():
    return clock.fiscal_year(clock.today())
