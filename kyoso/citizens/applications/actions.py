"""Verbs of applications: begin, file, mend, withdraw; for residents and for clerks."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from kyoso.citizens.applications import identity
from kyoso.citizens.applications.mending import Mended
from kyoso.citizens.applications.models import Slip
from kyoso.citizens.applications.reading import (
    case_of_mending,
    checked_on,
    files_in,
    procedure_of,
    procedure_slug,
)
from kyoso.citizens.applications.rules import CASE, PROCEDURE, about
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures.api import Signature
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

_HOUR = dt.timedelta(hours=1)


class FilingsPaused(Refusal):
    """What was typed is kept; who has an account is counted apart from the others."""

    code = "filings_paused"
    sentence = gettext_noop(
        "同じ場所からの申請が続いたため、いまは受け付けられません。"
        "入力した内容は保存されています。1時間ほどたってから、もう一度送ってください。"
        "お急ぎのときは、ログインして送るか、担当の課の窓口へお越しください。"
    )


class StartsPaused(Refusal):
    """The same before anything was typed."""

    code = "starts_paused"
    sentence = gettext_noop(
        "同じ場所からの申請が続いたため、いまは始められません。"
        "1時間ほどたってから、もう一度始めてください。"
        "お急ぎのときは、ログインして始めるか、担当の課の窓口へお越しください。"
    )


# Against programs, not people: without an account one is counted by the address of
# the net, which everybody in a library shares; with one, by the account.
filing_tries = forms.Tries(
    "applications.filing", settings.FILINGS_PER_HOUR, _HOUR, FilingsPaused
)
# Each draft may hold files, but not each draft is filed: three begun for one sent.
starting_tries = forms.Tries(
    "applications.starting", 3 * settings.FILINGS_PER_HOUR, _HOUR, StartsPaused
)


class NotTakingApplications(Refusal):
    """The procedure is closed or still in preparation (ux guideline 41)."""

    code = "not_taking_applications"
    sentence = (
        "「{title}」は、いま受付をしていません。{section}（{phone}）にご相談ください。"
    )


class ForCompanies(Refusal):
    """The procedure is for companies, and the person acts for none."""

    code = "for_companies"
    sentence = gettext_noop(
        "「{title}」は、事業者の手続です。わたしのページで、"
        "どの事業者として手続をするかを選んでください。"
    )


def begin(
    procedure: Procedure,
    *,
    by: Account | None,
    principal: Account | None = None,
    channel: str = Draft.Channel.WEB,
    typed: Mapping[str, str] | None = None,
) -> Draft:
    """Begin an application with the newest version of the procedure's form.

    ``typed`` are answers that are known already, offered as if typed.

    ``principal`` is whose application it is when ``by`` acts for another: by a
    mandate (委任) or as a member of a company.

    Raises ``NotTakingApplications``, ``ForCompanies``.
    """
    form = procedure.form
    if form is None or not procedure.is_open_on(clock.today()):
        raise NotTakingApplications(
            title=procedure.title,
            section=procedure.section.name,
            phone=procedure.section.phone,
        )
    is_for_persons = "person" in procedure.definition.applicants
    if channel == Draft.Channel.WEB and principal is None and not is_for_persons:
        raise ForCompanies(title=procedure.title)
    return forms.start(
        form.latest,
        by=by,
        holder=principal,
        about=about(PROCEDURE, procedure.slug),
        channel=channel,
        typed=typed,
    )


@transaction.atomic
def file(
    draft: Draft,
    *,
    by: Account | None,
    language: str = "ja",
    arrived_at: dt.datetime | None = None,
    level: people.IdentityLevel = people.IdentityLevel.NONE,
    papers: Iterable[File] = (),
    told: str = "",
    signature: Signature | None = None,
) -> Case:
    """File a draft once; the second time returns the same case.

    ``level`` is how sure the session is of ``by``; an officer has looked at the
    person, or at the paper, of which ``papers`` are scans (``told`` says how it was confirmed).
    ``signature`` is an accepted one under this draft, where the procedure asks for
    it. Raises ``IdentityTooLow``, ``AnswersFaulty`` while something is left to mend, and what
    ``casework.file`` raises; then nothing has happened and the draft is whole.
    """
    held = forms.lock(draft)
    if held.is_filed:
        return Case.objects.get(ref=held.outcome)
    procedure = procedure_of(held)
    is_officer = people.is_officer(by)
    is_known = identity.may_file(level, procedure, is_signed=signature is not None)
    if not is_officer and not is_known:
        raise identity.IdentityTooLow(title=procedure.title)
    checked = checked_on(held, _day_of(signature), language=language)
    forms.refuse_faulty(checked)
    # Begun before the log-in that the procedure asks for: it is theirs now.
    account = by if by is not None and held.account_id == by.pk else held.account
    if account is None and not is_officer and procedure.identity_level != "none":
        account = by
    case = casework.file(
        procedure,
        version=held.version,
        answers=checked.answers,
        files=[*files_in(checked.answers), *papers],
        applicant=casework.applicant_of(
            held.version.parsed,
            checked.values,
            account=account,
            company=people.company_of(account),
            contact=people.name_of_resident(by),
            language=language,
        ),
        channel=held.channel,
        token=held.token,
        by=by,
        arrived_at=arrived_at,
        told=told,
        signature=signature,
    )
    Slip.objects.bulk_create(
        [Slip(case=case, code_digest=held.code_digest)], ignore_conflicts=True
    )
    forms.finish(held, outcome=case.ref, by=by)
    return case


@transaction.atomic
def begin_mending(case: Case, *, by: Account | None) -> Draft:
    """Open the answers that the section asked to mend, and no others.

    Coming back continues the same draft. It is the applicant's, whoever opens it:
    who acts for another loses it with the mandate. Raises ``NotNow`` when nothing
    is asked.
    """
    correction = casework.open_correction(case)
    if correction is None:
        raise casework.NotNow(state=case.get_state_display(), act="補正に答えること")
    subject = about(CASE, f"{case.ref}.{correction.number}")
    known = Draft.objects.open().filter(about=subject).first()
    if known is not None:
        return known
    submission = case.submissions.select_related("version__form").latest("number")
    named = {item.question for item in correction.items.all()}
    return forms.start(
        submission.version,
        by=by,
        holder=case.account,
        about=subject,
        typed={key: answer["typed"] for key, answer in submission.answers.items()},
        only=sorted(casework.opened_by(submission.version, named)),
    )


@transaction.atomic
def send_mended(
    draft: Draft,
    *,
    by: Account | None,
    language: str = "ja",
    channel: str = "web",
    signature: Signature | None = None,
) -> Case:
    """Send the mended answers; the second time changes nothing.

    ``signature`` is an accepted one under exactly this, where the case was signed.
    Raises ``AnswersFaulty`` and what ``casework.answer_correction`` raises.
    """
    held = forms.lock(draft)
    case = case_of_mending(held)
    if held.is_filed:
        return case
    mended = Mended.of(held, _day_of(signature), language=language)
    casework.answer_correction(
        case,
        answers=mended.answers,
        files=mended.files,
        by=by,
        channel=channel,
        signature=signature,
    )
    forms.finish(held, outcome=case.ref, by=by)
    return case


def _day_of(signature: Signature | None) -> dt.date:
    """Return the day as of which answers are read: what was signed is computed anew."""
    if signature is None:
        return clock.today()
    return casework.city_day(signature.request.asked_at)


def withdraw(case: Case, *, reason: str, by: Account | None) -> Case:
    """End the case by the applicant's own wish."""
    return casework.withdraw(case, by=by, reason=reason)


@transaction.atomic
def renew_codes(
    principal: Account, *, covers: Callable[[str], bool], by: Account | None
) -> int:
    """Make the paper codes of somebody's applications anew; return how many.

    For when somebody who has seen them may no longer act for ``principal``:
    drafts, what became of them, and mending. What ``covers`` excludes was never
    within their reach and keeps its code.
    """
    renewed = 0
    ours = Q(about__startswith=f"{PROCEDURE}:") | Q(about__startswith=f"{CASE}:")
    for draft in Draft.objects.of(principal).filter(ours):
        if not covers(procedure_slug(draft)):
            continue
        fresh = forms.renew_code(draft, by=by)
        Slip.objects.filter(case__ref=fresh.outcome or "-").update(
            code_digest=fresh.code_digest
        )
        renewed += 1
    return renewed
