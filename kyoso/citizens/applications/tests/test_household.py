"""世帯の方から選ぶ: the register fills a group for whom it may, and nobody else."""

import datetime as dt

import pytest

from kyoso.citizens.applications import household
from kyoso.citizens.applications.models import HouseholdLook
from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.forms.api import Draft
from kyoso.engines.forms.testing import a_group, question
from kyoso.engines.jobs.testing import drain
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as register
from kyoso.kernel import clock
from tests import people as cast

HOUSE = str(register.FIRST)
SORRY = "世帯の方を呼び出せませんでした"
CHILD = {
    "世帯番号": HOUSE,
    "氏名_優先": "能代　次郎",
    "氏名_フリガナ_優先": "ノシロ　ジロウ",
    "生年月日": "2015-04-01",
    "続柄コード1": "04",
    "性別": "1",
    "性別表記": "男",
    "続柄表記": "子",
}


@pytest.fixture
def relief(db):
    cast.section()
    content = casework_testing.content()
    group = a_group(
        key="members",
        max=3,
        questions=[
            question("who", "name", label="世帯の方の氏名", prefill="name"),
            question("born", "date", label="生年月日", prefill="born_on"),
            question("kin", "text", label="続柄", max=20, prefill="relation"),
        ],
    )
    content["form"]["pages"][0]["questions"].append(group)
    return casework.load(casework.check(content), by=None)


@pytest.fixture
def hanako(relief):
    return cast.hanako()


@pytest.fixture
def at_home(hanako):
    """Hanako lives with her son, and an officer has joined her card to the register."""
    person = register.a_person()
    register.a_person(register.FIRST + 1, **CHILD)
    return register.linked(hanako, person, by=cast.shindo())


@pytest.fixture
def visitor(hanako):
    found = Visitor(cast.visiting(hanako))
    found.begin()
    return found


@pytest.fixture
def sure(visitor):
    session = visitor.client.session
    session["people_identity_level"] = int(people.IdentityLevel.CARD)
    session.save()
    return visitor


def page(visitor):
    return visitor.get("household/members/").content.decode()


def look(visitor, **posted):
    return visitor.client.post(f"/drafts/{visitor.ref}/household/members/", posted)


def looked(visitor):
    """Ask and let the worker read; return the page that offers."""
    look(visitor)
    assert "呼び出しています" in page(visitor)
    drain()
    return page(visitor)


def items(visitor):
    return Draft.objects.get(ref=visitor.ref).typed["members"]


def test_the_question_leads_to_the_household(sure):
    shown = sure.get("q/members/").content.decode()
    assert f"/drafts/{sure.ref}/household/members/" in shown


def test_whoever_is_chosen_stands_in_the_form(sure, at_home):
    shown = looked(sure)
    assert "能代　花子" in shown
    assert "能代　次郎" in shown
    landed = look(sure, members=["1"])
    assert landed.url == f"/drafts/{sure.ref}/q/members/"
    (item,) = items(sure)
    assert item["who"]["name"] == "能代　次郎"
    assert item["born"] == {"era": "heisei", "year": "27", "month": "4", "day": "1"}
    assert item["kin"] == "子"


def test_what_the_register_gave_is_a_lawful_answer(sure, at_home):
    looked(sure)
    look(sure, members=["0", "1"])
    assert sure.post("members", {}).status_code == 302


def test_who_is_there_already_is_not_offered_again(sure, at_home):
    looked(sure)
    look(sure, members=["1"])
    shown = page(sure)
    assert "能代　花子" in shown
    assert 'value="1"' not in shown
    look(sure, members=["0"])
    assert "全員入っています" in page(sure)
    assert len(items(sure)) == 2


def test_choosing_nobody_gets_a_sentence(sure, at_home):
    looked(sure)
    answer = look(sure, members=[])
    assert answer.status_code == 422
    assert "入れる方を選んでください" in answer.content.decode()


@pytest.mark.parametrize("forged", ["2", "-1", "x", "99999999999", "\x00"])
def test_a_forged_place_changes_nothing(sure, at_home, forged):
    looked(sure)
    assert look(sure, members=[forged]).status_code == 422
    assert not Draft.objects.get(ref=sure.ref).typed.get("members")


def test_more_than_the_form_takes_gets_a_sentence(sure, at_home):
    for number in (2, 3):
        register.a_person(
            register.FIRST + number, **CHILD | {"氏名_優先": f"能代　{number}郎"}
        )
    looked(sure)
    answer = look(sure, members=["0", "1", "2", "3"])
    assert answer.status_code == 422
    assert not Draft.objects.get(ref=sure.ref).typed.get("members")


def test_without_the_card_nothing_is_read(visitor, at_home):
    assert "本人確認が必要です" in page(visitor)
    assert look(visitor).status_code == 422
    drain()
    assert not HouseholdLook.objects.exists()


def test_a_session_that_lost_the_card_sees_nothing_of_what_was_read(sure, at_home):
    looked(sure)
    session = sure.client.session
    session["people_identity_level"] = int(people.IdentityLevel.EMAIL)
    session.save()
    assert "次郎" not in page(sure)
    assert look(sure, members=["1"]).status_code == 422


def protected(person):
    register.protect(person)


def unknown_birthday(person):
    child = {"生年月日": "", "生年月日_不詳フラグ": "1", "生年月日_不詳表記": "不詳"}
    register.loaded(register.a_row(register.FIRST + 1, **CHILD | child))


def not_joined(person):
    person.link.delete()


@pytest.mark.parametrize("why", [protected, unknown_birthday, not_joined])
def test_whoever_an_officer_must_look_at_gets_the_same_sentence(sure, at_home, why):
    why(at_home)
    shown = looked(sure)
    assert SORRY in shown
    assert "次郎" not in shown
    assert HouseholdLook.objects.get().members == []


def test_a_stranger_who_holds_the_draft_is_not_led_there(relief):
    stranger = Visitor(cast.visiting())
    stranger.begin()
    assert "household" not in stranger.get("q/members/").content.decode()
    assert stranger.get("household/members/").url == f"/drafts/{stranger.ref}/"


def test_a_question_that_takes_no_household_has_no_such_page(sure):
    landed = sure.get("household/applicant_name/")
    assert landed.url == f"/drafts/{sure.ref}/"
    assert sure.get("household/no-such/").url == f"/drafts/{sure.ref}/"


def test_the_others_of_the_household_read_that_it_was_used(sure, at_home):
    taro = cast.taro()
    child = register.a_person(register.FIRST + 1, **CHILD)
    register.linked(taro, child, by=cast.shindo())
    looked(sure)
    read = Entry.objects.filter(event="applications.household_read")
    assert taro.account.ref in {entry.person for entry in read}


def test_what_was_read_is_forgotten_after_an_hour(sure, at_home, clock_at):
    begun = clock_at("2026-11-24 10:00")
    looked(sure)
    clock_at(begun + household.KEPT_FOR - dt.timedelta(seconds=1))
    assert household.forget_old() == 0
    clock_at(begun + household.KEPT_FOR)
    assert "次郎" not in page(sure)
    assert household.forget_old() == 1


def test_asking_twice_reads_once(sure, at_home):
    look(sure)
    look(sure)
    drain()
    assert HouseholdLook.objects.count() == 1
    assert HouseholdLook.objects.get().answered_at <= clock.now()
