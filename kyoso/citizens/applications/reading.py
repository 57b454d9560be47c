"""Reading: the case of a receipt, the procedure of a draft, what is known of a person."""

import datetime as dt
import hmac
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from kyoso.citizens.applications.models import Slip
from kyoso.citizens.applications.rules import (
    CASE,
    PROCEDURE,
    receipt_number_of,
    subject_of,
)
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, CaseQuerySet, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Resident
from kyoso.kernel import doors, kept
from kyoso.kernel.errors import Refusal


class SlipUnknown(Refusal):
    """The same words whether the number or the code is wrong."""

    code = "slip_unknown"
    sentence = (
        "受付番号と、続きから始めるための番号の組み合わせが見つかりません。"
        "控えを見て、もう一度入力してください。"
    )


def find(receipt_number: str, code: str) -> Case:
    """Return the case of a receipt number and its code, or raise ``SlipUnknown``.

    Numbers are read in any width and with any punctuation; the code's digest is
    compared in constant time.
    """
    slip = (
        Slip.objects.select_related("case__section", "case__procedure")
        .filter(case__receipt_number=receipt_number_of(receipt_number))
        .first()
    )
    digests = forms.digests_of(code)
    kept = slip.code_digest if slip else ""
    fits = [hmac.compare_digest(kept, digest) for digest in digests]
    if slip is None or not any(fits):
        raise SlipUnknown
    return slip.case


def code_of(ref: str) -> str:
    """Return the paper code of the draft that became a case, if it is known."""
    draft = Draft.objects.filter(outcome=ref, about__startswith=f"{PROCEDURE}:").first()
    return draft.code if draft else ""


def procedure_of(draft: Draft) -> Procedure:
    """Return the procedure that a draft applies for; ``DoesNotExist`` if none."""
    slug = subject_of(draft.about, PROCEDURE)
    return Procedure.objects.select_related(
        "section__department", "current", "form"
    ).get(slug=slug or "")


def procedure_shown(draft: Draft) -> Procedure:
    """Return the same to draw a page with: at most a second old."""
    return kept.briefly(f"draft:{draft.about}", lambda: procedure_of(draft))


def procedure_slug(draft: Draft) -> str:
    """Return the slug of the procedure that a draft applies for, or mends."""
    slug = subject_of(draft.about, PROCEDURE)
    return slug if slug else case_of_mending(draft).procedure.slug


def case_held(ref: str) -> Case | None:
    """Return a case to draw its pages, with its newest submission (one query)."""
    return _shown().filter(ref=ref).first()


def case_of(account: Account | None, ref: str) -> Case | None:
    """Return the same if it is theirs, or if a mandate in force opens it today."""
    return _shown().filter(_is_theirs(account), ref=ref).first() if account else None


def case_of_mending(draft: Draft) -> Case:
    """Return the case that a draft mends; ``DoesNotExist`` if none.

    Asked once for a draft that was loaded once.
    """
    known: Case | None = getattr(draft, "_case_of_mending", None)
    if known is None:
        known = _shown().filter(ref=_ref_of(draft)).first()
    if known is None:
        raise Case.DoesNotExist
    draft._case_of_mending = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def case_mended_by(account: Account, draft: Draft) -> Case | None:
    """Return the case that a draft mends if the account may mend it today."""
    found = case_of(account, _ref_of(draft))
    if found is not None:
        draft._case_of_mending = found  # type: ignore[attr-defined]  # noqa: SLF001
    return found


def _ref_of(draft: Draft) -> str:
    return (subject_of(draft.about, CASE) or "").partition(".")[0]


def _shown() -> CaseQuerySet:
    cases = casework.with_signed(Case.objects.with_latest())
    return casework.with_ways(cases, doors.PUBLIC).select_related(
        "section__department",
        "procedure__current",
        "procedure__section",
        "revision",
        "extension",
        "assignee",
        "account",
        "slip",
        "decision__notice__file",
    )


def _is_theirs(account: Account) -> Q:
    acts = people.acts_for(account, principal="account", procedure="procedure__slug")
    return Q(account=account) | acts


def checked_on(draft: Draft, day: dt.date, *, language: str = "ja") -> forms.Checked:
    """Return the answers of a draft checked as of a day."""
    return forms.check(
        draft.version.parsed,
        draft.typed,
        today=day,
        language=language,
        only=draft.only or None,
    )


def files_in(answers: Mapping[str, Any]) -> list[File]:
    """Return the stored files that an answers document names."""
    refs = forms.files_of({k: answer["value"] for k, answer in answers.items()})
    return list(File.objects.filter(ref__in=refs))


def profile_of(resident: Resident) -> dict[str, Any]:
    """Return what a resident has told before, as a form would have it typed.

    Without the address where an officer has to look at everything of theirs.
    """
    born = resident.born_on
    home = {"postcode": resident.postcode, "address": resident.address}
    if people.is_held_back(resident.account):
        home = {"postcode": "", "address": ""}
    return {
        "name": {"name": resident.name, "kana": resident.kana, "no_kana": ""},
        "address": home,
        "phone": resident.phone,
        "email": resident.account.email or "",
        "born_on": forms.typed_date(born) if born else None,
    }
