"""窓口・郵送: a clerk enters, takes the fee and hands over; what was seen stays with it."""

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import (
    a_holder,
    a_request,
    a_revenue_line,
    a_seal,
    examined,
)
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people import api as people
from kyoso.engines.residents import testing as residents_testing
from tests import people as cast
from tests.together import at_once

State = certification.State
NEW = "/certificates/enter/resident-record"
SAID = {
    "number": str(residents_testing.FIRST),
    "born_era": "",
    "born_year": "1975",
    "born_month": "5",
    "born_day": "5",
    "way": "counter",
    "applicant": "能代　太郎",
    "relation": "household",
    "document": "運転免許証",
    "authority": "",
    "purpose": "work",
    "scope": "household",
    "delivery": "hand",
    "copies": "1",
    "token": "t1",
}


@pytest.fixture
def person(db):
    """Return somebody of the register who has no account here."""
    return residents_testing.a_person(residents_testing.FIRST)


@pytest.fixture
def said(person):
    """Return what a clerk types about the person."""
    born = person.birth.whole
    return SAID | {
        "number": person.number,
        "born_year": str(born.year),
        "born_month": str(born.month),
        "born_day": str(born.day),
    }


@pytest.fixture
def desk(shindo):
    a_revenue_line()
    return cast.visiting(shindo)


def page(response):
    return response.content.decode()


def act(desk, order, verb, **told):
    return desk.post(f"/certificates/{order.ref}/{verb}", told)


def the_one():
    return certification.Order.objects.get()


def test_a_request_of_the_counter_leads_to_the_fee_and_the_paper(desk, said):
    assert "住民票の写し" in page(desk.get("/certificates/enter"))
    assert "本人確認書類を見てから" in page(desk.get(NEW))
    where = desk.post(NEW, said).headers["location"]
    order = the_one()
    assert (order.state, order.total, order.channel) == (State.TO_PAY, 300, "counter")
    told = page(desk.get(where))
    assert "能代　太郎（同じ世帯の人、窓口）" in told
    assert "運転免許証" in told
    assert act(desk, order, "take").status_code == 302
    assert ledger.Receipt.objects.get().channel == "counter"
    act(desk, order, "issue")
    drain()
    got = desk.get(f"/certificates/{order.ref}/paper")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    assert the_one().state == State.ISSUED
    assert order.ref not in page(desk.get("/certificates"))


def test_a_letter_is_answered_in_its_envelope(desk, said):
    desk.post(NEW, said | {"way": "post", "delivery": "reply"})
    order = the_one()
    act(desk, order, "take")
    act(desk, order, "issue")
    drain()
    assert "宛名を印刷する" in page(desk.get(f"/certificates/{order.ref}"))
    assert desk.get(f"/certificates/{order.ref}/label").status_code == 200
    assert act(desk, order, "dispatch", tracking="").status_code == 302
    assert the_one().state == State.DISPATCHED


def test_sending_twice_enters_one(desk, said):
    first, again = desk.post(NEW, said), desk.post(NEW, said)
    assert first.headers["location"] == again.headers["location"]
    assert certification.Order.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"number": "900000000000999"}, {"born_day": "6"}, {"born_year": ""}]
)
def test_a_slip_in_number_or_birth_finds_nobody(desk, said, wrong):
    answer = desk.post(NEW, said | wrong)
    assert answer.status_code == 422
    assert not certification.Order.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"document": ""}, "確かめた本人確認書類"),
        ({"applicant": ""}, "請求した人の氏名"),
        ({"relation": "friend"}, "本人との関係"),
        ({"relation": "proxy"}, "代理の権限を示す書類"),
        ({"delivery": "pdf"}, "受け取り方"),
        ({"copies": "9"}, "通数"),
    ],
)
def test_what_is_missing_is_told(desk, said, wrong, sentence):
    answer = desk.post(NEW, said | wrong)
    assert answer.status_code == 422
    assert sentence in page(answer)
    assert not certification.Order.objects.exists()


