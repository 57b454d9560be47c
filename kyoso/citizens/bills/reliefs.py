"""納付の相談: from the bill to the case, and from the case back to the bill."""

from django.urls import reverse
from django.utils.translation import gettext

from kyoso.citizens.bills.models import Relief
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.ledger.api import Due
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.kernel import clock, doors
from kyoso.kernel.text import fold

# The city's procedure file of this name, and its question for the payment number.
PROCEDURE, QUESTION = "nofu-sodan", "due_code"


def procedure() -> Procedure | None:
    """Return the procedure if the city takes such applications today."""
    found = (
        Procedure.objects.public()
        .filter(slug=PROCEDURE)
        .select_related("section", "current", "form")
        .first()
    )
    return found if found and found.is_open_on(clock.today()) else None


def open_case(due: Due) -> Case | None:
    """Return the case about this due that is not decided yet."""
    found = Relief.objects.filter(due=due, case__state__in=casework.OPEN)
    asked = found.select_related("case").order_by("-pk").first()
    return asked.case if asked else None


def way(due: Due, payer: Account | None) -> payments.Way | None:
    """Return what the payer of a due is shown; it asks nothing of the database."""
    if not due.missing or payer is None or due.debtor_id != payer.pk:
        return None
    return payments.Way(
        title=gettext("納期限までに払えないとき"),
        text=gettext(
            "分けて払う、待ってもらう、減らしてもらうことを、相談できます。"
            "早めに相談してください。相談中のときは、進み具合が分かります。"
        ),
        label=gettext("納付の相談"),
        href=reverse("bills:relief", args=[due.ref]),
    )


def on_the_desk(due: Due) -> list[payments.Way]:
    """Return the requests about a due, for the officers who keep the books."""
    found = Relief.objects.filter(due=due).select_related("case").order_by("-pk")
    return [
        payments.Way(
            title="納付の相談",
            text=f"{one.case.receipt_number}　{one.case.get_state_display()}",
            label="事案を開く",
            href=doors.link(doors.OFFICE, "casework:case", one.case.ref),
        )
        for one in found
    ]


def due_of(case: Case) -> Due | None:
    """Return the due that a case names: the applicant's own, or one an officer typed."""
    answers = case.submissions.order_by("number").values_list("answers", flat=True)[0]
    typed = str((answers.get(QUESTION) or {}).get("value") or "")
    found = Due.objects.filter(code=fold(typed).strip().upper()).first()
    if found is None:
        return None
    by = case.filed_by
    is_officer = by is not None and by.kind == Account.Kind.OFFICER
    is_theirs = case.account_id is not None and found.debtor_id == case.account_id
    return found if is_theirs or is_officer else None
