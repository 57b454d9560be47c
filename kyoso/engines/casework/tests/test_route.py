"""決裁の順: by amount and kind, added to when drafting, signed by deputies."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.definition import Definition, RouteStep, When
from kyoso.engines.casework.errors import (
    ConsultationsOut,
    DrafterCannotApprove,
    NobodyToAsk,
    NotConsulted,
    NotYourTurn,
    ObjectionUnanswered,
    StepsTooMany,
)
from kyoso.engines.casework.models import Consultation
from kyoso.engines.casework.route import PLACES, AddedStep, is_met, planned, steps_for
from kyoso.engines.casework.schema import problems
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests.people import REGISTER, TAX, visiting

pytestmark = pytest.mark.django_db

BY_AMOUNT = [
    {"title": "課長"},
    {"title": "部長", "role": "director", "term": "amount", "above": 20000},
]


def drafted(sato, amount=10000, outcome="grant", of=None, **more):
    case = testing.reviewing(by=sato.account, of=of)
    casework.propose(
        case,
        outcome=outcome,
        terms={"amount": amount},
        reasons="" if outcome == "grant" else "利用中です。",
        by=sato.account,
        **more,
    )
    case.refresh_from_db()
    return case


def titles(case):
    return list(case.proposals.get().approvals.values_list("title", flat=True))


@pytest.mark.parametrize(
    ("amount", "expected"), [(20000, ["課長"]), (20001, ["課長", "部長"])]
)
def test_a_larger_amount_goes_to_the_director_too(
    care_section, sato, suzuki, kudo, amount, expected
):
    of = testing.procedure(route=BY_AMOUNT)
    assert titles(drafted(sato, amount, of=of)) == expected


def test_only_the_director_signs_as_director(care_section, sato, suzuki, kudo):
    of = testing.procedure(route=BY_AMOUNT)
    case = drafted(sato, 25000, of=of)
    assert casework.approve(case, by=suzuki.account) is None
    deputy_head = people.add_officer(
        name="別の 課長",
        number="2001",
        email="other-head@office.example.jp",
        section=care_section,
        role="head",
        title="課長",
        starts_on=dt.date(2020, 4, 1),
        by=None,
    )
    with pytest.raises(NotYourTurn, match="部長"):
        casework.approve(case, by=deputy_head.account)
    assert casework.approve(case, by=kudo.account) is not None


def test_a_draft_that_needs_a_director_is_refused_where_there_is_none(
    care_section, sato, suzuki
):
    of = testing.procedure(route=BY_AMOUNT)
    with pytest.raises(NobodyToAsk, match="部長"):
        drafted(sato, 25000, of=of)


def test_a_step_may_be_asked_of_one_kind_of_outcome(care_section, sato, suzuki, kudo):
    of = testing.procedure(
        route=[
            {"title": "課長"},
            {"title": "部長", "role": "director", "outcomes": ["refuse"]},
        ]
    )
    assert titles(drafted(sato, of=of)) == ["課長"]
    assert titles(drafted(sato, outcome="refuse", of=of)) == ["課長", "部長"]


def test_the_drafter_adds_steps_but_leaves_none_out(procedure, sato, suzuki):
    added = [AddedStep("副主幹"), AddedStep("主幹", place="last")]
    assert titles(drafted(sato, added=added)) == ["副主幹", "課長", "主幹"]


@given(
    rule=st.lists(st.sampled_from(["課長", "部長", "市長"]), min_size=1, max_size=4),
    added=st.lists(
        st.builds(
            AddedStep,
            title=st.sampled_from(["主幹", "係長"]),
            place=st.sampled_from(sorted(PLACES)),
        ),
        max_size=3,
    ),
)
def test_every_step_of_the_rule_stays_in_its_order(rule, added):
    steps = [RouteStep(title, "", "", When()) for title in rule]
    route = planned(steps, added)
    assert [step.title for step in route if not step.is_added] == rule
    assert len(route) == len(rule) + len(added)


def test_more_than_three_steps_are_refused():
    with pytest.raises(StepsTooMany):
        planned([], [AddedStep("主幹")] * 4)


@given(st.integers(min_value=0, max_value=10**9))
def test_an_amount_is_above_only_when_it_is_larger(amount):
    when = When(term="amount", above=500_000)
    assert is_met(when, "grant", {"amount": amount}) == (amount > 500_000)
    assert not is_met(when, "grant", {})


def test_a_condition_must_name_what_the_procedure_has():
    content = testing.content(
        route=[
            {"title": "課長", "outcomes": ["nothing"]},
            {"title": "部長", "term": "amount"},
        ]
    )
    told = {problem.remedy for problem in problems(content)}
    assert "結果「nothing」がありません。" in told
    assert "term と above は一緒に書いてください。" in told
    assert "どの案でも必ず回る段階を、1つ以上書いてください。" in told


def test_a_definition_reads_its_conditions():
    definition = Definition.read(testing.content(route=BY_AMOUNT))
    assert len(steps_for(definition, "grant", {"amount": 30000})) == 2


def test_a_route_shows_who_stood_in(care_section, sato, suzuki, kudo):
    of = testing.procedure(route=BY_AMOUNT)
    case = drafted(sato, 25000, of=of)
    post = people.current_posts(suzuki)[0]
    today = clock.today()
    deputy = people.add_officer(
        name="代理 次郎",
        number="2002",
        email="deputy@office.example.jp",
        section=care_section,
        role="clerk",
        starts_on=dt.date(2020, 4, 1),
        by=None,
    )
    acting = people.deputise(
        post, deputy=deputy, starts_on=today, ends_on=today, by=sato.account
    )
    people.confirm_post(acting, by=suzuki.account)
    casework.approve(case, by=deputy.account)
    assert case.proposals.get().approvals.first().deputised == post
    page = visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "代理 次郎（代決：鈴木 春子 課長）" in page


def test_the_last_approval_waits_for_every_consultation(procedure, sato, suzuki, goto):
    case = drafted(sato, consult=[TAX])
    with pytest.raises(ConsultationsOut, match="税務課"):
        casework.approve(case, by=suzuki.account)
    casework.answer_consultation(
        case, section=goto.posts.get().section, agrees=True, by=goto.account
    )
    assert casework.approve(case, by=suzuki.account) is not None


def test_an_objection_must_be_answered_by_whoever_decides(
    procedure, sato, suzuki, goto
):
    case = drafted(sato, consult=[TAX])
    visiting(goto).post(
        f"/cases/{case.ref}/consultation",
        {"edition": case.edition, "answer": "objected", "reason": "滞納があります。"},
    )
    asked = Consultation.objects.get()
    assert (asked.answer, asked.reason) == ("objected", "滞納があります。")
    with pytest.raises(ObjectionUnanswered, match="税務課"):
        casework.approve(case, by=suzuki.account)
    decision = casework.approve(
        case, comment="納付の約束を確認したため、認める。", by=suzuki.account
    )
    assert decision is not None


def test_an_objection_without_reason_is_refused_by_the_database(
    procedure, sato, suzuki, goto
):
    drafted(sato, consult=[TAX])
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.update(
            answer="objected", answered_at=clock.now(), answered_by=goto.account
        )


def test_who_is_not_asked_cannot_answer(procedure, sato, suzuki, goto, tanaka):
    case = drafted(sato, consult=[TAX])
    tax = goto.posts.get().section
    for who, section in ((suzuki, tax), (tanaka, tax)):
        with pytest.raises(NotConsulted):
            casework.answer_consultation(
                case, section=section, agrees=True, by=who.account
            )
    assert visiting(tanaka).get(f"/cases/{case.ref}").status_code == 404
    assert visiting(goto).get(f"/cases/{case.ref}").status_code == 200


def test_a_section_without_an_approver_is_not_asked(procedure, sato, suzuki, shindo):
    with pytest.raises(NobodyToAsk):
        drafted(sato, consult=[REGISTER])


def test_the_rule_asks_a_section_whether_the_drafter_does_or_not(
    care_section, sato, suzuki, goto
):
    of = testing.procedure(
        consulted=[{"section": TAX, "term": "amount", "above": 5000}]
    )
    assert not drafted(sato, 5000, of=of).proposals.get().consultations.exists()
    assert drafted(sato, 5001, of=of).proposals.get().consultations.get().is_required


def test_the_drafter_does_not_consent_to_the_own_draft(procedure, sato, suzuki, goto):
    post = people.post_officer(
        sato, section=goto.posts.get().section, role="head", by=goto.account
    )
    people.confirm_post(post, by=suzuki.account)
    case = drafted(people.Officer.objects.get(pk=sato.pk), consult=[TAX])
    with pytest.raises(DrafterCannotApprove):
        casework.answer_consultation(
            case, section=post.section, agrees=True, by=sato.account
        )


def test_the_desk_drafts_with_added_steps_and_a_consultation(
    procedure, sato, suzuki, goto
):
    case = testing.reviewing(by=sato.account)
    client = visiting(sato)
    typed = {
        "edition": case.edition,
        "outcome": "grant",
        "term_amount": "12000",
        "step_title_1": "副主幹",
        "step_section_1": "",
        "step_place_1": "first",
        "consult_1": TAX,
    }
    preview = client.post(f"/cases/{case.ref}/proposal", typed).content.decode()
    assert "合議（同時に求めます）" in preview
    client.post(f"/cases/{case.ref}/proposal", {**typed, "step": "propose"})
    assert titles(case) == ["副主幹", "課長"]
    listed = visiting(goto).get("/cases?view=asked").content.decode()
    assert case.receipt_number in listed
    assert (
        case.receipt_number
        in visiting(suzuki).get("/cases?view=asked").content.decode()
    )
