"""Nothing of the former person stays: by button, by time, and whatever the browser does."""

import datetime as dt
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError

from kyoso.citizens.kiosk import keys, screens, testing
from kyoso.citizens.kiosk.actions import devices, leaving
from kyoso.citizens.kiosk.tests.conftest import NOON, screen
from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.payments import api as payments
from kyoso.engines.residents import testing as residents_testing
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


def watched(client, where, *, until, since=0):
    """Let a page fetch itself as a browser does; return the last answer."""
    answer = None
    for seconds in range(since, until, 30):
        with later(seconds):
            answer = client.get(f"{where}?auto=1")
    return answer


def test_a_page_that_waits_lives_until_its_result_and_the_result_has_its_time(
    at_screen, hanako, device
):
    job = testing.asked(hanako, device)
    where = f"/kiosk/jobs/{job.ref}"
    assert at_screen.get(where).headers["Refresh"] == f"3; url={where}?auto=1"
    waiting = watched(at_screen, where, until=240)
    assert waiting.headers["Refresh"] == f"3; url={where}?auto=1"
    with later(240):
        certification_testing.examined(job.order)
        told = at_screen.get(f"{where}?auto=1")
        assert "払う" in text(told)
        assert told.headers["Refresh"] == f"60; url=/kiosk/still?next={quoted(where)}"
    with later(330):
        assert at_screen.get(where).status_code == 200


def test_a_result_that_fetches_itself_keeps_no_session_alive(at_screen, hanako, device):
    job = testing.asked(hanako, device)
    where = f"/kiosk/jobs/{job.ref}"
    at_screen.get(where)
    certification_testing.examined(job.order)
    watched(at_screen, where, until=91)
    with later(120):
        assert at_screen.get(f"{where}?auto=1").headers["location"] == "/kiosk"


def test_nobody_waits_for_a_result_without_end(at_screen, hanako, device):
    job = testing.asked(hanako, device)
    where = f"/kiosk/jobs/{job.ref}"
    at_screen.get(where)
    last = watched(at_screen, where, until=331)
    assert last.headers["Refresh"] == f"60; url=/kiosk/still?next={quoted(where)}"
    with later(420):
        assert at_screen.get(f"{where}?auto=1").headers["location"] == "/kiosk"
    assert testing.fresh(job).state == "closed"


def test_the_warning_is_no_act_of_the_person(at_screen):
    at_screen.get("/kiosk/choose")
    with later(60):
        assert at_screen.get("/kiosk/still").status_code == 200
    with later(100):
        assert at_screen.get("/kiosk/choose").headers["location"] == "/kiosk"


def test_a_refused_press_goes_on_with_a_page_that_opens(at_screen, hanako, device, ota):
    to_pay = testing.to_pay(hanako, device)
    paid = testing.waiting(hanako, device, ota=ota)
    for job, verb in ((to_pay, "print"), (paid, "withdraw")):
        where = f"/kiosk/jobs/{job.ref}"
        refused = at_screen.post(f"{where}/{verb}")
        assert refused.status_code == 422
        assert refused.headers["Refresh"].endswith(f"next={quoted(where)}")
        assert at_screen.get(where).status_code == 200


def test_the_warning_leads_back_to_the_purpose_that_was_chosen(at_screen):
    where = "/kiosk/ask/resident-record?purpose=work"
    told = at_screen.get(where)
    assert told.headers["Refresh"].endswith(f"next={quoted(where)}")


def test_a_device_that_is_taken_away_ends_the_session_at_once(
    at_screen, hanako, device, shindo
):
    job = testing.to_pay(hanako, device)
    at_screen.get("/kiosk/choose")
    devices.end(device, by=shindo.account)
    answer = at_screen.get(f"/kiosk/jobs/{job.ref}")
    assert answer.headers["location"] == "/kiosk"
    assert answer.cookies["kyoso_kiosk"]["max-age"] == 0
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.exists()
    assert testing.fresh(job).state == "closed"
    assert at_screen.get("/account").status_code == 302


def test_a_new_key_ends_what_the_old_ones_browser_holds(at_screen, device, shindo):
    devices.pair(devices.offer_pairing(device, by=shindo.account), by=None)
    assert at_screen.post("/kiosk/ask/resident-record").headers["location"] == "/kiosk"
    assert not Session.objects.exists()


def test_a_key_that_opens_nothing_is_forgotten_by_a_browser_without_a_person(device):
    answer = screen(f"{device.ref}.x").get("/kiosk/pair")
    assert answer.status_code == 200
    assert answer.cookies["kyoso_kiosk"]["max-age"] == 0


def test_each_start_renews_the_key_of_the_browser(key):
    answer = screen(key).get("/kiosk")
    assert answer.cookies["kyoso_kiosk"].value == key
    assert answer.cookies["kyoso_kiosk"]["max-age"] == 400 * 24 * 3600


def test_the_session_ends_even_where_taking_back_fails(
    at_screen, hanako, device, monkeypatch
):
    testing.to_pay(hanako, device)

    def fail(*told, **more):
        raise OperationalError

    monkeypatch.setattr(screens, "leave_behind", fail)
    assert at_screen.get("/kiosk/left").headers["location"] == "/kiosk"
    assert not Session.objects.exists()


def test_what_moved_on_at_the_same_moment_is_left_and_the_rest_taken_back(
    hanako, holder, device, monkeypatch
):
    moved, other = testing.to_pay(hanako, device), testing.to_pay(hanako, device)
    withdraw = leaving.withdraw

    def at_the_same_moment(job, *, by):
        if job == moved:
            raise certification.NotNow
        return withdraw(job, by=by)

    monkeypatch.setattr(leaving, "withdraw", at_the_same_moment)
    by = hanako.account
    assert leaving.leave_behind(by, by=by) == 1
    assert testing.fresh(moved).state == "asked"
    assert testing.fresh(other).state == "closed"


def test_after_a_power_cut_what_was_not_paid_ends_in_its_time(hanako, holder, device):
    job = testing.to_pay(hanako, device)
    with later(59 * 60):
        assert leaving.end_left(by=None) == 0
    with later(61 * 60):
        assert leaving.end_left(by=None) == 1
        assert leaving.end_left(by=None) == 0
    job = testing.fresh(job)
    assert (job.state, job.order.state) == ("closed", "withdrawn")
    assert not payments.dues_about(job.order.about).filter(cancelled_at=None)


def test_what_goes_by_the_counter_has_days(hanako, holder, device):
    residents_testing.protect(holder)
    job = testing.to_pay(hanako, device)
    assert job.order.state == "by_hand"
    with later(13 * 24 * 3600):
        assert leaving.end_left(by=None) == 0
    with later(15 * 24 * 3600):
        assert leaving.end_left(by=None) == 1


def test_what_is_paid_is_never_swept(hanako, holder, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    with later(40 * 24 * 3600):
        assert leaving.end_left(by=None) == 0
    assert testing.fresh(job).state == "waiting"


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
    "forged",
    ["", "x", ".", "aaaaaaaaaaaaaaaa.x", "é.é", "aaaaaaaaaaaaaaaa.", "a\0b.x"],
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
    assert leaving.leave_behind(by, by=by) == 1
    assert leaving.leave_behind(by, by=by) == 0


def quoted(path):
    return quote(path, safe="")


@pytest.mark.parametrize(
    "shown", ["a\0aaaaaaaaaaaaaa.x", "\0.\0", "aaaaaaaaaaaaaaaa.\0"]
)
def test_nul_in_a_key_is_no_device(device, shown):
    assert keys.device_of(shown) is None
    assert keys.printer_of(shown) is None


def text(response):
    return response.content.decode()
