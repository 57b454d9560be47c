"""Companies: known by a number, led by owners, joined by invitation."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from kyoso.engines.people.models import Company, Invitation
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from tests import people as cast
from tests.together import at_once

OWNER, MEMBER = "owner", "member"
# 国税庁 itself.
NTA = "7000012050002"


@pytest.mark.parametrize(
    "typed", [NTA, "７００００１２０５０００２", "7-0000-1205-0002"]
)
def test_it_takes_a_number_as_it_is_typed(typed):
    assert people.corporate_number(typed) == NTA


@pytest.mark.parametrize(
    "typed", ["", "7000012050003", "700001205000", "abc", "０" * 13]
)
def test_it_refuses_a_wrong_number(typed):
    with pytest.raises(errors.CompanyNumberWrong):
        people.corporate_number(typed)


@given(place=st.integers(0, 12), digit=st.sampled_from("0123456789"))
def test_no_single_wrong_digit_passes_but_nine_for_zero(place, digit):
    wrong = NTA[:place] + digit + NTA[place + 1 :]
    changed = {NTA[place], digit}
    if wrong != NTA and not (changed == {"0", "9"} and place > 0):
        with pytest.raises(errors.CompanyNumberWrong):
            people.corporate_number(wrong)


@pytest.fixture
def company(hanako):
    return people.register_company(
        number=NTA,
        name="架空商店株式会社",
        postcode="0160000",
        address="能代市架空町2番2号",
        by=hanako,
    )


def joined(company, resident, by, role=MEMBER):
    invitation, _ = people.invite_member(
        company, email=resident.account.email, role=role, by=by
    )
    return people.accept_invitation(invitation, by=resident)


@pytest.mark.django_db
def test_a_number_is_registered_once_until_an_officer_ends_it(
    company, hanako, taro, sato
):
    with pytest.raises(errors.CompanyRegistered):
        people.register_company(number=NTA, name="別人", by=taro)
    people.end_company(company, by=sato.account)
    assert people.companies_of(hanako) == []
    assert not people.may_act_for(hanako.account, company.account, "anything")
    again = people.register_company(number=NTA, name="本人", by=taro)
    assert people.companies_of(taro) == [again]


@pytest.mark.django_db
def test_a_person_in_business_has_no_number_and_says_so(hanako, taro):
    shop = people.register_company(kind="sole", name="架空屋", by=hanako)
    people.register_company(kind="sole", name="隣屋", number=NTA, by=taro)
    assert shop.number is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=shop.pk).update(number=NTA)
    with pytest.raises(errors.CompanyNumberWrong):
        people.register_company(kind="corporation", name="番号なし", by=hanako)


@pytest.mark.django_db
def test_an_invitation_is_used_once(company, hanako, taro, kiku):
    with pytest.raises(errors.NotOwner):
        people.invite_member(company, email="x@example.jp", role=OWNER, by=taro)
    invitation, _ = people.invite_member(
        company, email="taro@example.jp", role=MEMBER, by=hanako
    )
    people.accept_invitation(invitation, by=taro)
    assert people.companies_of(taro) == [company]
    with pytest.raises(errors.InvitationNotFound):
        people.accept_invitation(invitation, by=kiku)


@pytest.mark.django_db
def test_an_invitation_ends_after_a_week_or_when_taken_back(
    company, hanako, taro, clock_at
):
    old, _ = people.invite_member(company, email="a@example.jp", role=MEMBER, by=hanako)
    back, _ = people.invite_member(
        company, email="b@example.jp", role=MEMBER, by=hanako
    )
    people.withdraw_invitation(back, by=hanako)
    with pytest.raises(errors.InvitationNotFound):
        people.accept_invitation(back, by=taro)
    clock_at(dt.datetime.combine(clock.today() + dt.timedelta(days=8), dt.time(9)))
    with pytest.raises(errors.InvitationNotFound):
        people.accept_invitation(old, by=taro)
    assert Invitation.objects.filter(accepted_by=None).count() == 2


@pytest.mark.django_db
def test_a_second_invitation_of_the_same_address_ends_the_first(company, hanako, taro):
    first, _ = people.invite_member(
        company, email="taro@example.jp", role=OWNER, by=hanako
    )
    people.invite_member(company, email="Taro@example.jp", role=MEMBER, by=hanako)
    with pytest.raises(errors.InvitationNotFound):
        people.accept_invitation(first, by=taro)


@pytest.mark.django_db
def test_the_last_owner_leaves_only_after_naming_a_successor(company, hanako, taro):
    owner = company.memberships.get(resident=hanako)
    member = joined(company, taro, hanako)
    with pytest.raises(errors.AlreadyMember):
        joined(company, taro, hanako)
    with pytest.raises(errors.NotOwner):
        people.end_membership(owner, by=taro)
    with pytest.raises(errors.LastOwner):
        people.end_membership(owner, by=hanako)
    with pytest.raises(errors.LastOwner):
        people.change_role(owner, role=MEMBER, by=hanako)
    people.change_role(member, role=OWNER, by=hanako)
    people.end_membership(owner, by=hanako)
    assert people.companies_of(hanako) == []
    with pytest.raises(errors.LastOwner):
        people.end_membership(member, by=taro)
    with pytest.raises(errors.MembershipEnded):
        people.end_membership(owner, by=taro)


@pytest.mark.django_db
def test_an_officer_confirms_from_a_paper_only(company, sato):
    with pytest.raises(errors.PaperNeeded):
        people.confirm_company(company, shown=" ", by=sato.account)
    people.confirm_company(company, shown="登記事項証明書", by=sato.account)
    company.refresh_from_db()
    assert (company.shown, company.confirmed_by) == ("登記事項証明書", sato.account)
    people.end_company(company, by=sato.account)
    with pytest.raises(errors.CompanyEnded):
        people.confirm_company(company, shown="登記事項証明書", by=sato.account)


@pytest.mark.django_db(transaction=True)
def test_of_two_last_owners_who_leave_at_once_one_stays():
    hanako, taro = cast.hanako(), cast.taro()
    company = people.register_company(number=NTA, name="架空商店", by=hanako)
    his = joined(company, taro, hanako, OWNER)
    hers = company.memberships.get(resident=hanako)
    outcomes = at_once(
        lambda: people.end_membership(hers, by=hanako),
        lambda: people.end_membership(his, by=taro),
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1
    assert company.memberships.filter(ended_at=None, role=OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_one_invitation_at_once_make_one_member():
    hanako, taro, kiku = cast.hanako(), cast.taro(), cast.kiku()
    company = people.register_company(number=NTA, name="架空商店", by=hanako)
    invitation, _ = people.invite_member(
        company, email="x@example.jp", role=MEMBER, by=hanako
    )
    outcomes = at_once(
        lambda: people.accept_invitation(invitation, by=taro),
        lambda: people.accept_invitation(invitation, by=kiku),
    )
    assert sum(isinstance(each, Refusal) for each in outcomes) == 1
    assert company.memberships.count() == 2


@pytest.mark.django_db
def test_the_database_refuses_a_number_of_another_shape(hanako):
    company = people.register_company(number=NTA, name="架空商店", by=hanako)
    with pytest.raises(IntegrityError), transaction.atomic():
        Company.objects.filter(pk=company.pk).update(number="123")
