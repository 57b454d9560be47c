"""署名して出す: what is signed of a draft, and filing it with its signature.

The order of things keeps every accepted signature: it is kept first, in its own
transaction, and then the draft is filed with it, which may be tried again (by a
reload, or by the worker after a kill) and files once. The answer to a correction
goes the same way: what was signed is mended by signing again.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from kyoso.citizens.applications import actions, identity
from kyoso.citizens.applications.mending import Mended
from kyoso.citizens.applications.reading import (
    checked_on,
    files_in,
    procedure_of,
    procedure_slug,
)
from kyoso.citizens.applications.rules import CASE, subject_of
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Resident
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures.api import Signature, SigningRequest
from kyoso.kernel import clock

PURPOSE = "applications"


def needs_signature(walk: Walk) -> bool:
    """Tell whether what is filled in here is signed to be sent online.

    An application by its procedure, a correction if anything of its case was signed.
    """
    if walk.case is not None:
        return casework.is_signed(walk.case)
    return identity.is_signed(walk.procedure)


def may_sign(request: HttpRequest, walk: Walk) -> bool:
    """Tell whether this session may go on to sign, and so to send."""
    return (
        needs_signature(walk)
        and identity.can_sign()
        and people.level_of(request) >= people.IdentityLevel.CARD
    )


def text_of(draft: Draft, day: dt.date) -> str:
    """Return what is signed of a draft as it is now.

    Raises ``AnswersFaulty`` while it is not whole, and what ``casework`` refuses of
    a correction.
    """
    if _is_mending(draft):
        mended = Mended.of(draft, day)
        return casework.correction_to_sign(
            mended.correction, answers=mended.answers, files=mended.files, day=day
        )
    checked = checked_on(draft, day)
    forms.refuse_faulty(checked)
    return casework.summary_to_sign(
        procedure_of(draft),
        version=draft.version,
        answers=checked.answers,
        files=files_in(checked.answers),
        day=day,
    )


def ask_to_sign(draft: Draft, *, by: Account) -> SigningRequest:
    """Ask the resident to sign the draft as it stands now."""
    with transaction.atomic():
        held = forms.lock(draft)
        if held.is_filed:
            raise forms.DraftFiled
        return signatures.ask(
            PURPOSE,
            about=held.ref,
            summary=text_of(held, clock.today()),
            person=_person(held, by),
            by=by,
            language=get_language() or "ja",
        )


def conclude(signature: Signature) -> str:
    """File the draft with its signature, once; return where the applicant goes on.

    In the language in which it was signed, whoever files it. Raises
    ``casework.errors.SignatureOfOtherAnswers`` where the draft was changed
    since, ``signatures.SigningOfAnother`` where the signer may no longer act for
    whose draft it is, and what ``actions.file`` and ``actions.send_mended`` raise.
    """
    asked = signature.request
    draft = Draft.objects.filter(ref=asked.about).first()
    if draft is None:
        # The draft is forgotten a month after it was filed; its case is not.
        case = Case.objects.filter(submissions__signed__signature=signature).first()
        if case is None:
            raise forms.DraftUnknown
        return reverse("applications:receipt", args=[case.ref])
    _refuse_another(draft, asked.asked_by)
    if _is_mending(draft):
        case = actions.send_mended(
            draft, by=asked.asked_by, language=asked.language, signature=signature
        )
        return reverse("applications:case", args=[case.ref])
    case = actions.file(
        draft,
        by=asked.asked_by,
        language=asked.language,
        level=people.IdentityLevel.CARD,
        signature=signature,
    )
    return reverse("applications:receipt", args=[case.ref])


def page_of(asked: SigningRequest) -> str:
    """Return where to try again: the page that shows what is signed."""
    return reverse("applications:sign", args=[asked.about])


def let_go_with(
    sender: type, *, draft: Draft, by: Account | None, **_told: Any
) -> None:
    """What was to be signed of a draft goes with it: it is the same answers again."""
    signatures.let_go(PURPOSE, about=draft.ref, by=by)


def _is_mending(draft: Draft) -> bool:
    return subject_of(draft.about, CASE) is not None


def _refuse_another(draft: Draft, signer: Account) -> None:
    holder = draft.account
    if holder is None or holder == signer:
        return
    if not people.may_act_for(signer, holder, procedure_slug(draft)):
        raise signatures.SigningOfAnother


def _person(draft: Draft, by: Account) -> signatures.Person:
    """Return whom the certificate is compared with: the applicant, as they wrote."""
    values = checked_on(draft, clock.today()).values
    applicant = casework.applicant_of(
        draft.version.parsed, values, account=draft.account, language="ja"
    )
    born = None
    if draft.account in (None, by):
        born = Resident.objects.filter(account=by).values_list("born_on", flat=True)
    known = born.first() if born is not None else None
    return signatures.Person(
        name=applicant.name,
        address=applicant.address,
        born_on=known.isoformat() if known else "",
    )
