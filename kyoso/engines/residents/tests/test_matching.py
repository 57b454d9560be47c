"""Candidates for a card: lined up by four attributes, never chosen by the machine."""

import datetime as dt

import pytest

from kyoso.engines.residents import testing
from kyoso.engines.residents.matching import Agreement, candidates, name_agreement
from kyoso.engines.residents.models import CardProof
from kyoso.engines.residents.testing import FIRST

SAME, NEAR, SUBSTITUTED, DIFFERENT = (
    Agreement.SAME,
    Agreement.NEAR,
    Agreement.SUBSTITUTED,
    Agreement.DIFFERENT,
)


def a_card(hanako, **changes):
    said = {
        "name": "能代　花子",
        "address": "架空県架空市架空町1番1号",
        "born_on": dt.date(1975, 5, 3),
        "sex": "2",
    }
    return CardProof.objects.create(account=hanako.account, **(said | changes))


@pytest.mark.parametrize(
    ("card", "register", "found"),
    [
        ("能代　花子", "能代　花子", SAME),
        ("能代花子", "能代　花子", SAME),
        ("渡邉　邦子", "渡邉󠄂　邦子", SAME),
        ("渡●　邦子", "渡邉󠄂　邦子", SUBSTITUTED),
        ("渡辺　邦子", "渡邉󠄂　邦子", NEAR),
        ("渡辺　国子", "渡邉󠄂　邦子", DIFFERENT),
        ("能代　花", "能代　花子", DIFFERENT),
        ("能", "台", DIFFERENT),
    ],
)
def test_names_are_compared_variants_aside(card, register, found):
    assert name_agreement(card, register) == found


@pytest.mark.django_db
def test_the_holder_comes_first_with_every_attribute_compared(hanako):
    testing.a_person()
    testing.a_person(FIRST + 1, 住所_町字="遠い町", 性別="1")
    first, second = candidates(a_card(hanako))
    assert (first.name, first.birth, first.sex, first.address) == (SAME,) * 4
    assert (second.sex, second.person.number) == (DIFFERENT, str(FIRST + 1))


@pytest.mark.django_db
def test_twins_of_one_name_are_both_shown(hanako):
    testing.a_person()
    testing.a_person(FIRST + 1)
    assert len(candidates(a_card(hanako))) == 2


@pytest.mark.django_db
def test_an_address_of_before_a_move_does_not_hide_the_holder(hanako):
    testing.a_person()
    (one,) = candidates(a_card(hanako, address="遠県遠市遠町9番"))
    assert one.address == DIFFERENT


@pytest.mark.django_db
def test_an_unknown_birth_in_the_register_is_told_as_unknown(hanako):
    testing.a_person(
        生年月日="1975-00-00", 生年月日_不詳フラグ="1", 生年月日_不詳表記="昭和50年"
    )
    (one,) = candidates(a_card(hanako))
    assert one.birth == Agreement.UNKNOWN


@pytest.mark.django_db
def test_nobody_of_another_name_or_birth_is_a_candidate(hanako):
    testing.a_person(氏名="別の　名前")
    testing.a_person(FIRST + 1, 生年月日="1975-05-04")
    assert not candidates(a_card(hanako))
