"""What the applicant is told after the decision: by e-mail where chosen, else by letter."""

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account
from kyoso.kernel import doors, words
from kyoso.region.grants.actions import reporting
from kyoso.region.grants.models import Grant

PAPER = "grants.paper"
REPORT_RETURNED = "grants.report_returned"


def send_paper(grant: Grant, document: documents.Document) -> None:
    """Send a paper that was made. Whom no way reaches is noted for the desk."""
    assert document.file is not None
    try:
        _tell(
            grant,
            PAPER,
            by=None,
            document=document,
            paper=document.title,
            number=document.number,
        )
    except (messaging.NoRoute, messaging.MailAddressRefused) as refusal:
        audit.record(
            "grants.paper_has_no_route",
            by=None,
            subject=grant,
            person=grant.case.account,
            reason=grant.case.ref,
            code=refusal.code,
        )


def ask_for_better_report(grant: Grant, *, comment: str, by: Account) -> None:
    """Tell what lacks in the report; where nobody can be reached, the desk knows."""
    try:
        _tell(grant, REPORT_RETURNED, by=by, comment=comment)
    except (messaging.NoRoute, messaging.MailAddressRefused) as refusal:
        audit.record(
            "grants.paper_has_no_route",
            by=by,
            subject=grant,
            person=grant.case.account,
            reason=grant.case.ref,
            code=refusal.code,
        )


def _tell(
    grant: Grant,
    template: str,
    *,
    by: Account | None,
    document: documents.Document | None = None,
    **context: str,
) -> messaging.Message:
    case = grant.case
    is_by_mail = case.is_electronic and bool(case.email)
    postal = None
    if case.address:
        postal = messaging.PostalAddress(
            case.addressee, case.postcode, case.address, case.kana
        )
    # A mail carries no paper: it names where to log in.
    enclosed = document is not None and document.file is not None and not is_by_mail
    return messaging.send(
        template,
        to=messaging.Recipient(
            account=case.account,
            email=case.email,
            postal=postal,
            electronic=case.is_electronic,
            language=case.language,
        ),
        context={
            "name": case.addressee,
            "title": words.pick(grant.revision.definition.title, case.language),
            "receipt_number": case.receipt_number,
            "section": case.section.name,
            "phone": case.section.phone,
            "link": doors.link(doors.PUBLIC, "grants:grant", grant.ref),
            "by_mail": "yes" if is_by_mail else "",
            **context,
        },
        about=grant.ref,
        section=case.section,
        by=by,
        files=[document.file] if enclosed and document and document.file else [],
    )


@transaction.atomic
def return_report(
    grant: Grant, *, comment: str, by: Account, edition: int | None = None
) -> None:
    """Send a report back and tell the applicant why, in one transaction."""
    returned = reporting.send_back(grant, comment=comment, by=by, edition=edition)
    ask_for_better_report(grant, comment=returned.comment, by=by)
