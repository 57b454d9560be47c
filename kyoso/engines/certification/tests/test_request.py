"""A request is examined before anybody pays, and gives no reason to whoever asks."""

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.certification import api as certification
from kyoso.engines.certification.states import State
from kyoso.engines.certification.testing import (
    CARD,
    a_holder,
    a_request,
    a_seal,
    a_tax,
    an_income,
    examined,
    paid,
)
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock

YEAR = {"year": clock.fiscal_year(clock.today())}


def test_mail_and_passkey_ask_for_nothing(hanako, holder):
    for level in (people.IdentityLevel.EMAIL, people.IdentityLevel.COUNTER):
        with pytest.raises(residents.CardNeeded):
            a_request(hanako, level=level)
    assert not certification.Order.objects.exists()


def test_what_can_be_issued_by_rule_asks_for_its_fee_at_once(hanako, holder):
    order = examined(a_request(hanako))
    assert (order.state, order.is_automatic) == (State.TO_PAY, True)
    due = payments.dues_about(order.about).get()
    assert (due.amount, due.debtor) == (300, hanako.account)


def test_postage_and_copies_are_in_the_sum(hanako, holder):
    order = examined(a_request(hanako, delivery="tracked", copies=3))
    assert payments.dues_about(order.about).get().amount == 3 * 300 + 460
    assert not order.is_automatic


def test_the_same_form_sent_twice_is_one_request(hanako, holder):
    first = a_request(hanako, token="once")
    assert a_request(hanako, token="once") == first
    assert certification.Order.objects.count() == 1


def test_a_token_of_somebody_else_opens_nothing_of_theirs(hanako, taro, holder):
    a_request(hanako, token="once")
    with pytest.raises(certification.OptionWrong):
        a_request(taro, token="once")
    assert certification.Order.objects.count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"scope": "city"},
        {"items": ["individual_number"]},
        {"year": 2026},
        {"purpose": "none"},
    ],
)
def test_what_no_form_offers_is_refused(hanako, holder, odd):
    with pytest.raises(certification.OptionWrong):
        a_request(hanako, **odd)


def test_a_certificate_of_chosen_items_needs_one(hanako, holder):
    with pytest.raises(certification.OptionWrong):
        a_request(hanako, "resident-facts")
    assert a_request(hanako, "resident-facts", items=["address"]).items == ["address"]


def test_a_token_of_another_channel_is_refused(hanako, holder):
    a_request(hanako, token="once")
    with pytest.raises(certification.OptionWrong):
        a_request(hanako, token="once", channel="kiosk", delivery="print")
    assert certification.Order.objects.count() == 1


@pytest.mark.parametrize("year", [None, 1999, 2999])
def test_a_certificate_of_a_year_needs_one_of_the_last_years(hanako, holder, year):
    with pytest.raises(certification.OptionWrong):
        a_request(hanako, "income", year=year)


def test_a_way_that_the_city_does_not_offer_is_refused(hanako, holder):
    for told in (
        {"delivery": "print"},
        {"delivery": "pigeon"},
        {"kind": "seal", "delivery": "pdf"},
    ):
        with pytest.raises(certification.NotOffered):
            a_request(hanako, **told)


@pytest.mark.parametrize(("delivery", "copies"), [("pdf", 2), ("post", 0), ("post", 6)])
def test_copies_are_counted(hanako, holder, delivery, copies):
    with pytest.raises(certification.CopiesWrong):
        a_request(hanako, delivery=delivery, copies=copies)


def test_nobody_piles_up_requests(hanako, holder):
    for _ in range(10):
        a_request(hanako)
    with pytest.raises(certification.TooManyOpen):
        a_request(hanako)


def held(order):
    """Return what the requester sees of a request that waits for a person."""
    return (order.state, order.get_state_display(), order.decline, order.decline_note)


def test_a_protected_person_sees_what_anybody_who_is_checked_by_hand_sees(
    hanako, taro, shindo
):
    shielded = a_holder(hanako, by=shindo)
    residents_testing.protect(shielded)
    plain = residents_testing.a_person(
        900_000_000_000_009,
        生年月日="",
        生年月日_不詳フラグ="1",
        生年月日_不詳表記="不詳",
    )
    residents_testing.linked(taro, plain, by=shindo)
    told = [held(examined(a_request(who))) for who in (hanako, taro)]
    assert told[0] == told[1]
    assert told[0][0] == State.BY_HAND


def test_a_protected_person_is_not_told_that_nothing_is_declared(hanako, shindo):
    person = residents_testing.protect(a_holder(hanako, by=shindo))
    an_income(person, declared="2")
    assert examined(a_request(hanako, "income", **YEAR)).state == State.BY_HAND


