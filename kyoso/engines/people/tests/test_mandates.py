"""Acting for another: given, accepted, in scope, in time, revocable at any time."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db.models import Value
from django.test import RequestFactory

from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from kyoso.engines.people.models import Mandate
from kyoso.engines.people.rules import last_day_as_child
from kyoso.kernel import clock
from tests import people as cast

pytestmark = pytest.mark.django_db

WATCH = "watch-devices"


@pytest.fixture(autouse=True)
def procedures():
    cache.clear()
    known = people.ProcedureList(
        "tests", lambda: [(WATCH, {"ja": "見守り機器の助成"}), ("other", "ほか")]
    )
    with people.procedure_lists.temporarily(known):
        yield


@pytest.fixture
def mandate(kiku, hanako, sato):
    given = people.give_mandate(
        kiku, procedures=[WATCH], expires_on=in_days(100), by=sato.account
    )
    return people.accept_mandate(given.code, by=hanako)


def in_days(days):
    return clock.today() + dt.timedelta(days=days)


def request_of(resident, session=None):
    request = RequestFactory().get("/")
    request.session = session if session is not None else {}
    request.user = resident.account
    request.resident = resident
    return request


def test_a_daughter_acts_for_her_mother_within_the_scope(mandate, hanako, kiku, taro):
    assert people.may_act_for(hanako.account, kiku.account, WATCH)
    assert not people.may_act_for(hanako.account, kiku.account, "other")
    assert not people.may_act_for(taro.account, kiku.account, WATCH)
    assert not people.may_act_for(kiku.account, hanako.account, WATCH)
    assert people.may_act_for(hanako.account, hanako.account, "anything")


def test_it_ends_with_its_last_day(mandate, hanako, kiku, clock_at):
    noon = dt.time(12)
    clock_at(dt.datetime.combine(in_days(100), noon))
    assert people.may_act_for(hanako.account, kiku.account, WATCH)
    clock_at(dt.datetime.combine(mandate.expires_on + dt.timedelta(days=1), noon))
    assert not people.may_act_for(hanako.account, kiku.account, WATCH)


@pytest.mark.parametrize("who", ["kiku", "hanako", "sato"])
def test_it_is_revoked_by_the_person_the_agent_or_a_clerk(
    mandate, kiku, hanako, sato, who
):
    by = {"kiku": kiku, "hanako": hanako, "sato": sato}[who].account
    people.revoke_mandate(mandate, by=by)
    assert not people.may_act_for(hanako.account, kiku.account, WATCH)
    with pytest.raises(errors.MandateEnded):
        people.revoke_mandate(mandate, by=by)


def test_a_neighbour_cannot_revoke_it(mandate, taro):
    with pytest.raises(errors.NotYourMandate):
        people.revoke_mandate(mandate, by=taro.account)


def test_a_code_works_once_and_not_for_oneself(kiku, hanako, taro, sato):
    given = people.give_mandate(
        kiku, procedures=[WATCH], expires_on=in_days(9), by=sato.account
    )
    with pytest.raises(errors.MandateToSelf):
        people.accept_mandate(given.code, by=kiku)
    people.accept_mandate(f" {given.code.lower()} ", by=hanako)
    for late in (taro, hanako):
        with pytest.raises(errors.MandateNotFound):
            people.accept_mandate(given.code, by=late)
    with pytest.raises(errors.MandateNotFound):
        people.accept_mandate("", by=taro)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"procedures": []}, errors.MandateScopeEmpty),
        ({"expires_on": dt.date(2000, 1, 1)}, errors.PeriodBackwards),
        ({"expires_on": dt.date(2099, 1, 1)}, errors.MandateTooLong),
    ],
)
def test_it_refuses_a_mandate_without_bounds(kiku, said, refusal):
    asked = {"procedures": [WATCH], "expires_on": in_days(9)} | said
    with pytest.raises(refusal):
        people.give_mandate(kiku, by=kiku.account, **asked)


def test_a_session_acts_for_another_until_the_mandate_is_revoked(mandate, hanako, kiku):
    client = cast.visiting(hanako)
    client.post("/account/act-for", {"ref": mandate.ref})
    assert "能代 キクさんの代わり" in client.get("/account").content.decode()
    request = request_of(hanako, client.session)
    standing = people.standing_of(request)
    assert standing.account == kiku.account
    assert standing.covers(WATCH)
    assert not standing.covers("other")
    people.revoke_mandate(mandate, by=kiku.account)
    assert people.standing_of(request_of(hanako, client.session)) is None


def test_nobody_acts_by_the_mandate_of_another(mandate, taro):
    client = cast.visiting(taro)
    assert client.post("/account/act-for", {"ref": mandate.ref}).status_code == 404
    stolen = {"people_acting_for": mandate.ref}
    assert people.standing_of(request_of(taro, stolen)) is None


def test_the_pages_tell_the_whole_way(hanako, taro, kiku):
    giver, taker = cast.visiting(hanako), cast.visiting(taro)
    assert "見守り機器の助成" in giver.get("/account/mandates/give").content.decode()
    page = giver.post("/account/mandates/give", {"expires_on": "2020-02-30"})
    assert "任せる手続を選んでください。" in page.content.decode()
    assert "ある日付を入力してください。" in page.content.decode()
    answer = giver.post(
        "/account/mandates/give",
        {"procedures": [WATCH], "expires_on": in_days(30).isoformat()},
    )
    sheet = giver.get(answer.headers["location"]).content.decode()
    mandate = Mandate.objects.get()
    assert mandate.code in sheet
    wrong = taker.post("/account/mandates/accept", {"code": "AAAA-BBBB-CCCC"})
    assert "見つかりません" in wrong.content.decode()
    taker.post("/account/mandates/accept", {"code": mandate.code})
    assert "能代 花子" in taker.get("/account/mandates").content.decode()
    seen = taker.get(f"/account/mandates/{mandate.ref}").content.decode()
    assert mandate.code not in seen
    assert (
        cast.visiting(kiku).get(f"/account/mandates/{mandate.ref}").status_code == 404
    )
    assert taker.get(f"/account/mandates/{mandate.ref}/revoke").status_code == 200
    taker.post(f"/account/mandates/{mandate.ref}/revoke")
    mandate.refresh_from_db()
    assert mandate.revoked_by == taro.account


def test_guessing_codes_is_stopped(taro):
    client = cast.visiting(taro)
    for _ in range(11):
        page = client.post("/account/mandates/accept", {"code": "AAAA-BBBB-CCCC"})
    assert "回数が多すぎます" in page.content.decode()


def test_a_guardian_waits_for_an_officer(hanako, sato, tanaka):
    born_on = clock.today() - dt.timedelta(days=3650)
    client = cast.visiting(hanako)
    client.post(
        "/account/mandates/child",
        {"name": "能代 小花", "kana": "のしろ こはな", "born_on": born_on.isoformat()},
    )
    mandate = Mandate.objects.get()
    child = mandate.principal
    assert not people.may_act_for(hanako.account, child.account, WATCH)
    desk = cast.visiting(sato)
    assert desk.get("/mandates").status_code == 200
    assert "書類で確認した" in desk.get(f"/mandates/{mandate.ref}").content.decode()
    desk.post(f"/mandates/{mandate.ref}/confirm")
    assert people.may_act_for(hanako.account, child.account, WATCH)
    assert people.may_act_for(hanako.account, child.account, "anything")


def test_the_counter_finds_a_mandate_by_its_number_and_leaves_a_trace(
    mandate, sato, mayor
):
    desk = cast.visiting(sato)
    answer = desk.get("/mandates", {"code": mandate.code})
    assert answer.headers["location"] == f"/mandates/{mandate.ref}"
    assert "見つかりません" in desk.get("/mandates?code=ZZZZ").content.decode()
    desk.get(f"/mandates/{mandate.ref}")
    seen = cast.visiting(mandate.principal).get("/account/seen").content.decode()
    assert "委任の内容を見ました。" in seen
    desk.post(f"/mandates/{mandate.ref}/revoke")
    mandate.refresh_from_db()
    assert mandate.revoked_by == sato.account
    assert cast.visiting(mayor).get("/mandates").status_code == 403


def test_an_adult_is_no_child(hanako):
    adult = clock.today().replace(year=clock.today().year - 18, month=1, day=1)
    with pytest.raises(errors.NotAChild):
        people.declare_child(
            guardian=hanako, name="大人", kana="", born_on=adult, by=hanako.account
        )


@pytest.mark.parametrize(
    ("born_on", "last"),
    [
        (dt.date(2010, 4, 1), dt.date(2028, 3, 31)),
        (dt.date(2008, 2, 29), dt.date(2026, 2, 28)),
        (dt.date(2010, 3, 1), dt.date(2028, 2, 29)),
        (dt.date(2010, 1, 1), dt.date(2027, 12, 31)),
    ],
)
def test_childhood_ends_the_day_before_the_eighteenth_birthday(born_on, last):
    assert last_day_as_child(born_on) == last


@pytest.mark.parametrize("kind", ["mandate", "guardian"])
@pytest.mark.parametrize(
    "named", [[], ["watch"], ["x-watch", "watch-x"], ["a", "watch"]]
)
@pytest.mark.parametrize("asked", ["watch", "Watch", "atc", "%", "watch-", ""])
def test_the_database_reads_the_scope_as_the_mandate_itself(
    kiku, hanako, kind, named, asked
):
    mandate = people.Mandate.objects.create(
        kind=kind,
        principal=kiku,
        procedures=named,
        starts_on=clock.today(),
        expires_on=clock.today(),
        given_by=kiku.account,
    )
    found = people.Mandate.objects.covering(Value(asked))
    assert found.exists() == mandate.covers(asked)
