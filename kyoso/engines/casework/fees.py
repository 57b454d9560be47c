"""手数料: what a case costs, and whether it has come."""

from dataclasses import dataclass

from kyoso.engines.casework.models import Case, Submission
from kyoso.engines.casework.periods import city_day
from kyoso.engines.forms import api as forms
from kyoso.engines.payments import api as payments
from kyoso.kernel.errors import Refusal

KIND = "fee"


class HeadingUnknown(Refusal):
    """The budget of the year does not have the heading of a procedure's fee."""

    code = "heading_unknown"
    sentence = (
        "{year}年度の予算に、手数料の科目（{heading}）がありません。"
        "会計の担当に予算の取込みを依頼してから、もう一度調定してください。"
    )


class FeePaidAlready(Refusal):
    """Money has come for a fee that is of another amount now."""

    code = "fee_paid_already"
    sentence = (
        "手数料の額が変わりましたが、もう{amount}円が納められています。"
        "会計の担当と、還付または追加の納付を決めてください。"
    )


class FeeOfEndedCase(Refusal):
    """A case that has ended, withdrawn or decided, raises no fee any more."""

    code = "fee_of_ended_case"
    sentence = "この申請はもう終わっているため、手数料は調定できません。"


class FeeUnpaid(Refusal):
    """Nothing is granted before the fee has come."""

    code = "fee_unpaid"
    sentence = (
        "手数料がまだ納められていません。"
        "納められてから起案してください（認めない決定は、いまも起案できます）。"
    )


@dataclass(frozen=True)
class Standing:
    """How the fee of a case stands: what the answers cost, and what was raised."""

    fee: forms.Fee | None
    due: payments.Due | None

    @property
    def is_free(self) -> bool:
        return self.due is None and self.fee is not None and not self.fee.yen

    @property
    def is_paid(self) -> bool:
        """Tell whether nothing is owed any more."""
        return self.is_free or (self.due is not None and self.due.is_paid)

    @property
    def differs(self) -> bool:
        """Tell whether what was raised is not what the answers of today cost."""
        raised = self.due.amount if self.due else 0
        return self.fee is not None and self.fee.yen != raised


def about(case: Case) -> str:
    """Return the name of a case as the matter of a due."""
    return f"casework:{case.ref}"


def case_of(due: payments.Due) -> Case | None:
    """Return the case for which a due was raised, if it was for one."""
    app, _, ref = due.about.partition(":")
    return Case.objects.filter(ref=ref).first() if app == "casework" else None


def fee_of(
    case: Case, submission: Submission, *, language: str = "ja"
) -> forms.Fee | None:
    """Return what these answers cost by the day on which the application arrived."""
    values = {key: each.get("value") for key, each in submission.answers.items()}
    return forms.fee_of(
        submission.version.parsed,
        values,
        today=city_day(case.arrived_at),
        language=language,
    )


def standing_of(
    case: Case, submission: Submission, *, language: str = "ja"
) -> Standing | None:
    """Return how the fee stands; None where the procedure charges nothing (no query)."""
    if case.revision.definition.charge is None:
        return None
    return Standing(fee_of(case, submission, language=language), due_of(case))


def due_of(case: Case) -> payments.Due | None:
    """Return what is to be paid for a case (one query)."""
    return payments.dues_about(about(case)).filter(cancelled_at=None).first()


def refuse_unpaid(case: Case) -> None:
    """Raise ``FeeUnpaid`` where nothing may be granted before the fee has come."""
    terms = case.revision.definition.charge
    if terms is None or not terms.before_decision:
        return
    submission = case.submissions.select_related("version").latest("number")
    standing = standing_of(case, submission)
    if standing is not None and not standing.is_paid:
        raise FeeUnpaid
