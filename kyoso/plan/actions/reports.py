"""The quarterly reports of the sections."""

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.plan.errors import (
    QuarterAhead,
    QuarterOutsidePlan,
    ReportNotSubmitted,
    ReportPublished,
    TextMissing,
)
from kyoso.plan.models import Initiative, InitiativeReport
from kyoso.plan.quarters import Quarter
from kyoso.plan.records import touch


@transaction.atomic
def write_report(
    initiative: Initiative,
    *,
    quarter: Quarter,
    done: str,
    problem: str = "",
    next_step: str = "",
    by: Account,
) -> InitiativeReport:
    """Write or rewrite the draft of a quarter; a submitted one becomes a draft again.

    Raises ``QuarterAhead``, ``QuarterOutsidePlan``, ``ReportPublished``,
    ``TextMissing``.
    """
    plan = initiative.plan
    if quarter.starts_on > clock.today():
        raise QuarterAhead
    if quarter.ends_on < plan.starts_on or quarter.starts_on > plan.ends_on:
        raise QuarterOutsidePlan
    if not done.strip():
        raise TextMissing(label="したこと")
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    report = InitiativeReport.objects.filter(
        initiative=initiative,
        fiscal_year=quarter.fiscal_year,
        quarter=quarter.number,
    ).first() or InitiativeReport(
        initiative=initiative,
        fiscal_year=quarter.fiscal_year,
        quarter=quarter.number,
    )
    if report.state == InitiativeReport.State.PUBLISHED:
        raise ReportPublished
    report.done = done.strip()
    report.problem = problem.strip()
    report.next = next_step.strip()
    report.state = InitiativeReport.State.DRAFT
    report.written_at = clock.now()
    report.written_by = by
    report.submitted_at = None
    report.submitted_by = None
    report.save()
    audit.record("plan.report_written", by=by, subject=report)
    return report


@transaction.atomic
def submit_report(report: InitiativeReport, *, by: Account) -> InitiativeReport:
    """Hand the report to the planners."""
    held = _locked(report)
    if held.state == InitiativeReport.State.PUBLISHED:
        raise ReportPublished
    held.state = InitiativeReport.State.SUBMITTED
    held.submitted_at = clock.now()
    held.submitted_by = by
    held.sent_back_reason = ""
    held.save()
    audit.record("plan.report_submitted", by=by, subject=held)
    return held


@transaction.atomic
def send_back_report(
    report: InitiativeReport, *, reason: str, by: Account
) -> InitiativeReport:
    """Give a submitted report back to the section with the reason."""
    held = _locked(report)
    if held.state != InitiativeReport.State.SUBMITTED:
        raise ReportNotSubmitted
    if not reason.strip():
        raise TextMissing(label="差し戻しの理由")
    held.state = InitiativeReport.State.DRAFT
    held.sent_back_reason = reason.strip()
    held.save()
    audit.record("plan.report_sent_back", by=by, subject=held)
    return held


@transaction.atomic
def publish_report(report: InitiativeReport, *, by: Account) -> InitiativeReport:
    """Publish a submitted report; it stays as it is from now on."""
    held = _locked(report)
    if held.state != InitiativeReport.State.SUBMITTED:
        raise ReportNotSubmitted
    held.state = InitiativeReport.State.PUBLISHED
    held.published_at = clock.now()
    held.published_by = by
    held.save()
    touch(held.initiative.plan)
    audit.record("plan.report_published", by=by, subject=held)
    return held


def _locked(report: InitiativeReport) -> InitiativeReport:
    return (
        InitiativeReport.objects.select_for_update(of=("self",))
        .select_related("initiative__plan")
        .get(pk=report.pk)
    )
