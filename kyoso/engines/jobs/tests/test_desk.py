"""An operator sees what needs a person and decides; nobody else does."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command

from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock
from tests import people as cast

pytestmark = pytest.mark.django_db

State = jobs.Effect.State


@pytest.fixture
def uncertain(db):
    with jobs.effects.temporarily(
        jobs.EffectKind("test.mail", "テストのメール", lambda ref: None)
    ):
        yield jobs.Effect.objects.create(
            kind="test.mail", subject_ref="abc", state=State.UNCERTAIN, attempts=1
        )


@pytest.fixture
def browser(operator):
    return cast.visiting(operator)


def test_it_lists_what_needs_a_person(browser, uncertain):
    page = browser.get("/jobs")
    assert "テストのメール" in page.content.decode()


def test_it_tells_the_regular_work_by_name(browser):
    jobs.Round.objects.create(slug="jobs.sweep", next_at=clock.now())
    page = browser.get("/jobs").content.decode()
    assert "取り残された処理の回収" in page


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        ("retry", State.WAITING),
        ("happened", State.DONE),
        ("abandon", State.ABANDONED),
    ],
)
def test_it_does_what_the_operator_decides(browser, uncertain, decision, state):
    browser.post(f"/jobs/{uncertain.ref}/decide", {"decision": decision})
    uncertain.refresh_from_db()
    assert uncertain.state == state


@pytest.mark.parametrize("decision", ["", "explode"])
def test_it_asks_again_where_nothing_was_chosen(browser, uncertain, decision):
    page = browser.post(f"/jobs/{uncertain.ref}/decide", {"decision": decision})
    assert page.status_code == 422
    assert "どうするかを選んでください。" in page.content.decode()
    uncertain.refresh_from_db()
    assert uncertain.state == State.UNCERTAIN


def test_the_second_of_two_decisions_is_told_that_it_came_late(browser, uncertain):
    browser.post(f"/jobs/{uncertain.ref}/decide", {"decision": "happened"})
    page = browser.post(
        f"/jobs/{uncertain.ref}/decide", {"decision": "retry"}, follow=True
    )
    assert "もう判断が済んでいます" in page.content.decode()
    uncertain.refresh_from_db()
    assert uncertain.state == State.DONE


def test_an_officer_without_the_permission_is_turned_away(sato, uncertain):
    assert cast.visiting(sato).get("/jobs").status_code == 403


def test_the_command_tells_the_times_of_the_city(db):
    moment = dt.datetime(2026, 11, 26, 22, 0, tzinfo=dt.UTC)
    jobs.Round.objects.create(slug="jobs.sweep", next_at=moment, last_at=moment)
    told = StringIO()
    call_command("jobs", stdout=told)
    assert "R8.11.27 07:00" in told.getvalue()
