"""The officers' pages: with a reason, in the record, and only for the register's officers."""

import re

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.residents import testing
from kyoso.engines.residents.models import Link, Standing
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.django_db
WHY = {"purpose": "certificate"}


@pytest.fixture
def desk(shindo):
    return Visitor("office").as_person(shindo)


def search(desk, **typed):
    return desk.post("/register", {**WHY, **typed}).content.decode()


def test_a_search_needs_a_reason(desk):
    testing.a_person()
    answer = desk.post("/register", {"name": "能代"})
    assert answer.status_code == 422
    assert "見る理由を選んでください。" in answer.content.decode()
    assert "能代　花子" not in answer.content.decode()


def test_a_case_as_reason_needs_its_number(desk):
    answer = desk.post("/register", {"purpose": "case", "name": "能代"})
    assert "受付番号を入力してください。" in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "のしろ"},
        {"born": "S50.5.3"},
        {"address": "架空町1番"},
        {"number": "９０００００００００００００１"},
    ],
)
def test_a_person_is_found_by_name_birth_address_or_number(desk, typed):
    testing.a_person()
    testing.a_person(testing.FIRST + 1, 氏名="別　人", 氏名_フリガナ="ベツ　ジン",
                     生年月日="1980-01-01", 住所_町字="別町", 氏名_優先="別　人")  # fmt: skip
    page = search(desk, **typed)
    assert "能代　花子" in page
    assert "別　人" not in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "氏名、生年月日、住所、宛名番号のどれかを入力してください。"),
        ({"born": "きのう"}, "日付として読めません"),
        ({"number": "abc"}, "宛名番号は数字で入力してください。"),
    ],
)
def test_bad_input_gets_a_sentence(desk, typed, said):
    assert said in search(desk, **typed)


def test_a_page_without_a_reason_of_this_half_hour_leads_back(desk, clock_at):
    clock_at("2026-11-23 09:00")
    one = testing.a_person()
    assert desk.get(f"/register/people/{one.ref}").status_code == 302
    search(desk, name="能代")
    assert desk.get(f"/register/people/{one.ref}").status_code == 200
    clock_at("2026-11-23 09:31")
    assert desk.get(f"/register/people/{one.ref}").status_code == 302


def test_each_look_is_in_the_persons_own_record_with_why(desk, hanako, shindo):
    one = testing.linked(hanako, testing.a_person(), by=shindo)
    search(desk, name="能代")
    desk.get(f"/register/people/{one.ref}")
    desk.get(f"/register/people/{one.ref}/household")
    seen = audit.entries_about(hanako.account.ref).filter(
        actor=audit.name_of(shindo.account)
    )
    events = set(seen.values_list("event", "reason"))
    assert ("residents.person_read", "register:certificate") in events
    assert ("residents.household_read", "register:certificate") in events
    page = cast.visiting(hanako).get("/account/seen").content.decode()
    assert "証明書の発行" in page
    assert "市民保険課" in page


def test_a_look_at_a_protected_household_leaves_no_row_with_the_others(
    desk, hanako, taro, shindo
):
    testing.loaded(
        testing.a_row(世帯番号="77"),
        testing.a_row(testing.FIRST + 1, 世帯番号="77", 続柄コード1="02"),
    )
    hers = testing.Person.objects.get(number=str(testing.FIRST))
    his = testing.Person.objects.get(number=str(testing.FIRST + 1))
    testing.linked(hanako, hers, by=shindo)
    testing.linked(taro, his, by=shindo)
    testing.protect(hers)
    search(desk, name="能代")
    page = desk.get(f"/register/people/{hers.ref}/household").content.decode()
    assert "支援措置の対象者です" in page
    read = {"event": "residents.household_read"}
    assert audit.entries_about(hanako.account.ref).filter(**read).exists()
    assert not audit.entries_about(taro.account.ref).filter(**read).exists()


def test_no_name_and_no_address_stands_in_the_audit(desk):
    one = testing.a_person()
    search(desk, name="能代花子", address="架空町")
    desk.get(f"/register/people/{one.ref}")
    written = [str(vars(entry)) for entry in audit.Entry.objects.all()]
    assert not [row for row in written if re.search("能代|花子|架空町", row)]


def test_an_end_that_has_passed_is_shown_and_protects_still(desk):
    one = testing.a_person()
    row = {
        "宛名番号": one.number,
        "支援措置_開始年月日": "2024-04-01",
        "支援措置_終了年月日": "2025-03-31",
    }
    testing.loaded(row, layout="shien")
    search(desk, name="能代")
    page = desk.get(f"/register/people/{one.ref}").content.decode()
    assert "支援措置の終了日を過ぎています" in page
    assert "自動では発行しません：支援措置" in page


def test_the_queue_leads_to_a_decision_that_joins(desk, hanako):
    one = testing.a_person()
    proof = testing.a_proof(hanako)
    assert proof.ref in desk.get("/register/matching").content.decode()
    path = f"/register/matching/{proof.ref}"
    page = desk.get(path).content.decode()
    assert "checked" not in page
    assert desk.post(path, {}).status_code == 422
    desk.post(path, {"person": one.ref})
    assert Link.objects.get(account=hanako.account).person == one
    assert Standing.objects.get(account=hanako.account).is_by_hand is False
    assert proof.ref not in desk.get("/register/matching").content.decode()


def test_only_a_candidate_can_be_chosen(desk, hanako):
    stranger = testing.a_person(testing.FIRST + 5, 氏名="別　人", 生年月日="1990-01-01")
    proof = testing.a_proof(hanako)
    answer = desk.post(f"/register/matching/{proof.ref}", {"person": stranger.ref})
    assert answer.status_code == 422
    assert not Link.objects.exists()


def test_loads_are_listed_with_their_counts_and_sources(desk):
    testing.a_person()
    page = desk.get("/register/loads").content.decode()
    assert "juki.csv" in page
    assert "新しい 1" in page
    assert "公式の基本データリストではない" in page


@pytest.mark.parametrize("who", ["sato", "suzuki", "tanaka", "planner", "operator"])
@pytest.mark.parametrize("path", ["/register", "/register/loads", "/register/matching"])
def test_other_officers_see_nothing_of_it(who, path, db):
    assert cast.visiting(getattr(cast, who)()).get(path).status_code == 403


def test_a_page_says_how_long_a_name_is(desk):
    one = testing.a_person(氏名="渡邉󠄂　花子")
    search(desk, name="渡邉")
    page = desk.get(f"/register/people/{one.ref}").content.decode()
    assert "5文字（符号位置6、UTF-16で7" in page


def test_a_protected_candidate_is_shown_with_the_warning(desk, hanako):
    testing.protect(testing.a_person())
    proof = testing.a_proof(hanako)
    page = desk.get(f"/register/matching/{proof.ref}").content.decode()
    assert "候補に、支援措置の対象者か、その世帯の人がいます。" in page
