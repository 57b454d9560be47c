"""Nothing of the former person stays: by button, by time, and whatever the browser does."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.tests.conftest import NOON, screen
from kyoso.engines.payments import api as payments
from kyoso.kernel import clock
from tests import people as cast


def later(seconds):
    return clock.at(NOON + dt.timedelta(seconds=seconds))


def test_every_page_leads_to_the_warning_and_the_warning_to_the_start(
    at_screen, hanako, device
):
    job = testing.to_pay(hanako, device)
    due = payments.dues_about(job.order.about).get()
    for path in (
        "/kiosk/choose",
        "/kiosk/ask/resident-record",
        f"/kiosk/jobs/{job.ref}",
        f"/pay/{due.ref}",
    ):
        answer = at_screen.get(path)
        assert answer.headers["Refresh"].startswith("60; url=/kiosk/still?next=%2F")
        assert "no-store" in answer.headers["Cache-Control"]
    warned = at_screen.get("/kiosk/still?next=/kiosk/choose")
    assert warned.headers["Refresh"] == "20; url=/kiosk/left"
    assert 'href="/kiosk/choose"' in warned.content.decode()


def test_also_what_answers_a_press_goes_away(at_screen):
    told = at_screen.post("/kiosk/ask/resident-record", {"purpose": "none"})
    assert told.status_code == 422
    assert told.headers["Refresh"].startswith("60; url=/kiosk/still")


def test_the_card_pages_of_a_device_go_away_too(key):
    told = screen(key).get("/login/card")
    assert told.status_code == 200
    assert told.headers["Refresh"].startswith("60; url=/kiosk/still")


@pytest.mark.parametrize("path", ["/kiosk/left", "/kiosk/end"])
def test_leaving_forgets_session_cookies_and_what_was_not_paid(
    at_screen, hanako, device, path
):
    job = testing.to_pay(hanako, device)
    at_screen.cookies["kyoso_language"] = "en"
    at_screen.get("/kiosk/choose")
    method = at_screen.post if path.endswith("end") else at_screen.get
    answer = method(path)
    assert answer.headers["location"] == "/kiosk"
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert answer.cookies["kyoso_language"]["max-age"] == 0
    assert answer.cookies["kyoso_both_session"]["max-age"] == 0
    assert not Session.objects.exists()
    assert testing.fresh(job).state == "closed"
    assert at_screen.get("/kiosk/choose").headers["location"] == "/kiosk"
    assert at_screen.get(f"/kiosk/jobs/{job.ref}").headers["location"] == "/kiosk"
    assert "kyoso_kiosk" not in answer.cookies


def test_what_is_paid_and_not_printed_stays_for_its_person(
    at_screen, key, hanako, taro, device, ota
):
    job = testing.waiting(hanako, device, ota=ota)
    at_screen.get("/kiosk/left")
    assert "まだ受け取っていない" not in text(screen(key, taro).get("/kiosk/choose"))
    assert job.ref in text(screen(key, hanako).get("/kiosk/choose"))
    assert testing.fresh(job).state == "waiting"


def test_what_a_company_is_asked_for_is_not_taken_back(at_screen, hanako, device):
    job = testing.to_pay(hanako, device)
    due = payments.dues_about(job.order.about).get()
    payments.Attempt.objects.create(
        due=due,
        channel="card",
        provider="payment-page",
        amount=300,
        cost_shown=0,
        started_by=hanako.account,
        expires_at=clock.now() + dt.timedelta(hours=1),
    )
    at_screen.get("/kiosk/left")
    assert testing.fresh(job).state == "asked"


def test_a_session_left_alone_is_ended_before_it_is_used(
    at_screen, hanako, device, ota
):
    job = testing.waiting(hanako, device, ota=ota)
    at_screen.get("/kiosk/choose")
    with later(90):
        assert at_screen.get("/kiosk/choose").status_code == 200
    with later(300):
        gone = at_screen.post(f"/kiosk/jobs/{job.ref}/print")
        assert gone.headers["location"] == "/kiosk"
        assert at_screen.get("/kiosk/choose").headers["location"] == "/kiosk"
    assert testing.fresh(job).state == "waiting"


def test_pages_that_fetch_themselves_do_not_keep_a_session_alive(
    at_screen, hanako, device
):
    job = testing.asked(hanako, device)
    where = f"/kiosk/jobs/{job.ref}"
    assert at_screen.get(where).headers["Refresh"] == f"3; url={where}?auto=1"
    with later(80):
        assert at_screen.get(f"{where}?auto=1").status_code == 200
    with later(100):
        assert at_screen.get(f"{where}?auto=1").headers["location"] == "/kiosk"


def test_a_company_may_take_longer(at_screen, hanako, device):
    job = testing.to_pay(hanako, device)
    due = payments.dues_about(job.order.about).get()
    at_screen.post(f"/pay/{due.ref}/start", {"channel": "none"})
    with later(330):
        assert at_screen.get("/kiosk/choose").status_code == 200


def test_the_rest_of_the_site_is_not_open_on_a_device(at_screen, hanako, device):
    job = testing.to_pay(hanako, device)
    due = payments.dues_about(job.order.about).get()
    for path in ("/", "/certificates", "/account", "/procedures/", "/seen"):
        answer = at_screen.get(path)
        assert answer.status_code == 404 or answer.headers["location"] == "/kiosk"
    assert at_screen.get(f"/pay/{due.ref}/slip").headers["location"] == "/kiosk"
    assert "紙の納付書" not in text(at_screen.get(f"/pay/{due.ref}"))


def test_other_browsers_are_not_touched(hanako):
    answer = cast.visiting(hanako).get("/kiosk/still")
    assert "Refresh" not in answer.headers
    client = cast.visiting(hanako)
    client.get("/kiosk/left")
    client.post("/kiosk/end")
    assert client.get("/certificates/mine").status_code == 200


@pytest.mark.parametrize(
    "forged", ["", "x", ".", "aaaaaaaaaaaaaaaa.x", "é.é", "aaaaaaaaaaaaaaaa."]
)
def test_a_forged_key_opens_nothing(forged, hanako, holder, device):
    client = screen(forged, hanako)
    assert client.get("/kiosk/choose").headers["location"] == "/kiosk"


def test_the_warning_leads_to_no_foreign_place(at_screen):
    for there in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        told = text(at_screen.get("/kiosk/still", {"next": there}))
        assert 'href="/kiosk/choose"' in told
        assert "evil" not in told.partition("<main")[2].partition("</main")[0]


def test_leaving_behind_counts_what_it_took_back(hanako, device, holder):
    testing.to_pay(hanako, device)
    by = hanako.account
    assert printing.leave_behind(by, by=by) == 1
    assert printing.leave_behind(by, by=by) == 0


def text(response):
    return response.content.decode()