def test_a_proxy_with_a_letter_of_authority_is_entered(desk, said):
    desk.post(NEW, said | {"relation": "proxy", "authority": "委任状"})
    assert the_one().counter_entry.authority == "委任状"


def test_a_seal_needs_the_card_of_its_registration(desk, said, person):
    a_seal(person)
    told = {**said, "scope": "person", "relation": "self"}
    path = "/certificates/enter/seal"
    assert "印鑑登録証を確かめてください" in page(desk.get(path))
    assert desk.post(path, told).status_code == 422
    assert desk.post(path, told | {"authority": "印鑑登録証"}).status_code == 302


def test_a_protected_persons_waits_for_an_officer_of_the_register(desk, said, person):
    residents_testing.protect(person)
    desk.post(NEW, said)
    order = the_one()
    assert order.state == State.BY_HAND
    assert "支援措置" in page(desk.get(f"/certificates/{order.ref}"))


def test_whose_address_is_held_back_other_sections_do_not_see(
    said, person, ota, shindo
):
    order = entered(person, by=shindo)
    residents_testing.protect(person)
    assert certification.hidden_from(shindo, [order]) == set()
    assert certification.hidden_from(ota, [order]) == {order.pk}


def entered(person, *, by):
    a_revenue_line()
    return certification.enter(
        certification.kinds()["resident-record"],
        person=person,
        seen=certification.Seen("counter", "能代　花子", "self", "旅券"),
        delivery="hand",
        purpose="work",
        token="t",
        by=by.account,
    )


def test_who_has_an_account_reads_of_it_in_their_log(hanako, shindo):
    person = a_holder(hanako, by=shindo)
    order = entered(person, by=shindo)
    assert order.subject == hanako.account
    seen = page(cast.visiting(hanako).get("/account/seen"))
    assert "窓口で証明書の申請を入力しました。" in seen
    assert order.ref not in page(cast.visiting(hanako).get("/certificates/mine"))


def test_the_log_holds_nothing_of_what_was_seen(person, shindo):
    entered(person, by=shindo)
    assert "旅券" not in str([row.details for row in Entry.objects.all()])


def test_the_fee_of_the_web_is_not_taken_here(desk, hanako, shindo):
    a_holder(hanako, by=shindo)
    order = examined(a_request(hanako))
    act(desk, order, "take")
    assert not ledger.Receipt.objects.exists()


def test_only_who_issues_certificates_enters_them(sato, person):
    visitor = cast.visiting(sato)
    for path in ("/certificates/enter", NEW):
        assert visitor.get(path).status_code == 403


def test_a_certificate_of_another_section_is_not_found(desk):
    assert desk.get("/certificates/enter/tax").status_code == 404
    assert desk.get("/certificates/enter/none").status_code == 404


def test_the_database_refuses_a_proxy_without_authority(person, shindo):
    order = entered(person, by=shindo)
    with pytest.raises(IntegrityError), transaction.atomic():
        certification.CounterEntry.objects.filter(order=order).update(relation="proxy")


def test_the_web_still_needs_a_card(person, shindo):
    order = entered(person, by=shindo)
    with pytest.raises(IntegrityError), transaction.atomic():
        certification.Order.objects.filter(pk=order.pk).update(channel="web")
    assert order.level == people.IdentityLevel.COUNTER


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_twice_at_once_makes_one_request(person, shindo):
    a_revenue_line()
    account = people.Account.objects.get(pk=shindo.account_id)

    def enter():
        return certification.enter(
            certification.kinds()["resident-record"],
            person=person,
            seen=certification.Seen(
                way="counter",
                applicant="能代　太郎",
                relation="household",
                document="運転免許証",
            ),
            delivery="hand",
            purpose="work",
            token="twice",
            by=account,
        )

    outcomes = at_once(enter, enter)
    assert [order.ref for order in outcomes] == [the_one().ref] * 2


def test_a_token_of_another_clerk_is_refused(desk, said, tanaka):
    desk.post(NEW, said)
    other = people.Account.objects.get(pk=tanaka.account_id)
    certification.Order.objects.update(requested_by=other)
    assert desk.post(NEW, said).status_code == 422
    the_one()