def test_a_household_with_a_protected_person_goes_by_an_officer(hanako, holder):
    other = residents_testing.a_person(
        900_000_000_000_002,
        世帯番号=holder.household_number,
        続柄コード1="02",
    )
    residents_testing.protect(other)
    assert examined(a_request(hanako)).state == State.BY_HAND


def test_a_card_that_nobody_has_compared_goes_by_an_officer(hanako, shindo):
    order = examined(a_request(hanako))
    assert order.state == State.BY_HAND
    a_holder(hanako, by=shindo)
    assert certification.examine_again(order, by=shindo.account).state == State.TO_PAY


@pytest.mark.parametrize(
    ("kind", "reason", "told"),
    [
        ("income", "no_income", YEAR),
        ("tax", "no_tax", YEAR),
        ("seal", "no_seal", {"delivery": "tracked"}),
    ],
)
def test_what_is_not_there_is_told_before_anybody_pays(
    hanako, holder, kind, reason, told
):
    order = examined(a_request(hanako, kind, **told))
    assert (order.state, order.decline) == (State.DECLINED, reason)
    assert not ledger.Due.objects.exists()


def test_who_has_not_declared_gets_no_certificate_of_income(hanako, holder):
    an_income(holder, declared="2", 年税額=0)
    order = examined(a_request(hanako, "income", **YEAR))
    assert (order.state, order.decline) == (State.DECLINED, "undeclared")


def test_no_seal_below_fifteen(hanako, shindo):
    child = clock.today().replace(day=1)
    born = child.replace(year=child.year - 14).isoformat()
    a_seal(a_holder(hanako, by=shindo, 生年月日=born))
    order = examined(a_request(hanako, "seal", delivery="tracked"))
    assert order.decline == "no_seal"


def test_a_purpose_without_fee_waits_for_an_officer_and_then_for_no_money(
    hanako, holder, shindo
):
    order = examined(a_request(hanako, purpose="pension"))
    assert order.state == State.BY_HAND
    order = certification.approve(order, by=shindo.account)
    assert order.state == State.PAID
    assert not ledger.Due.objects.exists()


def test_a_name_that_no_font_writes_waits_for_an_officer_before_it_is_paid(
    hanako, shindo
):
    # 竜 with a selector that no font has.
    name = "竜\U000e01ef　花子"
    a_holder(hanako, by=shindo, 氏名=name, 氏名_優先=name)
    order = examined(a_request(hanako))
    assert order.state == State.BY_HAND
    assert any("竜" in reason for reason in certification.examine(order).holds)


def test_a_name_too_long_for_its_place_waits_for_an_officer(hanako, shindo):
    name = "寿限無" * 33
    a_holder(hanako, by=shindo, 氏名=name, 氏名_優先="寿限無")
    order = examined(a_request(hanako))
    assert order.state == State.BY_HAND
    assert "枠に収まらない：氏名" in certification.examine(order).holds
    assert certification.approve(order, by=shindo.account).state == State.TO_PAY


def test_withdrawing_takes_the_due_back(hanako, holder):
    order = examined(a_request(hanako))
    certification.withdraw(order, by=hanako.account)
    assert payments.dues_about(order.about).get().cancelled_at
    with pytest.raises(certification.NotNow):
        certification.withdraw(order, by=hanako.account)


def test_what_is_paid_is_no_longer_withdrawn(hanako, holder, ota):
    order = paid(examined(a_request(hanako)), by=ota)
    with pytest.raises(certification.NotNow):
        certification.withdraw(order, by=hanako.account)


def test_the_database_refuses_a_request_without_a_card(hanako, holder):
    order = a_request(hanako)
    with pytest.raises(IntegrityError), transaction.atomic():
        certification.Order.objects.filter(pk=order.pk).update(level=CARD - 1)


def test_every_step_leaves_a_row_without_the_register(hanako, holder, ota):
    paid(examined(a_request(hanako)), by=ota)
    rows = Entry.objects.filter(event__startswith="certification.")
    assert {row.event for row in rows} == {
        "certification.requested",
        "certification.examined",
        "certification.paid",
        "certification.issued",
    }
    assert "花子" not in str([row.details for row in rows])


def test_a_tax_certificate_says_what_is_unpaid(hanako, holder):
    a_tax(holder)
    told = certification.examine(a_request(hanako, "tax", **YEAR)).told
    assert told.content["table"] == [["市県民税", "120,000円", "90,000円", "30,000円"]]
