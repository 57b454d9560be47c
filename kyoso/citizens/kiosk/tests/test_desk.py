"""Officers register devices, and decide about papers that did not come out."""

import datetime as dt

import pytest

from kyoso.citizens.kiosk import keys, testing
from kyoso.citizens.kiosk.actions import devices
from kyoso.citizens.kiosk.hearing import hear
from kyoso.citizens.kiosk.models import Device, PrintJob, PrintTry
from kyoso.citizens.kiosk.tests.conftest import NOON, screen
from kyoso.engines.certification import api as certification
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from tests import people as cast


@pytest.fixture
def desk(shindo):
    client = cast.visiting(shindo)
    client.officer = shindo
    return client


@pytest.fixture
def failed(hanako, holder, device, ota):
    return testing.failed(hanako, device, ota=ota)


def page(response):
    return response.content.decode()


def act(desk, job, verb, **told):
    return desk.post(f"/kiosk/jobs/{job.ref}/{verb}", told)


def test_a_device_is_registered_and_its_browser_gets_the_key_once(desk):
    told = {"name": "2号機", "place": "二ツ井地域局", "section": cast.REGISTER}
    number = page(desk.post("/kiosk/devices/new", told))
    made = Device.objects.get()
    code = number.partition("<strong>")[2].partition("</strong>")[0]
    browser = cast.visiting()
    paired = browser.post("/kiosk/pair", {"code": code.lower()})
    key = paired.cookies["kyoso_kiosk"]
    assert key["httponly"]
    assert key["samesite"] == "Lax"
    assert key["max-age"] == 400 * 24 * 3600
    assert made.ref in key.value
    hear(Device.objects.get())
    assert "カード" in page(browser.get("/kiosk"))
    again = cast.visiting().post("/kiosk/pair", {"code": code})
    assert again.status_code == 422
    assert "登録番号が違うか" in page(again)


def test_the_printer_has_a_key_of_its_own_that_is_shown_for_a_while(device, shindo):
    code = devices.offer_pairing(device, by=shindo.account)
    told = cast.visiting().post("/kiosk/pair", {"code": code})
    assert told.headers["Refresh"] == "300; url=/kiosk"
    assert "no-store" in told.headers["Cache-Control"]
    shown = page(told).partition("<code>")[2].partition("</code>")[0]
    of_screen = told.cookies["kyoso_kiosk"].value
    assert shown.startswith(device.ref)
    assert of_screen not in page(told)
    assert [keys.device_of(one) for one in (of_screen, shown)] == [device, None]
    assert [keys.printer_of(one) for one in (of_screen, shown)] == [None, device]


def test_a_number_is_good_for_an_hour(device, shindo):
    code = devices.offer_pairing(device, by=shindo.account)
    with clock.at(NOON + dt.timedelta(minutes=61)):
        told = cast.visiting().post("/kiosk/pair", {"code": code})
        assert told.status_code == 422


def test_numbers_cannot_be_tried_out(device, shindo):
    devices.offer_pairing(device, by=shindo.account)
    for _try in range(10):
        cast.visiting().post("/kiosk/pair", {"code": "AAAA-AAAA-AAAA"})
    code = devices.offer_pairing(device, by=shindo.account)
    told = cast.visiting().post("/kiosk/pair", {"code": code})
    assert told.status_code == 422


def test_a_new_key_ends_the_old_one(device, key, shindo, hanako):
    code = devices.offer_pairing(device, by=shindo.account)
    assert screen(key).get("/").headers["location"] == "/kiosk"
    devices.pair(code, by=None)
    assert screen(key).get("/").status_code == 200


def test_a_device_is_switched_and_taken_away(desk, device, key):
    for verb, is_on in (("off", False), ("on", True)):
        desk.post(f"/kiosk/devices/{device.ref}/{verb}")
        assert Device.objects.get().is_on is is_on
    desk.post(f"/kiosk/devices/{device.ref}/end")
    assert screen(key).get("/").status_code == 200
    assert desk.post(f"/kiosk/devices/{device.ref}/on").status_code == 404
    assert desk.post(f"/kiosk/devices/{device.ref}/burn").status_code == 404


def test_the_call_stands_on_the_page_that_renews_itself(desk, failed):
    Device.objects.update(trouble="jam")
    told = desk.get("/kiosk")
    assert failed.number in page(told)
    assert "紙詰まり" in page(told)
    assert told.headers["Refresh"] == "30"


def test_a_fault_is_mended_with_a_press(desk, device):
    Device.objects.update(trouble="jam")
    assert "直したので使えるようにする" in page(desk.get("/kiosk"))
    desk.post(f"/kiosk/devices/{device.ref}/on")
    assert Device.objects.get().is_ready
    assert "直したので使えるようにする" not in page(desk.get("/kiosk"))


def test_a_printer_that_does_not_ask_is_shown(desk, device):
    assert "印刷機の返事がありません" not in page(desk.get("/kiosk"))
    Device.objects.update(heard=None)
    assert "印刷機の返事がありません" in page(desk.get("/kiosk"))


