"""The connector and the company keep the contract; notices are signed and fresh."""

import datetime as dt
import json

import pytest
from django.test import Client

from kyoso.connectors.payment_page import checks
from kyoso.connectors.payment_page.protocol import SIGNATURE, sign, told_of
from kyoso.connectors.payment_page.sandbox import company as sandbox
from kyoso.engines.payments import base, testing
from kyoso.engines.payments.api import Discrepancy
from kyoso.engines.payments.base import Stage, Statement
from kyoso.engines.payments.testing import Heard
from kyoso.kernel import clock


def test_the_connector_keeps_the_contract(company):
    testing.assert_keeps_the_contract(
        company, pay=lambda key: sandbox.act(key, "success")
    )


def test_the_provider_of_the_tests_keeps_it_too(db):
    with testing.a_provider() as provider:
        testing.assert_keeps_the_contract(
            provider, pay=lambda key: provider.pays(key, 300)
        )


def test_a_cut_wire_is_no_answer(company, wire):
    wire.is_cut = True
    with pytest.raises(base.Unreachable):
        company.status("abc")


def test_a_stranger_cannot_ask_the_company(wire):
    got = Client().get("/v1/payments/abc", headers={"host": "sandbox.testserver"})
    assert got.status_code == 401


def test_more_than_was_paid_is_never_given_back(company):
    company.start(testing._order("k"))
    sandbox.act("k", "success")
    with pytest.raises(base.Refused):
        company.refund("k", refund_key="r", amount=301)


PAID = Statement("k" * 16, Stage.PAID, "N1", "", 300, dt.date(2026, 11, 23))


def post(said=PAID, *, event="e1", moment=None, header=None, body=None):
    body = body or json.dumps({"event_id": event, "payment": told_of(said)}).encode()
    return Client().post(
        "/payments/webhooks/payment-page",
        body,
        content_type="application/json",
        headers={SIGNATURE: header or sign(body, moment or clock.now())},
    )


def test_a_signed_notice_is_taken_once(db):
    assert post().status_code == 200
    assert post().status_code == 200
    assert Heard.objects.count() == 1
    # Nobody here began it: a person is told, nothing is dropped.
    assert Discrepancy.objects.get().kind == "unknown"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_or_early_notice_is_refused(db, minutes):
    moment = clock.now() + dt.timedelta(minutes=minutes)
    assert post(moment=moment).status_code == 400
    assert not Heard.objects.exists()


@pytest.mark.parametrize(
    "header", ["", "t=1", "t=١,v1=a", "t=99999999999999999999,v1=a", "v1=a,t=", "あ"]
)
def test_a_notice_without_its_signature_is_refused(db, header):
    header = header or "nothing"
    header = header.encode("utf-8").decode("latin-1")
    assert post(header=header).status_code == 400


def test_a_changed_notice_is_refused(db):
    body = json.dumps({"event_id": "e", "payment": told_of(PAID)}).encode()
    header = sign(body, clock.now())
    assert post(header=header, body=body.replace(b"300", b"301")).status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "paid", "paid_amount": 0},
        {"stage": "open"},
        {"stage": "nonsense"},
        {"paid_amount": -1},
        {"paid_amount": True},
        {"paid_amount": 1e99},
        {"key": "\0"},
        {"paid_on": "2026-13-01"},
        {"refunds": None},
        {"refunds": [{"key": "r"}]},
    ],
)
def test_a_signed_notice_that_makes_no_sense_is_refused_whole(db, change):
    told = {**told_of(PAID), **change}
    body = json.dumps({"event_id": "e", "payment": told}).encode()
    assert post(body=body).status_code == 400
    assert not Heard.objects.exists()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null", b'{"event_id": 1}'])
def test_a_body_of_another_form_is_refused(db, body):
    header = sign(body, clock.now())
    assert post(header=header, body=body or b" ").status_code == 400


def test_nobody_knows_another_company(db):
    got = Client().post("/payments/webhooks/nobody", b"{}", content_type="text/plain")
    assert got.status_code == 404


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({}, []),
        ({"base": ""}, []),
        ({"base": "http://sandbox.localhost:8002"}, ["payment_page.E001"]),
        ({"key": "short"}, ["payment_page.E002"]),
        ({"webhook_key": ""}, ["payment_page.E002"]),
    ],
)
def test_production_refuses_a_test_double_and_a_short_key(settings, change, ids):
    settings.PRODUCTION = True
    settings.PAYMENT_PAGE = {
        "base": "https://pay.example.jp",
        "key": "k" * 40,
        "webhook_key": "w" * 40,
        **change,
    }
    assert [one.id for one in checks.connector_is_sane(None)] == ids
