"""The printer: each paper to it once, its word once, and nothing to strangers."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kyoso.citizens.kiosk import errors, testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import Device, PrintTry
from kyoso.citizens.kiosk.tests.conftest import NOON
from kyoso.citizens.kiosk.waiting import call_for_lost
from kyoso.engines.certification import api as certification
from kyoso.engines.jobs.testing import drain
from kyoso.kernel import clock
from tests import people as cast


@pytest.fixture
def job(hanako, holder, device, ota):
    return testing.waiting(hanako, device, ota=ota)


@pytest.fixture
def begun(job, hanako, device):
    return printing.begin(job, device=device, by=hanako.account)


def say(printer, ref, outcome):
    return printer.post(
        f"/kiosk/printer/tries/{ref}",
        {"outcome": outcome},
        content_type="application/json",
    )


def test_a_try_is_handed_out_once(printer, begun):
    assert printer.post("/kiosk/printer/next").status_code == 200
    assert printer.post("/kiosk/printer/next").status_code == 204


def test_another_device_gets_neither_try_nor_paper(begun, shindo, printer):
    _, keys = testing.a_device(shindo, name="2号機")
    other = cast.visiting()
    other.defaults["HTTP_AUTHORIZATION"] = f"Kiosk {keys.printer}"
    assert other.post("/kiosk/printer/next").status_code == 204
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    assert other.get(f"/kiosk/printer/tries/{ref}/paper").status_code == 404
    assert say(other, ref, "printed").status_code == 404


@pytest.mark.parametrize("shown", ["", "Kiosk ", "Kiosk x.y", "Bearer x", "Kiosk é"])
def test_without_the_key_there_is_nothing(begun, shown):
    client = cast.visiting()
    if shown:
        client.defaults["HTTP_AUTHORIZATION"] = shown
    assert client.post("/kiosk/printer/next").status_code == 401
    found = PrintTry.objects.get()
    assert client.get(f"/kiosk/printer/tries/{found.ref}/paper").status_code == 401
    assert say(client, found.ref, "printed").status_code == 401
    assert testing.fresh(begun).state == "printing"


def test_a_paper_is_open_only_while_it_is_printed(printer, begun):
    found = PrintTry.objects.get()
    paper = f"/kiosk/printer/tries/{found.ref}/paper"
    assert printer.get(paper).status_code == 404
    printer.post("/kiosk/printer/next")
    got = printer.get(paper)
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    say(printer, found.ref, "printed")
    assert printer.get(paper).status_code == 404


@pytest.mark.parametrize("outcome", ["paper_out", "jam", "other"])
def test_a_trouble_calls_an_officer_and_shows_on_the_device(
    printer, begun, device, outcome
):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    assert say(printer, ref, outcome).json() == {"state": "failed"}
    assert testing.fresh(begun).state == "failed"
    assert Device.objects.get(pk=device.pk).trouble == outcome
    assert say(printer, ref, "printed").json() == {"state": "failed"}
    assert testing.fresh(begun).state == "failed"


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "1", '{"outcome": 1}', '{"outcome": "no_answer"}', "\0"]
)
def test_what_is_no_outcome_changes_nothing(printer, begun, body):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    told = printer.post(
        f"/kiosk/printer/tries/{ref}", body, content_type="application/json"
    )
    assert told.status_code == 400
    assert PrintTry.objects.get().state == "taken"


def test_a_printer_that_falls_silent_becomes_a_call(printer, begun, device):
    printer.post("/kiosk/printer/next")
    call_for_lost()
    assert testing.fresh(begun).state == "printing"
    with clock.at(NOON + dt.timedelta(minutes=4)):
        call_for_lost()
        call_for_lost()
        assert testing.fresh(begun).state == "failed"
        assert printer.post("/kiosk/printer/next").status_code == 204
    assert PrintTry.objects.get().reason == "no_answer"


def test_a_printer_that_never_took_it_becomes_a_call_and_gets_it_no_more(
    printer, begun
):
    with clock.at(NOON + dt.timedelta(minutes=4)):
        call_for_lost()
        assert printer.post("/kiosk/printer/next").status_code == 204
    assert testing.fresh(begun).state == "failed"


def test_a_late_word_that_it_was_printed_is_believed(printer, begun):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    with clock.at(NOON + dt.timedelta(minutes=4)):
        call_for_lost()
        assert say(printer, ref, "printed").json() == {"state": "printed"}
    assert testing.fresh(begun).state == "printed"


def test_a_late_word_changes_nothing_once_an_officer_prints_again(
    printer, begun, device, shindo
):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    with clock.at(NOON + dt.timedelta(minutes=4)):
        call_for_lost()
        printing.print_again(begun, device=device, why="紙が出ない", by=shindo.account)
        say(printer, ref, "printed")
    assert testing.fresh(begun).state == "printing"
    assert list(PrintTry.objects.values_list("state", flat=True)) == ["failed", "sent"]


def test_a_late_word_about_a_former_try_is_not_believed(printer, begun, device, shindo):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    with clock.at(NOON + dt.timedelta(minutes=4)):
        call_for_lost()
        printing.print_again(begun, device=device, why="紙が出ない", by=shindo.account)
        second = printer.post("/kiosk/printer/next").json()["ref"]
        say(printer, second, "jam")
        assert say(printer, ref, "printed").json() == {"state": "failed"}
    assert testing.fresh(begun).state == "failed"


def test_the_key_of_the_screen_is_not_the_printers(begun, key):
    client = cast.visiting()
    client.defaults["HTTP_AUTHORIZATION"] = f"Kiosk {key}"
    assert client.post("/kiosk/printer/next").status_code == 401


@pytest.mark.parametrize("outcome", ["printed", "jam"])
def test_a_replacement_while_it_is_printed_waits_for_the_button(
    printer, begun, device, hanako, shindo, outcome
):
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    replaced(begun, by=shindo)
    assert testing.fresh(begun).state == "printing"
    assert printer.get(f"/kiosk/printer/tries/{ref}/paper").status_code == 404
    say(printer, ref, outcome)
    Device.objects.update(trouble="")
    again = testing.fresh(begun)
    assert again.state == "waiting"
    printing.begin(again, device=device, by=hanako.account)
    assert PrintTry.objects.filter(why="書き誤り").count() == 1


def replaced(job, *, by):
    """Replace the certificate of a job, and let the worker make the paper."""
    made = certification.current(job.order)
    certification.reissue(made, reason="書き誤り", by=by.account)
    drain()


@pytest.mark.parametrize("why", ["off", "jam", "silent", "unpaired"])
def test_a_device_whose_printer_is_not_well_takes_no_request_and_no_paper(
    job, device, hanako, why
):
    told = {
        "off": {"is_on": False},
        "jam": {"trouble": "jam"},
        "silent": {"heard": NOON - dt.timedelta(seconds=121)},
        "unpaired": {"printer_digest": ""},
    }[why]
    Device.objects.filter(pk=device.pk).update(**told)
    for act in (
        lambda: testing.asked(hanako, device),
        lambda: printing.begin(job, device=device, by=hanako.account),
    ):
        with pytest.raises(errors.DeviceOff):
            act()
    assert testing.fresh(job).state == "waiting"


def test_a_paper_that_comes_out_says_that_the_printer_is_well(printer, begun, device):
    Device.objects.update(trouble="jam")
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    say(printer, ref, "printed")
    assert Device.objects.get().is_ready


def test_the_database_refuses_a_second_open_try_and_one_without_reason(
    begun, device, hanako
):
    told = {"job": begun, "device": device, "began_by": hanako.account}
    for wrong in (
        {"number": 2, "why": "x"},
        {"number": 2, "state": "printed", "why": ""},
        {"number": 1, "state": "printed"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PrintTry.objects.create(**told, **wrong)


def test_the_last_word_of_a_device_is_written_now_and_then(printer, device):
    printer.post("/kiosk/printer/next")
    assert Device.objects.get(pk=device.pk).heard == NOON
    with clock.at(NOON + dt.timedelta(seconds=5)):
        printer.post("/kiosk/printer/next")
    assert Device.objects.get(pk=device.pk).heard == NOON
