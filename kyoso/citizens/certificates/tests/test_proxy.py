"""代理: one asks for another by a mandate; whatever stands against it reads alike."""

import datetime as dt

import pytest

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import (
    a_holder,
    a_request,
    a_revenue_line,
    examined,
    paid,
)
from kyoso.engines.jobs.testing import drain
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from tests import people as cast

RECORD, SEAL = "certificate-resident-record", "certificate-seal"
NEW = "/certificates/new/resident-record"
CHOSEN = {
    "purpose": "work",
    "scope": "person",
    "delivery": "pdf",
    "copies": "1",
    "token": "t1",
}
NEUTRAL = "この人の分は、この画面では申請できません。窓口か電話でご相談ください。"


@pytest.fixture
def person(hanako, shindo):
    """Return Hanako of the register, who lets Taro ask."""
    return a_holder(hanako, by=shindo)


@pytest.fixture
def mandate(hanako, taro, person):
    return given(hanako, taro, RECORD)


def given(giver, proxy, *procedures):
    made = people.give_mandate(
        giver,
        procedures=list(procedures),
        expires_on=clock.today() + dt.timedelta(days=30),
        by=giver.account,
    )
    return people.accept_mandate(made.code, by=proxy)


@pytest.fixture
def proxy(taro):
    """Return Taro's browser after he has shown his own card."""
    client = cast.visiting(taro)
    session = client.session
    session["people_identity_level"] = int(people.IdentityLevel.CARD)
    session.save()
    return client


def asked(taro, hanako, **more):
    return a_request(taro, principal=hanako.account, **more)


def page(response):
    return response.content.decode()


def test_a_certificate_of_another_is_asked_for_paid_and_received(
    proxy, taro, hanako, mandate, ota
):
    assert "能代 花子さんの分（代理）" in page(proxy.get(NEW))
    told = CHOSEN | {"principal": mandate.ref}
    checked = page(proxy.post(NEW, told))
    assert "能代 花子さん（代理の申請）" in checked
    assert f'name="principal" value="{mandate.ref}"' in checked
    where = proxy.post(NEW, told | {"send": "1"}).headers["location"]
    a_revenue_line()
    drain()
    order = certification.Order.objects.get()
    assert (order.subject, order.account) == (hanako.account, taro.account)
    due = payments.dues_about(order.about).get()
    assert due.debtor == taro.account
    paid(order, by=ota)
    made = certification.current(order)
    assert made.masked_name == "能○　花○"
    got = proxy.get(f"{where}/pdf")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    seen = page(cast.visiting(hanako).get("/account/seen"))
    assert "証明書を申請しました。" in seen


def test_one_asks_for_oneself_beside_it(proxy, taro, mandate):
    proxy.post(NEW, CHOSEN | {"principal": "myself", "send": "1"})
    assert certification.Order.objects.get().subject == taro.account


def test_without_a_mandate_nothing_is_asked_about_others(proxy):
    assert "代理" not in page(proxy.get(NEW))


def test_a_mandate_of_another_kind_is_not_offered(proxy, taro, hanako, person):
    given(hanako, taro, "certificate-income")
    assert "代理" not in page(proxy.get(NEW))
    with pytest.raises(certification.ProxyRefused):
        asked(taro, hanako)


def test_the_seal_stays_at_the_counter(proxy, taro, hanako, person):
    given(hanako, taro, RECORD, SEAL)
    told = page(proxy.get("/certificates/new/seal"))
    assert "印鑑登録証を持って窓口で" in told
    assert "（代理）" not in told
    with pytest.raises(certification.ProxyRefused):
        asked(taro, hanako, kind="seal", delivery="tracked")
    named = [slug for known in people.procedure_lists for slug, _ in known.list()]
    assert RECORD in named
    assert SEAL not in named


def test_whatever_stands_against_it_reads_alike(taro, hanako, ota, mandate, person):
    told = []
    for act in (
        lambda: None,
        lambda: residents_testing.protect(person),
        lambda: people.revoke_mandate(mandate, by=hanako.account),
    ):
        act()
        who = ota if not told else hanako
        with pytest.raises(certification.ProxyRefused) as refused:
            a_request(taro, principal=who.account)
        told.append(refused.value.sentence)
    assert told == [NEUTRAL] * 3


def test_a_form_kept_from_before_is_answered_with_a_sentence(proxy, hanako, mandate):
    people.revoke_mandate(mandate, by=hanako.account)
    told = CHOSEN | {"principal": mandate.ref, "send": "1"}
    answer = proxy.post(NEW, told)
    assert answer.status_code == 422
    assert NEUTRAL in page(answer)
    assert not certification.Order.objects.exists()


def test_a_mandate_that_ends_before_the_paper_leads_to_an_officer(
    taro, hanako, mandate, ota
):
    order = examined(asked(taro, hanako))
    people.revoke_mandate(mandate, by=hanako.account)
    order = paid(order, by=ota)
    assert (order.state, order.is_automatic) == ("paid", False)
    assert certification.current(order) is None


def test_a_protected_person_waits_for_an_officer_like_anybody(
    taro, hanako, mandate, person, proxy
):
    order = asked(taro, hanako)
    residents_testing.protect(person)
    order = examined(order)
    assert order.state == "by_hand"
    told = page(proxy.get(f"/certificates/requests/{order.ref}"))
    assert "職員が確かめています。終わると、この画面でお知らせします。" in told


def test_only_officers_of_the_register_handle_a_protected_persons(
    taro, hanako, mandate, person, shindo
):
    order = asked(taro, hanako)
    residents_testing.protect(person)
    assert certification.may_handle(shindo, order)
    told = page(cast.visiting(shindo).get(f"/certificates/{order.ref}"))
    assert "だれの証明書" in told


def test_after_the_mandate_the_paper_is_no_longer_handed_out(
    proxy, taro, hanako, mandate, ota
):
    order = paid(examined(asked(taro, hanako)), by=ota)
    people.revoke_mandate(mandate, by=hanako.account)
    where = f"/certificates/requests/{order.ref}"
    assert proxy.get(f"{where}/pdf").status_code == 404
    assert "この画面では受け取れません" in page(proxy.get(where))


def test_at_terminals_nobody_asks_for_another(taro, hanako, mandate):
    with pytest.raises(certification.ProxyRefused):
        asked(taro, hanako, channel="kiosk", delivery="print")
