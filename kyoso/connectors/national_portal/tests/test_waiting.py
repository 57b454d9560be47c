"""What the machine cannot file is kept for an officer, with the reason, never dropped."""

import pytest

from kyoso.connectors.national_portal import actions
from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.connectors.national_portal.reading import read
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.connectors.national_portal.settling import MOST_FETCHES
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Procedure


def waits(town, number="P-1"):
    found = town.arrival(number)
    assert found.state == State.WAITING
    assert not Case.objects.exists()
    return found


def test_an_unknown_procedure_is_kept_for_whoever_takes_it_on(town):
    town.arrive("unknown")
    town.round()
    found = waits(town)
    assert (found.reason, found.section) == (Reason.UNKNOWN, None)
    assert "花火" in read(found).package.items[0].value


def test_a_lacking_answer_waits_for_the_section_of_the_procedure(town):
    town.arrive("lacking")
    town.round()
    found = waits(town)
    assert found.reason == Reason.FAULTY
    assert found.section == Procedure.objects.get(slug="risai-shomei").section


def test_a_package_cut_on_its_way_is_fetched_again(town):
    town.arrive("cut")
    town.round()
    assert town.arrival().state == State.LISTED
    town.round()
    assert town.arrival().state == State.FILED
    assert town.portal()["fetched"] == 2


def test_a_package_that_stays_broken_waits_with_what_came(town):
    town.arrive("broken")
    town.round(MOST_FETCHES + 2)
    found = waits(town)
    assert found.reason == Reason.BROKEN
    assert found.sealed
    assert town.portal()["fetched"] == MOST_FETCHES


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("申請書.csv", b"\x81\x00\xff\xfe\xff", Reason.UNREADABLE),
        ("申請書.xml", b"<application><item>", Reason.UNREADABLE),
        (
            "申請書.xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            Reason.UNREADABLE,
        ),
    ],
)
def test_words_that_cannot_be_read_wait_for_a_person(town, name, content, reason):
    town.bring({name: content})
    town.round()
    assert waits(town).reason == reason


def test_a_closed_procedure_is_refused_in_its_own_words(town):
    Procedure.objects.filter(slug="risai-shomei").update(
        state=Procedure.State.PREPARING
    )
    town.arrive()
    town.round()
    found = waits(town)
    assert found.reason == Reason.REFUSED
    assert found.refusal


def test_what_must_be_signed_waits_for_a_person_who_has_looked(town, clerk):
    """How the portal encloses a signature is not known: nothing is filed unsigned."""
    procedure = Procedure.objects.get(slug="risai-shomei")
    content = procedure.current.content
    content["procedure"]["identity"]["level"] = "signature"
    casework.load(casework.check(content), by=None)
    town.arrive()
    town.round(2)
    found = waits(town)
    assert found.reason == Reason.REFUSED
    assert "署名を確かめてから" in found.refusal
    case = actions.file_now(found, by=clerk.account)
    assert case.filed_by == clerk.account


def test_a_wrong_mapping_file_loses_nothing_and_holds_nothing_up(mappings, town):
    (mappings / "risai-shomei.toml").write_text("[mapping\n", "utf-8")
    town.arrive()
    town.round()
    assert waits(town).reason == Reason.MAPPING


def test_a_numbered_procedure_is_not_even_fetched(town):
    town.arrive("numbered")
    town.round(2)
    found = town.arrival()
    assert (found.state, found.sealed) == (State.NUMBERED, None)
    assert found.section == Procedure.objects.get(slug="jido-teate-nintei").section
    assert town.portal()["fetched"] == town.portal()["acknowledged"] == 0


def test_a_stray_individual_number_is_let_go_of_and_stays_with_the_portal(town):
    town.arrive("stray_number")
    town.round()
    found = town.arrival()
    assert (found.state, found.sealed) == (State.NUMBERED, None)
    assert town.portal()["acknowledged"] == 0
    assert not Case.objects.exists()


def test_an_item_named_after_the_number_is_enough(town):
    items = examples.HOUSE | {"申請者の個人番号": "後日提出"}
    town.bring({"申請書.xml": examples.xml(items)})
    town.round()
    assert town.arrival().state == State.NUMBERED


def test_a_number_in_an_unknown_procedure_is_let_go_of_too(town):
    items = {"備考": "123456789018"}
    town.bring({"届.xml": examples.xml(items)}, procedure="SANDBOX-HANABI")
    town.round()
    assert (town.arrival().state, town.arrival().sealed) == (State.NUMBERED, None)


def test_one_bad_application_does_not_hold_up_the_others(town):
    town.arrive("broken", "P-1")
    town.arrive("unknown", "P-2")
    town.arrive("whole", "P-3")
    town.round()
    assert town.arrival("P-3").state == State.FILED
    assert Arrival.objects.count() == 3


def test_a_retry_by_the_machine_leaves_what_waits_alone(town):
    town.arrive("lacking")
    town.round(3)
    assert town.portal()["fetched"] == 1
    assert waits(town).reason == Reason.FAULTY
