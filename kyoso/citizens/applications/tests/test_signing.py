"""A signed draft is filed as of its signature; its text goes where the draft goes."""

import datetime as dt

import pytest
from django.utils import translation

from kyoso.citizens.applications import actions, signing
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.engines.signatures.api import Signature, SigningRequest
from kyoso.kernel import clock
from kyoso.kernel.schedule import chores
from tests import people as cast
from tests.visit import Visitor

TYPED = {
    "applicant_name": {"name": "能代 花子", "kana": "のしろ・はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
    "bed": "駅前の1番",
    "has_cost": "no",
}


def worker(chore):
    return chores.get(f"signatures.{chore}").act()


@pytest.fixture
def procedure(db):
    cast.section()
    return casework_testing.procedure(identity={"level": "signature"})


@pytest.fixture
def draft(procedure, hanako):
    made = actions.begin(procedure, by=hanako.account)
    for key, typed in TYPED.items():
        forms.set_answer(made, key, typed=typed, by=hanako.account)
    return made


@pytest.fixture
def sign(hanako):
    authority = testing.Authority()
    card = authority.card()

    def signed(draft):
        asked = signing.ask_to_sign(draft, by=hanako.account)
        return testing.signed(asked, card, authority)

    with testing.serving(authority):
        yield signed


def test_what_the_worker_files_late_arrived_when_it_was_signed(draft, sign, clock_at):
    with translation.override("en"):
        signature = sign(draft)
    clock_at(clock.now() + dt.timedelta(days=3))
    assert worker("conclude_left") == 1
    case = Case.objects.get()
    assert case.arrived_at == signature.signed_at
    assert case.language == "en", "the applicant's language, not the worker's"


def test_a_middle_dot_of_a_name_stands_in_the_text(draft):
    assert "のしろ・はなこ" in signing.text_of(draft, clock.today())


def test_who_throws_a_draft_away_throws_its_text_away(draft, hanako):
    asked = signing.ask_to_sign(draft, by=hanako.account)
    forms.discard(draft, by=hanako.account)
    assert not SigningRequest.objects.filter(pk=asked.pk).exists()


def test_a_draft_that_ran_out_takes_its_text_along(draft, hanako, clock_at):
    signing.ask_to_sign(draft, by=hanako.account)
    clock_at(clock.now() + dt.timedelta(days=40))
    forms.forget_expired()
    assert not SigningRequest.objects.exists()


def test_what_was_signed_in_vain_goes_with_its_draft(draft, sign, hanako):
    signature = sign(draft)
    forms.set_answer(draft, "bed", typed="公園の2番", by=hanako.account)
    with pytest.raises(casework.errors.SignatureOfOtherAnswers):
        signatures.conclude(signature, by=hanako.account)
    forms.discard(draft, by=hanako.account)
    worker("forget_unsigned")
    assert not Signature.objects.exists()
    assert not SigningRequest.objects.exists()


def test_what_was_filed_stays_when_its_draft_is_forgotten(
    draft, sign, hanako, clock_at
):
    signature = sign(draft)
    signatures.conclude(signature, by=hanako.account)
    signing_twice = SigningRequest.objects.count()
    clock_at(clock.now() + dt.timedelta(days=40))
    forms.forget_expired()
    worker("forget_unsigned")
    assert (SigningRequest.objects.count(), Draft.objects.count()) == (signing_twice, 0)
    path = signatures.conclude(signature, by=hanako.account)
    assert path == f"/applications/{Case.objects.get().ref}/receipt/"


@pytest.fixture
def mending(draft, sign, hanako):
    """A signed case whose section asks to mend the bed, and its opened draft."""
    signatures.conclude(sign(draft), by=hanako.account)
    case = Case.objects.get()
    sato = cast.sato().account
    casework.accept(case, by=sato)
    casework.ask_correction(case, items=[("bed", "番号を書いてください。")], by=sato)
    case.refresh_from_db()
    opened = actions.begin_mending(case, by=hanako.account)
    forms.set_answer(opened, "bed", typed="駅前の3番", by=hanako.account)
    return opened


def test_a_signed_application_is_mended_by_a_signature(mending, sign, hanako):
    with pytest.raises(casework.errors.SignatureMissing):
        actions.send_mended(mending, by=hanako.account)
    signature = sign(mending)
    case = Case.objects.get()
    path = signatures.conclude(signature, by=hanako.account)
    assert path == f"/applications/{case.ref}/"
    assert signatures.conclude(signature, by=hanako.account) == path
    first, second = casework.signed_submissions(case)
    assert "駅前の1番" in first.signature.request.summary
    assert "駅前の3番" in second.signature.request.summary
    assert case.corrections.get().answer == second.submission
    for each in (first, second):
        assert not [check for check in casework.checks_of(each) if check.fails]


def test_a_signed_case_that_is_mended_asks_at_most_five_times(mending, hanako):
    visitor = Visitor("public").as_person(hanako)
    page = visitor.get(f"/applications/{Case.objects.get().ref}/")
    assert "署名した内容" in page.content.decode()


def test_mended_answers_that_changed_after_the_signature_are_not_sent(
    mending, sign, hanako
):
    signature = sign(mending)
    forms.set_answer(mending, "bed", typed="公園の2番", by=hanako.account)
    with pytest.raises(casework.errors.SignatureOfOtherAnswers):
        signatures.conclude(signature, by=hanako.account)
    assert Case.objects.get().submissions.count() == 1


def test_the_worker_sends_what_was_mended_and_signed(mending, sign, clock_at):
    signature = sign(mending)
    clock_at(clock.now() + dt.timedelta(hours=3))
    worker("conclude_left")
    correction = Case.objects.get().corrections.get()
    assert correction.ended_at == signature.signed_at


def test_a_request_taken_back_meanwhile_leaves_the_signature_unused(
    mending, sign, hanako
):
    signature = sign(mending)
    case = Case.objects.get()
    casework.cancel_correction(case, reason="窓口で直した", by=cast.sato().account)
    with pytest.raises(casework.NotNow):
        signatures.conclude(signature, by=hanako.account)
    signature.request.refresh_from_db()
    assert signature.request.reason == casework.NotNow.code