def test_the_list_asks_about_protection_once_however_long_it_is(
    desk, hanako, holder, device, ota, django_assert_max_num_queries
):
    for _one in range(4):
        testing.failed(hanako, device, ota=ota)
    with django_assert_max_num_queries(15):
        desk.get("/kiosk")


def test_what_was_declined_or_withdrawn_is_not_open(hanako, holder, device):
    going = testing.asked(hanako, device)
    ended = [testing.asked(hanako, device) for _one in range(2)]
    for job, state in zip(ended, ("declined", "withdrawn"), strict=True):
        told = {"state": state, "decline": "other" if state == "declined" else ""}
        certification.Order.objects.filter(pk=job.order_id).update(**told)
    assert list(PrintJob.objects.open()) == [going]


def test_a_paid_paper_that_nobody_fetches_becomes_a_call(
    desk, hanako, holder, device, ota
):
    job = testing.waiting(hanako, device, ota=ota)
    assert job.number not in page(desk.get("/kiosk"))
    with clock.at(NOON + dt.timedelta(days=8)):
        visitor = cast.visiting(desk.officer)
        assert job.number in page(visitor.get("/kiosk"))
        assert act(visitor, job, "refund", why="取りに来ない").status_code == 302
    assert ledger.Refund.objects.get().amount == 300


def test_a_refund_that_was_withdrawn_can_be_proposed_again(
    hanako, holder, device, ota, shindo
):
    job = testing.failed(hanako, device, ota=ota)
    about, by = job.order.about, shindo.account
    (first,) = payments.propose_refunds(about, reason="mistaken", by=by)
    assert payments.propose_refunds(about, reason="mistaken", by=by) == []
    ledger.withdraw_refund(first, by=by)
    (second,) = payments.propose_refunds(about, reason="mistaken", by=by)
    assert second.amount == 300


def test_only_the_part_that_is_not_promised_back_is_proposed(
    hanako, holder, device, ota, shindo
):
    job = testing.failed(hanako, device, ota=ota)
    by = shindo.account
    receipt = ledger.Receipt.objects.get()
    payments.propose_refund(receipt, amount=100, reason="mistaken", by=by)
    (rest,) = payments.propose_refunds(job.order.about, reason="mistaken", by=by)
    assert rest.amount == 200


@pytest.mark.parametrize("view", ["calling", "open", "all", "none"])
def test_the_list_opens_in_each_way(desk, failed, view):
    assert desk.get("/kiosk", {"view": view}).status_code == 200


def test_printing_again_needs_a_reason_and_charges_nothing(desk, failed, device):
    assert act(desk, failed, "again", device=device.ref, why="").status_code == 422
    done = act(desk, failed, "again", device=device.ref, why="紙詰まりを直した")
    assert done.status_code == 302
    assert testing.fresh(failed).state == "printing"
    assert PrintTry.objects.count() == 2
    assert ledger.Receipt.objects.count() == 1
    twice = act(desk, failed, "again", device=device.ref, why="もう一度")
    assert twice.status_code == 422
    assert PrintTry.objects.count() == 2


def test_a_refund_ends_the_paper_and_is_proposed_once(desk, failed):
    assert act(desk, failed, "refund", why="").status_code == 422
    assert act(desk, failed, "refund", why="印刷機の故障").status_code == 302
    assert act(desk, failed, "refund", why="もう一度").status_code == 422
    refund = ledger.Refund.objects.get()
    assert (refund.amount, refund.state) == (300, "proposed")
    assert certification.current(failed.order) is None
    assert testing.fresh(failed).state == "closed"
    assert act(desk, failed, "again", device="x", why="y").status_code == 422


def test_closing_leaves_the_paper_valid(desk, failed):
    assert act(desk, failed, "close", why="窓口で渡した").status_code == 302
    assert certification.current(failed.order) is not None
    assert "窓口で渡した" in page(desk.get(f"/kiosk/jobs/{failed.ref}"))


def test_while_it_is_printed_nothing_is_decided(desk, failed, device):
    act(desk, failed, "again", device=device.ref, why="直した")
    for verb in ("close", "refund"):
        assert act(desk, failed, verb, why="x").status_code == 422


def test_who_issues_no_certificates_sees_none(failed, sato, tanaka):
    for officer in (sato, tanaka):
        visitor = cast.visiting(officer)
        assert visitor.get("/kiosk").status_code == 403
        assert visitor.get(f"/kiosk/jobs/{failed.ref}").status_code == 403
        assert act(visitor, failed, "refund", why="x").status_code == 403


def test_protected_peoples_jobs_are_for_the_register_alone(
    failed, holder, shindo, desk
):
    residents_testing.protect(holder)
    told = desk.get(f"/kiosk/jobs/{failed.ref}")
    assert told.status_code == 200
    assert "支援" not in page(told).partition("<main")[2].partition("</main")[0]


def test_an_unknown_act_is_not_found(desk, failed):
    assert act(desk, failed, "burn").status_code == 404
