"""A change of one's own application is told once, signed, and says nothing of people."""

import datetime as dt
import json

import pytest
from django.db import IntegrityError, transaction

from kyoso.connectors.webhooks import actions
from kyoso.connectors.webhooks.models import Notice
from kyoso.connectors.webhooks.rules import ID, SIGNATURE, is_signed
from kyoso.connectors.webhooks.sandbox import store
from kyoso.connectors.webhooks.sending import ATTEMPTS, MOST_FAILURES
from kyoso.connectors.webhooks.tests.conftest import ADDRESS
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.api import Effect
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import people as cast


def events():
    return [told["event"] for told in store.read("mine")][::-1]


def let_time_pass(times):
    """Carry out what is due, again and again, as the hours go by."""
    moment = clock.now()
    for _ in range(times):
        moment += dt.timedelta(hours=7)
        with clock.at(moment):
            jobs.run_due()


def test_each_change_is_told(endpoint, hanako, sato):
    case = testing.correcting(by=sato.account, account=hanako.account)
    casework.withdraw(case, by=hanako.account, reason="")
    jobs.run_due()
    assert events() == ["filed", "correction_asked", "withdrawn"]
    assert {told["application"] for told in store.read("mine")} == {case.ref}
    assert store.read("mine")[0]["state"] == "withdrawn"
    assert set(Notice.objects.values_list("state", flat=True)) == {"delivered"}


def test_it_says_nothing_about_the_person(endpoint, wire, hanako):
    testing.case(account=hanako.account)
    jobs.run_due()
    [(_headers, body)] = wire.sent
    told = json.loads(body)
    assert set(told) == {"id", "event", "occurred_at", "application", "state"}
    assert "能代" not in body.decode()
    assert hanako.account.ref not in body.decode()


def test_another_persons_application_is_not_told(endpoint, taro):
    testing.case(account=taro.account)
    testing.case(account=None)
    jobs.run_due()
    assert store.read("mine") == []
    assert not Notice.objects.exists()


def test_an_action_that_is_undone_tells_nothing(endpoint, hanako):
    with pytest.raises(RuntimeError), transaction.atomic():
        testing.case(account=hanako.account)
        raise RuntimeError
    assert not Notice.objects.exists()
    assert not Effect.objects.exists()


def test_the_database_refuses_to_tell_a_change_twice(endpoint):
    told = {"endpoint": endpoint, "event": "filed", "mark": "x.1.filed"}
    Notice.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**told)


def test_the_signature_is_of_this_body_just_now(endpoint, wire, hanako):
    testing.case(account=hanako.account)
    jobs.run_due()
    [(headers, body)] = wire.sent
    asked = {"secret": endpoint.secret, "id_": headers[ID], "body": body}
    now = clock.now()
    assert is_signed(headers[SIGNATURE], now=now, **asked)
    late = now + dt.timedelta(minutes=6)
    assert not is_signed(headers[SIGNATURE], now=late, **asked)
    for changed in ({"secret": "x"}, {"id_": "x"}, {"body": b"{}"}):
        assert not is_signed(headers[SIGNATURE], now=now, **(asked | changed))
    for odd in ("", "t=,v1=", "t=あ,v1=い", "v1=x", "t=1"):
        assert not is_signed(odd, now=now, **asked)


def test_a_new_secret_signs_beside_the_old_for_a_day(endpoint, wire, hanako):
    old = endpoint.secret
    new = actions.renew_secret(endpoint, by=hanako.account)
    testing.case(account=hanako.account)
    jobs.run_due()
    later = clock.now() + actions.CHANGING_OVER * 1.1
    with clock.at(later):
        testing.case(account=hanako.account)
        jobs.run_due()
    signed = []
    for (headers, body), now in zip(wire.sent, (clock.now(), later), strict=True):
        asked = {"id_": headers[ID], "body": body, "now": now}
        signed.append(
            [is_signed(headers[SIGNATURE], secret=key, **asked) for key in (old, new)]
        )
    assert signed == [[True, True], [False, True]]


def test_it_is_tried_again_with_the_same_id_and_body(endpoint, wire, hanako):
    wire.is_cut = True
    testing.case(account=hanako.account)
    jobs.run_due()
    assert Notice.objects.get().answer == "no_answer"
    wire.is_cut = False
    let_time_pass(1)
    first, second = wire.sent
    assert first[0][ID] == second[0][ID]
    assert first[1] == second[1]
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.answer) == ("delivered", 2, "204")


def test_what_is_given_up_is_no_work_for_officers(endpoint, wire, hanako):
    wire.status = 500
    testing.case(account=hanako.account)
    jobs.run_due()
    let_time_pass(ATTEMPTS)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.answer) == ("failed", ATTEMPTS, "500")
    assert not Effect.objects.for_a_person().exists()
    endpoint.refresh_from_db()
    assert (endpoint.is_on, endpoint.failures) == (True, 1)


def test_an_address_that_keeps_failing_is_switched_off(endpoint, wire, hanako):
    wire.status = 503
    for _ in range(MOST_FAILURES):
        testing.case(account=hanako.account)
    let_time_pass(ATTEMPTS + 1)
    endpoint.refresh_from_db()
    assert not endpoint.is_on
    sent = len(wire.sent)
    testing.case(account=hanako.account)
    let_time_pass(1)
    assert len(wire.sent) == sent
    wire.status = None
    actions.switch(endpoint, on=True, by=hanako.account)
    testing.case(account=hanako.account)
    jobs.run_due()
    endpoint.refresh_from_db()
    assert (endpoint.is_on, endpoint.failures) == (True, 0)
    assert events() == ["filed"]


def test_an_address_that_is_gone_is_switched_off_at_once(endpoint, wire, hanako):
    wire.status = 410
    testing.case(account=hanako.account)
    jobs.run_due()
    endpoint.refresh_from_db()
    assert not endpoint.is_on


def test_what_waits_for_a_switched_off_address_is_dropped(endpoint, wire, hanako):
    testing.case(account=hanako.account)
    actions.end_endpoint(endpoint, by=hanako.account)
    jobs.run_due()
    assert wire.sent == []
    assert Notice.objects.get().state == "dropped"


def test_a_companys_cases_are_told_to_the_companys_address(wire, hanako):
    cast.section()
    company = people.register_company(
        number="7000012050002",
        name="架空商店株式会社",
        postcode="0160000",
        address="能代市架空町2番2号",
        by=hanako,
    )
    own = {"name": "会社", "address": ADDRESS, "by": hanako.account}
    endpoint, _secret = actions.add_endpoint(company.account, **own)
    testing.case(account=hanako.account)
    testing.case(account=company.account)
    assert Notice.objects.get().endpoint == endpoint
