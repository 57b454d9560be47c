"""Whatever one arrival does, the round goes on and each of them has its state."""

import secrets

import pytest
from django.db import OperationalError

from kyoso.connectors.national_portal import actions, settling
from kyoso.connectors.national_portal import wire as protocol
from kyoso.connectors.national_portal.models import SEEN, UNTOLD, Reason, State
from kyoso.connectors.national_portal.sandbox import examples, store
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework.api import Case
from kyoso.engines.people import api as people
from tests import people as cast


@pytest.fixture
def bosai(town):
    """A clerk of the section that issues 罹災証明."""
    from kyoso.engines.casework.api import Procedure

    return people.add_officer(
        name="防災 守",
        number="1099",
        email="bosai@office.example.jp",
        section=Procedure.objects.get(slug="risai-shomei").section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )


def forget(number="P-1"):
    """Let the portal forget an application after it was listed."""
    with store.opened() as database:
        database.execute("DELETE FROM applications WHERE number = ?", (number,))


def breaking(plainly, error):
    def act(arrival, *args, **options):
        if arrival.receipt_number == "P-1":
            raise error
        return plainly(arrival, *args, **options)

    return act


def test_an_error_nobody_thought_of_holds_up_no_other(town, monkeypatch):
    act = breaking(settling.file_arrival, KeyError("x"))
    monkeypatch.setattr(settling, "file_arrival", act)
    town.arrive(number="P-1")
    town.arrive(number="P-2")
    done = town.round()
    broken = town.arrival("P-1")
    assert (broken.state, broken.reason) == (State.WAITING, Reason.BROKEN)
    assert "KeyError" in broken.refusal
    assert broken.sealed
    assert town.arrival("P-2").state == State.FILED
    assert done.troubles == ["KeyError"]
    assert town.portal("P-1")["acknowledged"] == 0


def test_an_error_while_fetching_holds_up_no_other(town, monkeypatch):
    plainly = protocol.Portal.fetch

    def fetch(portal, number):
        if number == "P-1":
            raise AttributeError
        return plainly(portal, number)

    monkeypatch.setattr(protocol.Portal, "fetch", fetch)
    town.arrive(number="P-1")
    town.arrive(number="P-2")
    town.round()
    assert town.arrival("P-1").reason == Reason.BROKEN
    assert town.arrival("P-2").state == State.FILED


def test_a_database_that_is_away_is_no_fault_of_an_arrival(town, monkeypatch):
    act = breaking(settling.file_arrival, OperationalError("locked"))
    monkeypatch.setattr(settling, "file_arrival", act)
    town.arrive()
    with pytest.raises(OperationalError):
        town.round()
    assert town.arrival().state == State.KEPT


def test_what_broke_can_be_fetched_again_by_an_officer(town, monkeypatch, bosai):
    act = breaking(settling.file_arrival, KeyError("x"))
    with monkeypatch.context() as patched:
        patched.setattr(settling, "file_arrival", act)
        town.arrive()
        town.round()
    actions.fetch_again(town.arrival(), by=bosai.account)
    town.round()
    assert town.arrival().state == State.FILED


def test_a_package_too_large_waits_for_a_person(town, monkeypatch):
    town.bring({"申請書.jpg": secrets.token_bytes(9000)})
    monkeypatch.setattr(protocol, "LARGEST_PACKAGE", 4000)
    town.round(2)
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.TOO_MUCH)
    assert found.section is not None


def test_what_the_portal_has_no_more_waits_for_a_person(town):
    from kyoso.connectors.national_portal import collecting

    town.arrive()
    collecting._list(protocol.Portal(), collecting.Round())
    forget()
    town.round(2)
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.GONE)


def test_what_is_gone_can_be_fetched_again_or_closed(town, bosai):
    from kyoso.connectors.national_portal import collecting

    town.arrive()
    collecting._list(protocol.Portal(), collecting.Round())
    forget()
    town.round()
    client, page = cast.visiting(bosai), f"/portal/{town.arrival().ref}"
    client.post(f"{page}/fetch")
    assert town.arrival().state == State.LISTED
    town.round()
    client.post(f"{page}/outside", {"note": "本人が取り下げた。"})
    found = town.arrival()
    assert (found.state, found.trouble) == (State.OUTSIDE, SEEN)
    assert town.round().troubles == []


def filed_and_forgotten(town, monkeypatch):
    def gone(portal, number):
        raise protocol.NotThere("not_there")

    town.arrive()
    with monkeypatch.context() as patched:
        patched.setattr(protocol.Portal, "acknowledge", gone)
        return town.round()


def test_no_such_number_is_no_acknowledgement(town, monkeypatch):
    done = filed_and_forgotten(town, monkeypatch)
    found = town.arrival()
    assert (done.acknowledged, found.acknowledged_at) == (0, None)
    assert (found.state, found.trouble) == (State.FILED, UNTOLD)
    assert not Entry.objects.filter(event="national_portal.acknowledged").exists()
    assert town.round().acknowledged == 0, "It is not told on and on."


def test_an_officer_sees_what_was_not_told_and_lets_it_be_told(
    town, monkeypatch, bosai
):
    filed_and_forgotten(town, monkeypatch)
    client, page = cast.visiting(bosai), f"/portal/{town.arrival().ref}"
    assert "P-1" in client.get("/portal").content.decode()
    assert "知らせられません" in client.get(page).content.decode()
    client.post(f"{page}/tell")
    assert town.round().acknowledged == 1


def test_an_officer_who_has_seen_it_ends_it(town, monkeypatch, bosai):
    filed_and_forgotten(town, monkeypatch)
    client, page = cast.visiting(bosai), f"/portal/{town.arrival().ref}"
    client.post(f"{page}/seen")
    assert town.arrival().trouble == SEEN
    assert "P-1" not in client.get("/portal").content.decode()
    assert Entry.objects.filter(event="national_portal.untold_seen").exists()


@pytest.mark.parametrize("moment", ["yesterday", "2099-01-01T00:00:00+09:00"])
def test_an_odd_moment_waits_for_a_person(town, bosai, moment):
    town.arrive(arrived_at=moment)
    town.round()
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.DATE)
    case = actions.file_now(found, by=bosai.account, incomplete=True)
    assert case.arrived_at == found.seen_at


def test_a_moment_that_the_portal_says_later_is_taken(town):
    town.arrive(arrived_at="yesterday")
    town.round()
    with store.opened() as database:
        database.execute(
            "UPDATE applications SET arrived_at = '2026-11-25T10:00:00+09:00'"
        )
    town.round()
    assert town.arrival().state == State.FILED


def test_a_package_without_the_form_waits_for_a_person(town):
    town.bring({"明細.xml": examples.xml(examples.HOUSE)})
    town.round()
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.NO_FORM)


def test_a_table_beside_the_form_answers_no_question(town):
    other = examples.HOUSE | {"氏名": "架空 別人"}
    files = {
        "添付/申請書.xml": examples.xml(other),
        "申請書.xml": examples.xml(examples.HOUSE),
    }
    town.bring(files)
    town.round()
    assert Case.objects.get().name == "架空 太郎"


def test_an_act_that_the_page_does_not_offer_is_refused(town, bosai):
    town.arrive("lacking")
    town.round()
    client, page = cast.visiting(bosai), f"/portal/{town.arrival().ref}"
    for verb in ("fetch", "tell", "seen"):
        answer = client.post(f"{page}/{verb}", follow=True)
        assert "いまは、その操作はできません" in answer.content.decode()
    assert town.arrival().state == State.WAITING
