"""委任状: an officer enters a signed paper, saying who gave it and how they know."""

import datetime as dt

import pytest
from django.core.cache import cache

from kyoso.engines.audit.api import Entry
from kyoso.engines.people import api as people
from kyoso.engines.people.models import Mandate, Resident
from kyoso.kernel import clock
from tests import applying
from tests import people as cast

pytestmark = pytest.mark.django_db

WATCH = "watch-devices"
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=clock.CITY)


@pytest.fixture(autouse=True)
def procedures():
    cache.clear()
    known = people.ProcedureList("tests", lambda: [(WATCH, "見守り機器の助成")])
    with people.procedure_lists.temporarily(known), clock.at(NOW):
        yield


def day(days):
    return (NOW.date() + dt.timedelta(days=days)).isoformat()


def said(**changes):
    today = clock.today()
    return {
        "principal_email": "",
        "principal_name": "能代 梅",
        "principal_kana": "のしろ うめ",
        "principal_born_on": "1940-05-05",
        "principal_address": "能代市架空町3番3号",
        "proxy_email": "hanako@example.jp",
        "proxy_name": "",
        "procedures": [WATCH],
        "starts_on": today.isoformat(),
        "expires_on": (today + dt.timedelta(days=90)).isoformat(),
        "evidence": "受任者の運転免許証と、委任する人の署名を見た。",
        **changes,
    }


def enter(sato, **changes):
    return cast.visiting(sato).post("/mandates/enter", said(**changes))


def test_a_person_without_an_account_is_said_by_name_birth_and_address(sato, hanako):
    answer = enter(sato)
    mandate = Mandate.objects.get()
    assert answer.headers["location"] == f"/mandates/{mandate.ref}/confirmation"
    assert mandate.principal.name == "能代 梅"
    assert mandate.principal.born_on == dt.date(1940, 5, 5)
    assert people.may_act_for(hanako.account, mandate.principal.account, WATCH)
    [entry] = Entry.objects.filter(event="people.mandate_entered")
    assert entry.person == mandate.principal.ref


def test_the_confirmation_is_for_both_and_bears_a_code_where_it_is_needed(sato, taro):
    answer = enter(sato, proxy_email="", proxy_name="隣野 太郎")
    mandate = Mandate.objects.get()
    page = cast.visiting(sato).get(answer.headers["location"]).content.decode()
    assert "委任する人へ（能代 梅 様）" in page
    assert "受任者へ（隣野 太郎 様）" in page
    assert mandate.code in page
    people.accept_mandate(mandate.code, by=taro)
    page = cast.visiting(sato).get(answer.headers["location"]).content.decode()
    assert mandate.code not in page


def test_a_known_principal_is_found_by_mail(sato, hanako, taro):
    enter(sato, principal_email="taro@example.jp", principal_name="")
    assert Mandate.objects.get().principal == taro


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"principal_name": ""}, "委任する人を、"),
        ({"principal_born_on": ""}, "委任する人を、"),
        ({"principal_address": ""}, "委任する人を、"),
        ({"principal_email": "nobody@example.jp"}, "の利用者はいません。"),
        ({"principal_born_on": day(1)}, "今日より前の日付"),
        ({"proxy_email": ""}, "受任者の氏名を書いてください。"),
        ({"principal_email": "hanako@example.jp"}, "自分に委任することはできません。"),
        ({"procedures": []}, "任せる手続を選んでください。"),
        ({"expires_on": day(-1)}, "おわりの日は"),
        ({"expires_on": "2001-01-01"}, "までで入力してください"),
        ({"expires_on": day(3 * 366 + 2)}, "3年まで"),
        ({"expires_on": "2099-01-01"}, "までで入力してください"),
        ({"evidence": ""}, "何を見て確かめたか"),
    ],
)
def test_a_paper_that_says_too_little_is_refused(sato, hanako, wrong, sentence):
    known = Resident.objects.count()
    answer = enter(sato, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Mandate.objects.exists()
    assert Resident.objects.count() == known


def test_a_copy_of_the_paper_is_evidence_and_reading_it_leaves_a_trace(
    sato, hanako, mayor
):
    enter(sato, evidence="", scan=applying.a_receipt("委任状.jpg"))
    mandate = Mandate.objects.get()
    path = f"/mandates/{mandate.ref}/scan"
    assert cast.visiting(mayor).get(path).status_code == 403
    answer = cast.visiting(sato).get(path)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    [entry] = Entry.objects.filter(event="media.read")
    assert entry.person == mandate.principal.ref


def test_a_file_that_is_no_picture_gets_a_sentence(sato, hanako):
    fake = applying.a_receipt("委任状.jpg")
    fake.file.seek(0)
    fake.file.truncate(0)
    fake.file.write(b"MZ not a picture")
    fake.size = 16
    answer = enter(sato, scan=fake)
    assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_it_is_revoked_at_the_counter_as_any_other(sato, hanako):
    enter(sato)
    mandate = Mandate.objects.get()
    cast.visiting(sato).post(f"/mandates/{mandate.ref}/revoke")
    assert not people.may_act_for(hanako.account, mandate.principal.account, WATCH)


def test_only_who_handles_cases_enters_one(sato, mayor, operator):
    for who in (mayor, operator):
        assert cast.visiting(who).get("/mandates/enter").status_code == 403
    assert cast.visiting(sato).get("/mandates/enter").status_code == 200
