"""A procedure whose forms go on unopened: nothing of it is fetched, searched or shown."""

import re

import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal import actions, reading
from kyoso.connectors.national_portal.errors import NeverOpened
from kyoso.connectors.national_portal.forms import procedures_of_the_portal
from kyoso.connectors.national_portal.mapping import of_procedure
from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.people import api as people
from kyoso.engines.tray.api import Sealed
from tests import people as cast

CITY = cast.ORGANISATION.parent


def ask_for_a_sealed_file(tmp_path):
    """Load 罹災証明 anew, with a question whose files go on unopened."""
    told = (CITY / "procedures" / "risai-shomei.toml").read_text("utf-8")
    at = told.index('key = "photos"')
    path = tmp_path / "risai-shomei.toml"
    rest = re.sub(r"look_for = \[.*?\]\n", "", told[at:], count=1, flags=re.DOTALL)
    changed = told[:at] + rest.replace('type = "file"', SEALED, 1)
    path.write_text(changed, "utf-8")
    call_command("procedures", "load", str(path), verbosity=0)


SEALED = 'type = "file"\ntray = true'


@pytest.fixture
def nobody_opens(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("Something was opened.")

    monkeypatch.setattr(reading, "open_package", refuse)
    monkeypatch.setattr(reading, "search", refuse)


@pytest.fixture
def asks_for_a_number(town, tmp_path):
    ask_for_a_sealed_file(tmp_path)
    return Procedure.objects.get(slug="risai-shomei")


def test_a_tray_in_the_form_closes_it_whatever_the_mapping_says(asks_for_a_number):
    mapping = of_procedure("risai-shomei")
    assert not mapping.carries_number
    assert reading.is_numbered(mapping, asks_for_a_number)
    assert reading.is_numbered(None, asks_for_a_number)


def test_without_a_tray_it_is_not_even_fetched(asks_for_a_number, town, nobody_opens):
    town.arrive()
    town.round(2)
    assert (town.arrival().state, town.portal()["fetched"]) == (State.NUMBERED, 0)
    assert town.arrival().reason == Reason.CLOSED


def test_with_a_tray_it_goes_on_unopened(asks_for_a_number, town, tray, nobody_opens):
    town.arrive()
    town.round()
    assert town.arrival().state == State.TRAY
    assert Sealed.objects.get().receipt_number == "P-1"
    assert not Case.objects.exists()


def test_what_was_kept_before_is_not_opened_any_more(town, tmp_path, sato):
    town.arrive("lacking")
    town.round()
    ask_for_a_sealed_file(tmp_path)
    found = town.arrival()
    with pytest.raises(NeverOpened):
        reading.read(found)
    with pytest.raises(NeverOpened):
        actions.file_now(found, by=sato.account, incomplete=True)
    assert (town.arrival().state, town.arrival().sealed) == (State.NUMBERED, None)


def test_its_page_shows_neither_items_nor_files(town, tmp_path):
    town.arrive("lacking")
    town.round()
    ask_for_a_sealed_file(tmp_path)
    officer = people.add_officer(
        name="防災 守",
        number="1099",
        email="bosai@office.example.jp",
        section=town.arrival().section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )
    client, address = cast.visiting(officer), f"/portal/{town.arrival().ref}"
    text = client.get(address).content.decode()
    assert "犬1匹" not in text
    assert "ここでは開きません" in text
    assert client.get(f"{address}/files/0").status_code == 404


def test_an_officer_who_chooses_it_opens_nothing(
    asks_for_a_number, town, sato, nobody_opens
):
    town.arrive(procedure="NEW-CODE")
    from kyoso.connectors.national_portal import collecting, fetching, wire

    portal, done = wire.Portal(), collecting.Round()
    collecting._list(portal, done)
    fetching.fetch(portal, done)
    actions.choose(town.arrival(), procedure=asks_for_a_number, by=sato.account)
    assert (town.arrival().state, town.arrival().sealed) == (State.NUMBERED, None)


def test_the_list_of_procedures_says_that_it_stays_closed(asks_for_a_number):
    titles = dict(procedures_of_the_portal())
    assert "開かない" in titles["risai-shomei"]


def test_while_a_mapping_is_wrong_what_nobody_knows_is_not_fetched(mappings, town):
    path = mappings / "jido-teate-nintei.toml"
    told = path.read_text("utf-8")
    path.write_text("[mapping", "utf-8")
    town.arrive("numbered")
    town.round(2)
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.MAPPING)
    assert town.portal()["fetched"] == 0
    path.write_text(told, "utf-8")
    town.round()
    assert (town.arrival().state, town.portal()["fetched"]) == (State.NUMBERED, 0)


def test_what_is_fetched_after_the_file_was_mended_is_filed(mappings, town):
    path = mappings / "risai-shomei.toml"
    told = path.read_text("utf-8")
    path.write_text("[mapping", "utf-8")
    town.arrive()
    town.round()
    path.write_text(told, "utf-8")
    town.round()
    assert town.arrival().state == State.FILED


def test_what_no_section_answers_for_is_not_fetched_on_and_on(mappings, town, tray):
    path = mappings / "jido-teate-nintei.toml"
    told = path.read_text("utf-8")
    path.write_text(told.replace("jido-teate-nintei", "not-loaded"), "utf-8")
    town.arrive("numbered")
    town.round(3)
    assert (town.arrival().state, town.portal()["fetched"]) == (State.NUMBERED, 0)
    Arrival.objects.update(section=cast.section())
    town.round()
    assert (town.arrival().state, town.portal()["fetched"]) == (State.TRAY, 1)


def test_a_numbered_one_too_large_for_the_tray_waits(town, tray, monkeypatch):
    from kyoso.engines.tray import api

    def refuse(*args, **options):
        raise api.TrayTooLarge(max=50)

    monkeypatch.setattr(api, "put", refuse)
    town.arrive("numbered")
    town.round(2)
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.TOO_MUCH)
    assert town.portal()["fetched"] == 1
