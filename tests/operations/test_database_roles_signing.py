"""The public process's role signs, mends by signing and throws away, and alters nothing."""

import pytest
from django.db import ProgrammingError, connection, transaction

from kyoso.citizens.applications import actions as applications
from kyoso.citizens.applications import signing
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.forms import api as forms
from kyoso.engines.people import api as people
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing as signatures_testing
from tests import people as cast
from tests.operations.public_role import as_office

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no roles; see docs."
    ),
]


@pytest.fixture
def draft_to_sign(sato, hanako):
    """A procedure that asks for a signature, and Hanako's whole draft."""
    procedure = casework_testing.procedure(identity={"level": "signature"})
    draft = applications.begin(procedure, by=hanako.account)
    for key, answer in casework_testing.answers(has_cost="no").items():
        forms.set_answer(draft, key, typed=answer["typed"], by=hanako.account)
    return draft


def test_it_takes_a_signature_and_files_with_it(draft_to_sign, hanako, as_public):
    client, account = cast.visiting(hanako), hanako.account
    kept = client.session
    kept["people_identity_level"] = int(people.IdentityLevel.CARD)
    kept.save()
    assert client.get(f"/drafts/{draft_to_sign.ref}/sign/").status_code == 200
    authority = signatures_testing.Authority()
    with signatures_testing.serving(authority):
        given_up = signing.ask_to_sign(draft_to_sign, by=account)
        signatures.give_up(given_up, reason="test", by=account)
        asked = signing.ask_to_sign(draft_to_sign, by=account)
        signature = signatures_testing.signed(asked, authority.card(), authority)
        receipt = signatures.conclude(signature, by=account)
    assert client.get(receipt).status_code == 200
    case = receipt.removesuffix("receipt/")
    for page in ("", "signed/", "signed/1/evidence/"):
        assert client.get(f"{case}{page}").status_code == 200, page
    for forbidden in ("UPDATE", "DELETE"):
        with pytest.raises(ProgrammingError, match="permission"), transaction.atomic():
            as_public.execute(
                "DELETE FROM signatures_signature"
                if forbidden == "DELETE"
                else "UPDATE signatures_signature SET evidence = ''"
            )


def test_it_throws_the_text_away_with_the_draft(draft_to_sign, hanako, as_public):
    client, account = cast.visiting(hanako), hanako.account
    asked = signing.ask_to_sign(draft_to_sign, by=account)
    assert signatures.take_up(asked, by=account)
    page = client.post(f"/drafts/{draft_to_sign.ref}/discard/")
    assert page.status_code == 302
    assert not signatures.SigningRequest.objects.exists()


def test_it_mends_what_was_signed_by_a_signature(
    draft_to_sign, hanako, sato, as_public
):
    account = hanako.account
    authority = signatures_testing.Authority()
    card = authority.card()

    def sign(draft):
        asked = signing.ask_to_sign(draft, by=account)
        signature = signatures_testing.signed(asked, card, authority)
        return signatures.conclude(signature, by=account)

    with signatures_testing.serving(authority):
        sign(draft_to_sign)
        case = casework.Case.objects.get(account=account)

        def ask():
            casework.accept(case, by=sato.account)
            items = [("bed", "番号を書いてください。")]
            casework.ask_correction(case, items=items, by=sato.account)

        as_office(ask)
        case.refresh_from_db()
        mending = applications.begin_mending(case, by=account)
        forms.set_answer(mending, "bed", typed="駅前の3番", by=account)
        sign(mending)
    assert len(casework.signed_submissions(case)) == 2
