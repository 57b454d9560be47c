"""An officer's program reads what the officer's pages show, and no more."""

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from tests import people as cast

pytestmark = pytest.mark.django_db


def token_of(account, *scopes, days=1):
    made, shown = people.create_token(
        account, name="集計", scopes=scopes, days=days, by=account
    )
    return made, shown


def program(person):
    """A client at the office door that shows the person's token and has no log-in."""
    is_officer = person.account.kind == people.Account.Kind.OFFICER
    _made, shown = token_of(person.account, "work" if is_officer else "read")
    return at_office(shown)


def at_office(shown):
    client = cast.stranger_at(cast.OFFICE_HOST)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {shown}"
    return client


def numbers(answer):
    assert answer.status_code == 200, answer.text
    return [case["receipt_number"] for case in answer.json()["cases"]]


def test_it_lists_the_cases_of_the_officers_own_sections(procedure, sato, tanaka):
    case = testing.case(procedure)
    assert numbers(program(sato).get("/api/v1/cases")) == [case.receipt_number]
    assert numbers(program(tanaka).get("/api/v1/cases")) == []


def test_it_filters_as_the_page_does(procedure, sato):
    waiting = testing.case(procedure)
    accepted = testing.reviewing(by=sato.account)
    client = program(sato)
    for query, found in (
        ({"view": "mine"}, [accepted.receipt_number]),
        ({"state": "received"}, [waiting.receipt_number]),
        ({"assignee": "none"}, [waiting.receipt_number]),
        ({"assignee": sato.number}, [accepted.receipt_number]),
        ({"q": waiting.receipt_number}, [waiting.receipt_number]),
        ({"due": "late"}, []),
        (
            {"sort": "-arrived"},
            [accepted.receipt_number, waiting.receipt_number],
        ),
    ):
        assert numbers(client.get("/api/v1/cases", query)) == found


@pytest.mark.parametrize(
    ("query", "code", "named"),
    [
        ({"procedure": "naegi"}, "filter_unknown", "naegi"),
        ({"assignee": "99999"}, "filter_unknown", "99999"),
        ({"view": "nowhere"}, "misshapen", "view"),
        ({"page": "0"}, "misshapen", "page"),
        ({"page": "21"}, "misshapen", "page"),
    ],
)
def test_a_filter_that_does_not_exist_is_refused(procedure, sato, query, code, named):
    answer = program(sato).get("/api/v1/cases", query)
    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert named in answer.text


def test_it_tells_one_case_with_its_answers_and_its_story(procedure, sato):
    case = testing.reviewing(by=sato.account)
    told = program(sato).get(f"/api/v1/cases/{case.receipt_number}").json()
    assert told["applicant"] == "能代 花子"
    assert told["holder"] == "section"
    assert told["due_on"] == case.due_on.isoformat()
    assert told["href"].endswith(f"/cases/{case.ref}")
    assert {
        "question": "bed",
        "label": "使いたい花壇",
        "lines": ["駅前の1番"],
    }.items() <= (
        next(each for each in told["answers"] if each["question"] == "bed").items()
    )
    assert [step["event"] for step in told["steps"]] == ["accepted", "filed"]


def test_a_day_that_a_law_sets_is_told_apart_after_the_end_too(
    care_section, sato, suzuki
):
    content = testing.content(statutory_period={"days": 30, "article": "架空法第1条"})
    del content["procedure"]["standard_period"]
    by_law = casework.load(casework.check(content), by=None)
    testing.decided(of=by_law, by=sato.account, approver=suzuki.account)
    testing.case(by_law)
    told = program(sato).get("/api/v1/cases", {"view": "all"}).json()["cases"]
    assert [case["is_statutory"] for case in told] == [True, True]


def test_another_sections_case_does_not_exist(procedure, tanaka):
    case = testing.case(procedure)
    answer = program(tanaka).get(f"/api/v1/cases/{case.receipt_number}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("number", ["2026-AAAA-BBBB", "x" * 400, "能代"])
def test_a_number_that_is_none_is_not_found(procedure, sato, number):
    assert program(sato).get(f"/api/v1/cases/{number}").status_code == 404


def test_each_look_is_written_down_as_the_officers(procedure, sato, hanako):
    case = testing.case(procedure, account=hanako.account)
    made, shown = token_of(sato.account, "work")
    client = at_office(shown)
    client.get("/api/v1/cases")
    client.get(f"/api/v1/cases/{case.receipt_number}")
    listed = Entry.objects.get(event="casework.listed")
    assert listed.actor == f"people.account:{sato.account.ref}"
    assert listed.details == {"shown": 1, "token": made.ref}
    read = Entry.objects.get(event="casework.read")
    assert read.person == hanako.account.ref
    assert read.details["token"] == made.ref
    seen = cast.visiting(hanako).get("/account/seen").text
    assert "申請の内容を見ました。" in seen


def test_an_address_that_is_held_back_is_not_told(procedure, sato, monkeypatch):
    case = testing.case(procedure)
    monkeypatch.setattr(
        "kyoso.engines.residents.api.may_show_address_of",
        lambda *_args, **_options: False,
    )
    answer = program(sato).get(f"/api/v1/cases/{case.receipt_number}")
    assert "架空町1番1号" not in answer.text
    assert "0160000" not in answer.text
    assert answer.json()["answers"]


def test_it_opens_to_nobody_else(procedure, sato, hanako, operator):
    testing.case(procedure)
    assert cast.visiting(sato).get("/api/v1/cases").status_code == 401
    assert at_office("kyoso_x").get("/api/v1/cases").status_code == 401
    assert program(hanako).get("/api/v1/cases").status_code == 401
    refused = program(operator).get("/api/v1/cases")
    assert refused.status_code == 403
    assert refused.json()["code"] == "permission_missing"


def test_it_ends_with_the_token_and_with_the_post(procedure, sato):
    made, shown = token_of(sato.account, "work")
    client = at_office(shown)
    assert client.get("/api/v1/cases").status_code == 200
    sato.posts.all().delete()
    assert client.get("/api/v1/cases").status_code == 403
    people.revoke_token(made, by=sato.account)
    assert client.get("/api/v1/cases").status_code == 401


def test_an_officers_token_opens_nothing_at_the_public_door(procedure, sato):
    _made, shown = token_of(sato.account, "work")
    client = cast.stranger_at(cast.PUBLIC_HOST)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {shown}"
    assert client.get("/api/v1/applications/principals").status_code == 401
    assert client.get("/api/v1/cases").status_code == 404


def test_no_token_reaches_to_what_is_the_other_doors(sato, hanako):
    for person, scope in ((sato, "apply"), (hanako, "work")):
        with pytest.raises(Refusal) as refused:
            token_of(person.account, scope)
        assert refused.value.code == "token_scope_unknown"


def test_programs_change_nothing_here(procedure, sato):
    case = testing.case(procedure)
    client = program(sato)
    assert client.post("/api/v1/cases").status_code == 405
    assert client.delete(f"/api/v1/cases/{case.receipt_number}").status_code == 405
    case.refresh_from_db()
    assert case.state == casework.State.RECEIVED


def test_it_is_described_with_every_filter(db):
    document = cast.stranger_at(cast.OFFICE_HOST).get("/api/v1/openapi.json").json()
    listed = document["paths"]["/api/v1/cases"]["get"]
    named = {parameter["name"] for parameter in listed["parameters"]}
    assert named == {
        "view",
        "procedure",
        "state",
        "assignee",
        "due",
        "q",
        "sort",
        "page",
    }
    assert set(document["paths"]) == {"/api/v1/cases", "/api/v1/cases/{number}"}
