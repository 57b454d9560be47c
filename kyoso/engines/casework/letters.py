"""What the applicant is told: e-mail where chosen, else a letter to be printed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils.translation import override

from kyoso.engines.casework import fees, notices, periods
from kyoso.engines.casework.addresses import public_link
from kyoso.engines.casework.mending import labels_in
from kyoso.engines.casework.models import Case, Correction, Decision, Extension
from kyoso.engines.casework.periods import city_day
from kyoso.engines.documents import api as documents
from kyoso.engines.media.api import File
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account
from kyoso.kernel import words
from kyoso.kernel.money import yen
from kyoso.ui import dates

RECEIVED = "casework.received"
CORRECTION = "casework.correction"
EXTENDED = "casework.extended"
DECIDED = "casework.decided"


def confirm_receipt(case: Case, *, by: Account | None) -> messaging.Message | None:
    """Mail that the application arrived, to whoever chose e-mail; no letter.

    An address that no server takes must not cost the application: then nothing
    is sent, and the receipt page has said the same.
    """
    if not is_by_mail(case):
        return None
    due_on = _said(case.due_on, case.language) if case.due_on else ""
    fee = fees.due_of(case) if case.revision.definition.charge else None
    try:
        return tell(
            case,
            RECEIVED,
            by=by,
            due_on=due_on,
            rests=_rests(case),
            fee=yen(fee.amount) if fee else "",
            pay_by=_said(fee.due_on, case.language) if fee else "",
        )
    except messaging.MailAddressRefused:
        return None


def ask_for_correction(correction: Correction, *, by: Account) -> messaging.Message:
    """Tell what to mend and by when.

    The mail names no answers, only where to look; the letter carries the
    comments, because its reader has no page to open.
    """
    case = correction.case
    submission = case.submissions.select_related("version").latest("number")
    labels = labels_in(submission, case.language)
    lines = [
        f"・{labels.get(item.question, item.question)}：{item.comment}"
        for item in correction.items.all()
    ]
    return tell(
        case,
        CORRECTION,
        by=by,
        message=correction.message,
        items="" if is_by_mail(case) else "\n".join(lines),
        count=str(len(lines)),
        reply_by=_said(correction.reply_by_on, case.language),
        rests=_rests(case),
    )


def tell_of_extension(extension: Extension, *, by: Account) -> messaging.Message:
    """Tell by when the case is decided now, by which article, and why.

    While the clock rests there is no day to name: the days are told instead.
    """
    case = extension.case
    by_law = case.revision.definition.statutory_period
    assert by_law is not None
    return tell(
        case,
        EXTENDED,
        by=by,
        days=str(extension.days),
        article=by_law.extension_article,
        reason=extension.reason,
        due_on=_said(case.due_on, case.language) if case.due_on else "",
    )


def issue_notice(decision: Decision, *, by: Account) -> documents.Document:
    """Issue the notice; when its PDF is made, ``sending.send_notice`` tells the applicant."""
    case = decision.case
    decision.notice = documents.issue(
        notices.paper_of(case.revision.definition),
        data=notices.notice_data(
            case,
            notices.Wording(decision.outcome, decision.terms, decision.reasons),
        ),
        section=case.section,
        about=case.ref,
        by=by,
    )
    decision.save(update_fields=["notice"])
    return decision.notice


def tell(
    case: Case,
    template: str,
    *,
    by: Account | None,
    files: Sequence[File] = (),
    **context: str,
) -> messaging.Message:
    """Send one message to the applicant by the way the applicant chose.

    Raises ``messaging.NoRoute`` where neither an e-mail was chosen nor an
    address is known.
    """
    return messaging.send(
        template,
        to=_recipient(case),
        context={**_known(case), **context},
        about=case.ref,
        section=case.section,
        by=by,
        files=files,
    )


def is_by_mail(case: Case) -> bool:
    return case.is_electronic and bool(case.email)


def _recipient(case: Case) -> messaging.Recipient:
    postal = None
    if case.address:
        postal = messaging.PostalAddress(
            case.addressee, case.postcode, case.address, case.kana
        )
    return messaging.Recipient(
        account=case.account,
        email=case.email,
        postal=postal,
        electronic=case.is_electronic,
        language=case.language,
    )


def _known(case: Case) -> Mapping[str, str]:
    """Return what every message about a case may say."""
    definition = case.revision.definition
    return {
        "name": case.addressee,
        "title": words.pick(definition.title, case.language),
        "receipt_number": case.receipt_number,
        "arrived_on": _said(city_day(case.arrived_at), case.language),
        "section": case.section.name,
        "phone": case.section.phone,
        "link": public_link(case),
        "by_mail": "yes" if is_by_mail(case) else "",
    }


def _rests(case: Case) -> str:
    """Say whether the clock of the case stops for a correction: "yes" or ""."""
    return "yes" if periods.rests_for_corrections(case.revision.definition) else ""


def _said(day: dt.date, language: str) -> str:
    """Say a day as the reader's language does: 和暦, or the Western year."""
    with override(language):
        return dates.day(day)
