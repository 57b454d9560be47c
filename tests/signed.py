"""A case that was signed, in the world of the tests; a toy authority vouches for the card."""

from kyoso.engines.casework import api as casework
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref


def a_signed_case(
    resident: people.Resident,
    of: casework.Submission,
    *,
    card: testing.Card | None = None,
    account: people.Account | None = None,
) -> casework.Case:
    """File the answers of another submission again, signed by the resident's card.

    ``account`` is whose application it is, where the resident signs for another.
    """
    known = testing.known_authority()
    case, signer = of.case, resident.account
    ref = new_ref()
    files = list(File.objects.filter(attachments__submission=of))
    told = {
        "version": of.version,
        "answers": of.answers,
        "files": files,
    }
    text = casework.summary_to_sign(case.procedure, **told, day=clock.today())
    asked = signatures.ask(
        "applications",
        about=ref,
        summary=text,
        person=signatures.Person(case.name, case.address, "1975-05-03"),
        by=signer,
    )
    signature = testing.signed(asked, card or known.card(), known)
    return casework.file(
        case.procedure,
        **told,
        applicant=casework.Applicant(
            account=account or signer,
            name=case.name,
            kana=case.kana,
            postcode=case.postcode,
            address=case.address,
            phone=case.phone,
            email=case.email,
        ),
        channel="web",
        token=ref,
        by=signer,
        signature=signature,
    )
