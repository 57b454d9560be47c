"""With a tray, what carries a 個人番号 goes through unopened; only its number stays."""

import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal import actions, mapping
from kyoso.connectors.national_portal.models import State
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.tray.api import Sealed, open_sealed
from tests import people as cast


def test_it_is_sealed_unopened_and_then_acknowledged(town, tray):
    town.arrive("numbered")
    done = town.round()
    found, sealed = town.arrival(), Sealed.objects.get()
    assert (done.sealed, done.acknowledged) == (1, 1)
    assert (found.state, found.sealed) == (State.TRAY, None)
    assert sealed.receipt_number == "P-1"
    assert sealed.section == Procedure.objects.get(slug="jido-teate-nintei").section
    name, content = open_sealed(bytes(sealed.content), ref=sealed.ref, key=tray)
    assert (name, content) == ("P-1.zip", examples._made("numbered")[0])
    assert town.portal()["acknowledged"] == 1
    assert not Case.objects.exists()


@pytest.mark.parametrize("slug", ["kaigo-futan-wariai", "kaigo-hihokenshasho"])
def test_what_the_city_ships_with_a_tray_goes_through(town, tray, slug):
    path = cast.ORGANISATION.parent / "procedures" / f"{slug}.toml"
    call_command("procedures", "load", str(path), verbosity=0)
    town.arrive("care", procedure=mapping.of_procedure(slug).code)
    town.round()
    assert town.arrival().state == State.TRAY
    assert Sealed.objects.get().section.slug == "choju-ikigai"


def test_even_what_is_no_package_goes_through(town, tray):
    town.bring(b"no zip at all", procedure="SANDBOX-JIDO")
    town.round()
    assert town.arrival().state == State.TRAY


def test_what_waited_for_want_of_a_tray_goes_through_later(town, settings, tmp_path):
    town.arrive("numbered")
    town.round()
    assert town.arrival().state == State.NUMBERED
    from kyoso.engines.tray import testing as keys

    public, _private = keys.make_pair(tmp_path / "later")
    settings.TRAY = {"public_key_file": str(public)}
    town.round()
    assert town.arrival().state == State.TRAY


def test_a_stray_number_elsewhere_still_stays_with_the_portal(town, tray):
    town.arrive("stray_number")
    town.round(2)
    assert town.arrival().state == State.NUMBERED
    assert not Sealed.objects.exists()


def test_what_an_officer_finds_to_be_numbered_goes_through(town, tray, sato):
    town.arrive("unknown")
    town.round()
    procedure = Procedure.objects.get(slug="jido-teate-nintei")
    actions.choose(town.arrival(), procedure=procedure, by=sato.account)
    assert (town.arrival().state, town.arrival().sealed) == (State.TRAY, None)
    assert Sealed.objects.get().receipt_number == "P-1"
    town.round()
    assert town.portal()["acknowledged"] == 1
