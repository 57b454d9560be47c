"""Nobody gives a role alone: one asks, another confirms, or it is written why not."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from kyoso.engines.people.actions.roles import install_operator
from kyoso.engines.people.models import Officer, Post
from kyoso.kernel.errors import Refusal
from tests import people as cast
from tests.together import at_once

pytestmark = pytest.mark.django_db

APPROVE = people.Permission.APPROVE_CASES
OPERATE = people.Permission.OPERATE


@pytest.fixture
def second():
    return another_operator()


def another_operator():
    return people.add_officer(
        name="中村 守",
        number="1099",
        email="second@office.example.jp",
        section=cast.section(cast.INFORMATION),
        role="operator",
        by=None,
    )


def asked(officer, operator, role="head"):
    return people.post_officer(
        officer, section=cast.section(), role=role, by=operator.account
    )


def fresh(officer):
    return Officer.objects.select_related("account").get(pk=officer.pk)


def test_a_role_counts_only_when_a_second_person_confirms_it(sato, operator, second):
    post = asked(sato, operator)
    assert not people.may(fresh(sato), APPROVE)
    people.confirm_post(post, by=second.account)
    assert people.may(fresh(sato), APPROVE)


def test_nobody_confirms_what_they_asked_for(sato, operator):
    with pytest.raises(errors.SecondPersonNeeded):
        people.confirm_post(asked(sato, operator), by=operator.account)


def test_nobody_confirms_a_role_of_their_own(operator, second):
    post = asked(second, operator)
    with pytest.raises(errors.SecondPersonNeeded):
        people.confirm_post(post, by=second.account)


def test_the_database_refuses_to_confirm_ones_own_request(sato, operator):
    post = asked(sato, operator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(
            confirmed_at=post.asked_at, confirmed_by=operator.account
        )


def test_a_refused_role_never_counts(sato, operator, second):
    post = asked(sato, operator)
    people.refuse_post(post, by=second.account)
    assert not people.may(fresh(sato), APPROVE)
    with pytest.raises(errors.PostSettled):
        people.confirm_post(post, by=second.account)


def test_a_new_officer_and_a_deputy_wait_too(suzuki, tanaka, operator):
    made = people.add_officer(
        name="新人",
        number="77",
        email="new@office.example.jp",
        section=cast.section(),
        role="operator",
        by=operator.account,
    )
    assert not people.may(fresh(made), OPERATE)
    own = suzuki.posts.get()
    people.deputise(
        own,
        deputy=tanaka,
        starts_on=own.starts_on,
        ends_on=own.starts_on.replace(year=2099),
        by=operator.account,
    )
    assert not people.may(fresh(tanaka), APPROVE, cast.section())


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_are_one():
    sato, operator = cast.sato(), cast.operator()
    first, second = another_operator(), cast.planner()
    post = asked(sato, operator)
    outcomes = at_once(
        lambda: people.confirm_post(post, by=first.account),
        lambda: people.confirm_post(post, by=second.account),
        lambda: people.confirm_post(post, by=second.account),
    )
    assert sum(isinstance(each, Post) for each in outcomes) == 1
    assert {each.code for each in outcomes if isinstance(each, Refusal)} == {
        "post_settled"
    }
    assert Entry.objects.filter(event="people.post_confirmed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_confirmation_and_a_refusal_never_both_happen():
    sato, operator, first = cast.sato(), cast.operator(), another_operator()
    post = asked(sato, operator)
    outcomes = at_once(
        lambda: people.confirm_post(post, by=first.account),
        lambda: people.refuse_post(post, by=operator.account),
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1


def test_the_page_lets_another_confirm_but_not_oneself(sato, operator, second):
    mine = cast.visiting(operator)
    answer = mine.post(
        f"/staff/{sato.ref}/post",
        {
            "section": cast.section().pk,
            "role": "head",
            "starts_on": "2026-04-01",
            "title": "",
        },
    )
    assert answer.status_code == 302
    post = sato.posts.get(role="head")
    assert "二人目の確認待ち" in mine.get(f"/staff/{sato.ref}").content.decode()
    assert "ほかの人が確認します" in mine.get("/roles").content.decode()
    mine.post(f"/roles/{post.pk}/confirm")
    assert not people.may(fresh(sato), APPROVE)
    other = cast.visiting(second)
    assert "佐藤 一郎の課長を確認する" in other.get("/roles").content.decode()
    other.post(f"/roles/{post.pk}/confirm")
    assert people.may(fresh(sato), APPROVE)


def test_who_may_not_confirm_sees_no_roles(sato, mayor):
    for who in (sato, mayor):
        assert cast.visiting(who).get("/roles").status_code == 403
        assert cast.visiting(who).post("/roles/1/confirm").status_code == 403


def test_the_command_makes_the_first_operator_once():
    cast.section()
    said = ["--name", "小林 守", "--email", "op@office.example.jp"]
    where = ["--section", cast.INFORMATION]
    told = io.StringIO()
    call_command("officers", "first", *said, *where, "--number", "1", stdout=told)
    assert "/password/" in told.getvalue()
    assert people.may(Officer.objects.get(), OPERATE)
    assert Entry.objects.filter(event="people.operator_installed").count() == 1
    with pytest.raises(CommandError, match="すでにいます"):
        call_command("officers", "first", *said, *where, "--number", "2")


@pytest.mark.django_db(transaction=True)
def test_two_commands_at_once_make_one_first_operator():
    section = cast.section()
    outcomes = at_once(
        *[
            lambda number=number: install_operator(
                name="守",
                number=number,
                email=f"op{number}@office.example.jp",
                section=section,
                by=None,
            )
            for number in ("1", "2")
        ]
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1


def test_the_emergency_way_says_why_on_the_page(sato, operator):
    where = ["--number", "1001", "--section", cast.INFORMATION]
    call_command(
        "officers", "grant", *where, "--role", "operator", "--reason", "管理者の急病"
    )
    assert people.may(fresh(sato), OPERATE)
    assert "管理者の急病" in cast.visiting(operator).get("/roles").content.decode()
    [entry] = Entry.objects.filter(event="people.post_granted_alone")
    assert (entry.actor, entry.person) == ("system", sato.account.ref)
    with pytest.raises(CommandError, match="理由"):
        call_command("officers", "grant", *where, "--role", "operator", "--reason", " ")
