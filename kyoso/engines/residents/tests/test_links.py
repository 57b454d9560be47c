"""An account is joined to the register by its card and an officer, never by a guess."""

import datetime as dt

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.residents import gate, testing
from kyoso.engines.residents.actions.links import find_nobody, link, note_proof
from kyoso.engines.residents.errors import (
    CardNeeded,
    NotLinked,
    PersonTaken,
    ProofSettled,
)
from kyoso.engines.residents.models import CardProof, Link, Standing

pytestmark = pytest.mark.django_db
CARD, EMAIL = people.IdentityLevel.CARD, people.IdentityLevel.EMAIL


def told(**changes):
    said = {
        "name": "能代　花子",
        "address": "架空県架空市架空町1番1号",
        "born_on": dt.date(1975, 5, 3),
        "sex": "2",
    }
    return people.Attributes(**(said | changes))


def show_card(account, *, level=CARD, **changes):
    people.identity_proved.send(
        sender=None,
        account=account,
        attributes=told(**changes),
        level=level,
        by=account,
    )


def test_a_card_that_was_shown_waits_for_an_officer(hanako):
    testing.a_person()
    show_card(hanako.account)
    proof = CardProof.objects.get()
    assert (proof.account, proof.sex) == (hanako.account, "2")
    assert not Link.objects.exists()
    with pytest.raises(NotLinked):
        gate.person_of(hanako.account, level=CARD)


def test_the_same_card_again_asks_nobody_twice_and_a_changed_one_does(hanako):
    show_card(hanako.account)
    show_card(hanako.account)
    assert CardProof.objects.count() == 1
    show_card(hanako.account, address="架空県架空市想像町2番")
    assert CardProof.objects.count() == 2


def test_a_weaker_identity_leaves_no_proof(hanako):
    show_card(hanako.account, level=EMAIL)
    assert not CardProof.objects.exists()


def test_mail_and_passkey_open_nothing_even_of_a_linked_account(hanako, shindo):
    one = testing.linked(hanako, testing.a_person(), by=shindo)
    for level in (people.IdentityLevel.NONE, EMAIL, people.IdentityLevel.COUNTER):
        with pytest.raises(CardNeeded):
            gate.person_of(hanako.account, level=level)
        with pytest.raises(CardNeeded):
            gate.household_for_prefill(hanako.account, level=level)
    assert gate.person_of(hanako.account, level=CARD) == one


def test_joining_is_one_to_one(hanako, taro, shindo):
    one = testing.linked(hanako, testing.a_person(), by=shindo)
    with pytest.raises(PersonTaken):
        link(testing.a_proof(taro), person=one, by=shindo.account)
    another = testing.a_person(testing.FIRST + 1)
    later = note_proof(hanako.account, told=told(name="別　人"), by=None)
    with pytest.raises(PersonTaken):
        link(later, person=another, by=shindo.account)


def test_a_proof_is_decided_once(hanako, shindo):
    proof = testing.a_proof(hanako)
    find_nobody(proof, by=shindo.account)
    with pytest.raises(ProofSettled):
        link(proof, person=testing.a_person(), by=shindo.account)
    assert not Standing.objects.exists()


def test_the_public_door_knows_only_that_an_account_is_linked(hanako, taro, shindo):
    testing.linked(hanako, testing.a_person(), by=shindo)
    assert gate.is_linked_publicly(hanako.account)
    assert not gate.is_linked_publicly(taro.account)
    kept = {field.name for field in Standing._meta.get_fields()}
    assert kept == {"id", "account", "is_by_hand"}


def test_every_decision_is_in_the_persons_own_record(hanako, shindo):
    testing.linked(hanako, testing.a_person(), by=shindo)
    events = audit.entries_about(hanako.account.ref).values_list("event", flat=True)
    assert {"residents.card_shown", "residents.linked"} <= set(events)
