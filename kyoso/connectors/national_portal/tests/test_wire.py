"""Tokens, pages, silence: what the portal does wrong costs time and nothing else."""

import datetime as dt
import io
import secrets

import httpx
import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal import collecting, fetching, reminding
from kyoso.connectors.national_portal import wire as protocol
from kyoso.connectors.national_portal.models import Arrival, Line, State
from kyoso.connectors.national_portal.sandbox import store
from kyoso.engines.casework.api import Case
from kyoso.kernel import clock, outbound


def arrive(town, count):
    for number in range(count):
        town.arrive(number=f"P-{number}")


def test_one_log_in_serves_a_round(town, wire):
    arrive(town, 4)
    town.round()
    assert wire.asked("POST", "/login") == 1


def test_a_token_that_ends_early_is_renewed(town, wire):
    arrive(town, 4)
    store.set_mood("token_ends", on=True)
    assert town.round().filed == 4
    assert wire.asked("POST", "/login") > 4


def test_a_token_about_to_end_is_renewed_beforehand(town, wire):
    portal = protocol.Portal()
    list(portal.waiting())
    with clock.at(clock.now() + dt.timedelta(seconds=590)):
        list(portal.waiting())
    assert wire.asked("POST", "/login") == 2


def test_a_list_that_breaks_off_gives_what_came_so_far(town):
    arrive(town, 8)
    store.set_mood("list_breaks", on=True)
    done = town.round()
    assert 0 < done.filed < 8
    assert done.line_trouble
    store.set_mood("list_breaks", on=False)
    assert town.round().line_trouble == ""
    assert Case.objects.count() == 8


def test_no_answer_is_noted_and_loses_nothing(town):
    arrive(town, 2)
    store.set_mood("no_answer", on=True)
    town.round()
    line = Line.objects.get()
    assert (line.reached_at, line.trouble) == (None, "status_504")
    since = line.failing_since
    town.round()
    assert Line.objects.get().failing_since == since, "It fails since the first time."
    store.set_mood("no_answer", on=False)
    town.round()
    line = Line.objects.get()
    assert (line.failing_since, line.trouble) == (None, "")
    assert Case.objects.count() == 2


def test_a_refused_log_in_is_told_apart(town):
    store.set_mood("login_refused", on=True)
    assert town.round().troubles == ["login"]


def test_a_cut_wire_is_noted(town, wire):
    wire.is_cut = True
    assert town.round().troubles == ["no_answer"]


@pytest.mark.parametrize("trouble", [protocol.Away, protocol.LoginRefused])
def test_it_does_not_ask_on_and_on_of_a_portal_that_refuses(town, monkeypatch, trouble):
    arrive(town, 9)
    asked = []

    def refuse(portal, number):
        asked.append(number)
        raise trouble("no")

    monkeypatch.setattr(protocol.Portal, "fetch", refuse)
    town.round()
    assert len(asked) == fetching.PATIENCE


def test_it_does_not_ask_on_and_on_of_a_silent_portal(town, wire, monkeypatch):
    arrive(town, 9)
    plainly = wire.request

    def no_packages(method, url, **options):
        if method == "GET" and "/applications/" in url:
            wire.sent.append((method, "/package"))
            raise outbound.NoAnswer("portal", was_sent=True)
        return plainly(method, url, **options)

    monkeypatch.setattr("kyoso.kernel.outbound.request", no_packages)
    town.round()
    assert wire.asked("GET", "/package") == fetching.PATIENCE
    assert Arrival.objects.filter(state=State.LISTED).count() == 9


def test_a_package_too_large_is_noted_on_itself_alone(town, monkeypatch):
    town.bring({"申請書.jpg": secrets.token_bytes(9000)})
    monkeypatch.setattr(protocol, "LARGEST_PACKAGE", 4000)
    done = town.round()
    assert (done.troubles, done.line_trouble) == (["too_large"], "")
    assert town.arrival().trouble == "too_large"


def test_an_odd_line_hides_neither_later_lines_nor_later_pages(town, monkeypatch):
    arrive(town, 8)
    from kyoso.connectors.national_portal.sandbox import portal

    plainly = portal.page

    def oddly(cursor):
        told = plainly(cursor)
        told["applications"].insert(0, {"receipt_number": "../../x"})
        return told

    monkeypatch.setattr(portal, "page", oddly)
    done = town.round()
    assert (done.listed, done.filed, done.troubles) == (8, 8, ["list_line"])
    line = Line.objects.get()
    assert (line.has_odd_line, line.failing_since) == (True, None)
    assert line.reached_at is not None


def test_an_odd_line_is_told_by_the_command(town, monkeypatch):
    monkeypatch.setattr(
        "kyoso.connectors.national_portal.sandbox.portal.page",
        lambda cursor: {"applications": [7], "next": None},
    )
    town.round()
    with pytest.raises(SystemExit):
        call_command("portal_intake", "--status", stdout=io.StringIO())


def test_a_list_that_is_not_there_is_a_line_that_fails(town, settings):
    settings.NATIONAL_PORTAL = settings.NATIONAL_PORTAL | {
        "base": settings.NATIONAL_PORTAL["base"] + "/nowhere"
    }
    done = collecting.Round()
    portal = protocol.Portal()
    portal._token, portal._ends_at = "x", clock.now() + dt.timedelta(hours=1)
    collecting._list(portal, done)
    assert done.line_trouble == "status_404"


def test_an_answer_nested_without_end_is_no_answer():
    with pytest.raises(protocol.Away):
        protocol._json(httpx.Response(200, content=b"[" * 200_000))


@pytest.mark.parametrize(
    "line",
    [
        None,
        [],
        {"receipt_number": None},
        {"receipt_number": "../../x"},
        {"receipt_number": "a b"},
        {"receipt_number": "x" * 41},
        {"receipt_number": ""},
    ],
)
def test_a_line_without_a_usable_number_is_no_number(line):
    assert protocol._listed(line) is None


def test_an_odd_code_costs_no_application():
    told = protocol._listed({"receipt_number": "P-1", "procedure": 7})
    assert told == protocol.Listed("P-1", "", None)


@pytest.mark.parametrize(
    "moment",
    [
        None,
        7,
        "",
        "yesterday",
        "2026-13-01T00:00:00",
        "0001-01-01T00:00:00+09:00",
        "9999-12-31T23:59:59-12:00",
        "2126-01-01T00:00:00+09:00",
        "1999-01-01T00:00:00+09:00",
        "2026-09-25T10:00:00+09:00" * 99,
    ],
)
def test_a_moment_that_cannot_be_is_none(moment):
    assert protocol._moment(moment) is None


def test_a_moment_without_a_zone_is_of_the_city():
    now = clock.now().replace(microsecond=0)
    told = now.astimezone(clock.CITY).replace(tzinfo=None).isoformat()
    assert protocol._moment(told) == now


def test_a_list_that_goes_round_in_a_circle_ends(town, monkeypatch):
    monkeypatch.setattr(
        "kyoso.connectors.national_portal.sandbox.portal.page",
        lambda cursor: {"applications": [], "next": "1"},
    )
    assert town.round().line_trouble == "list_circle"


def test_a_city_without_a_portal_asks_nobody(town, wire, settings):
    settings.NATIONAL_PORTAL = settings.NATIONAL_PORTAL | {"base": ""}
    town.round()
    assert wire.sent == []


def test_the_line_counts_as_down_only_after_a_while(town):
    store.set_mood("no_answer", on=True)
    town.round()
    assert not reminding.is_down(reminding.line())
    with clock.at(clock.now() + reminding.DOWN_FOR):
        assert reminding.is_down(reminding.line())
