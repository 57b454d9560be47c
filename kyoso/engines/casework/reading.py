"""Who may read what belongs to a case, and whose data it is."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.db.models import QuerySet

from kyoso.engines.casework.models import Attachment, Case, Decision, Procedure
from kyoso.engines.documents.api import Document
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Officer, Section
from kyoso.engines.residents import api as residents
from kyoso.kernel import doors

# Why files of a case are kept: forms may store drafts' files under it at once.
PURPOSE = "casework.attachment"


def may_read_case(account: Account, case: Case) -> bool:
    """Tell whether an account may read a case: who may act in it, or its section."""
    if account.kind == Account.Kind.RESIDENT:
        return case.account is not None and people.may_act_for(
            account, case.account, case.procedure.slug
        )
    officer = Officer.objects.filter(account=account).first()
    return officer is not None and people.may(
        officer, people.Permission.READ_CASES, case.section
    )


def may_read_attachment(account: Account, file: File) -> bool:
    """Tell whether an account may download a file that was attached to a case."""
    case = _case_of(file)
    if case is None:
        # Not filed yet: only whoever stored it.
        return file.stored_by_id is not None and file.stored_by_id == account.pk
    return may_read_case(account, case)


def person_of_attachment(file: File) -> Account | None:
    case = _case_of(file)
    return case.account if case else None


def case_of_attachment(file: File) -> str:
    case = _case_of(file)
    return case.ref if case else file.about


def may_read_notice(account: Account, document: Document) -> bool:
    """Tell whether an account may read a decision notice.

    It bears the address: officers to whom that is not shown do not open it.
    """
    case = _case_of_notice(document)
    if case is None or not may_read_case(account, case):
        return False
    return account.kind == Account.Kind.RESIDENT or (
        residents.may_show_address_of(case.named, to=account)
    )


def person_of_notice(document: Document) -> Account | None:
    case = Case.objects.filter(ref=document.about).select_related("account").first()
    return case.account if case else None


def open_cases_of(officer: Officer, section: Section) -> Iterator[people.OpenItem]:
    """Yield the open cases of an officer in a section, for the hand-over."""
    for case in (
        Case.objects.open()
        .filter(assignee=officer, section=section)
        .select_related("procedure")
        .order_by("due_on", "id")
    ):
        yield people.OpenItem(
            subject=f"casework.case:{case.ref}",
            title=f"{case.procedure.title}（{case.receipt_number}）",
            path=urlsplit(doors.link(doors.OFFICE, "casework:case", case.ref)).path,
            due_on=case.due_on,
        )


def _case_of(file: File) -> Case | None:
    attachment = (
        Attachment.objects.filter(file=file)
        .select_related("submission__case__section", "submission__case__account")
        .first()
    )
    return attachment.submission.case if attachment else None


def _case_of_notice(document: Document) -> Case | None:
    decision = (
        Decision.objects.filter(notice=document)
        .select_related("case__section", "case__account")
        .first()
    )
    return decision.case if decision else None


def receipt_numbers(refs: set[str]) -> QuerySet[Case, tuple[str, str]]:
    """Name cases by their receipt numbers, for whoever reads what was done with them."""
    return Case.objects.filter(ref__in=refs).values_list("ref", "receipt_number")


def procedures_to_act_in() -> Iterator[tuple[str, Mapping[str, str] | str]]:
    """Yield the procedures that a mandate (委任) may name."""
    for procedure in Procedure.objects.public().select_related("current"):
        yield procedure.slug, procedure.definition.title
