"""Finding grants: whose they are, what a file or a paper belongs to."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from kyoso.engines.casework import api as casework
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import doors
from kyoso.region.grants.models import Grant, Report, ReportFile, Step

_WITH = (
    "case__account",
    "case__section",
    "case__procedure",
    "case__revision",
    "programme__section",
    "revision",
    "round__line",
    "allotment",
)


def grant_for(account: Account, ref: str) -> Grant | None:
    """Return a grant that this resident may act in, else None."""
    found = Grant.objects.filter(ref=ref).select_related(*_WITH).first()
    if found is None or not casework.may_read_case(account, found.case):
        return None
    return found


def followed_grant(account: Account, ref: str) -> tuple[Grant, list[Step]] | None:
    """Return the same with what happened to it (one query: each has a first step)."""
    steps = list(
        Step.objects.filter(grant__ref=ref).select_related(
            "grant", *(f"grant__{name}" for name in _WITH)
        )
    )
    if not steps or not casework.may_read_case(account, steps[0].grant.case):
        return None
    return steps[0].grant, steps


@dataclass(frozen=True)
class ReportTold:
    """A report as its sender reads it again; ``papers`` are refs and names of files."""

    reported_at: dt.datetime
    spent: int
    text: str
    state: str
    comment: str
    papers: list[tuple[str, str]]

    @property
    def is_returned(self) -> bool:
        return self.state == Report.State.RETURNED


_TOLD = ("reported_at", "spent", "text", "state", "comment")


def reports_of(grant: Grant) -> list[ReportTold]:
    """Return the reports of a grant with their papers, the first one first (one query)."""
    rows = grant.reports.order_by("number", "papers__pk").values(
        "number", *_TOLD, "papers__file__ref", "papers__file__name"
    )
    found = []
    for _number, of_report in groupby(rows, itemgetter("number")):
        lines = list(of_report)
        papers = [
            (line["papers__file__ref"], line["papers__file__name"])
            for line in lines
            if line["papers__file__ref"]
        ]
        told = {name: lines[0][name] for name in _TOLD}
        found.append(ReportTold(papers=papers, **told))
    return found


def grant_of_desk(officer: people.Officer, ref: str) -> Grant | None:
    """Return a grant of the officer's sections, else None."""
    found = Grant.objects.filter(ref=ref).select_related(*_WITH).first()
    if found is None or not people.may(
        officer, people.Permission.READ_CASES, found.case.section
    ):
        return None
    return found


def page_for_applicant(case: casework.Case) -> str:
    """Return where the applicant follows the case's grant, nothing where it has none."""
    ref = _ref_of(case)
    return doors.link(doors.PUBLIC, "grants:grant", ref) if ref else ""


def page_for_officer(case: casework.Case) -> str:
    """Return where officers handle the case's grant, nothing where it has none."""
    ref = _ref_of(case)
    return doors.link(doors.OFFICE, "grants:desk_grant", ref) if ref else ""


def _ref_of(case: casework.Case) -> str:
    grant = getattr(case, "grant", None)
    return grant.ref if grant else ""


def may_read_file(account: Account, file: media.File) -> bool:
    """Tell whether an account may download a file of a report: as its case."""
    grant = _grant_of(file)
    return grant is not None and casework.may_read_case(account, grant.case)


def person_of_file(file: media.File) -> Account | None:
    grant = _grant_of(file)
    return grant.case.account if grant else None


def reason_of_file(file: media.File) -> str:
    grant = _grant_of(file)
    return grant.case.ref if grant else file.about


def receipt_numbers(refs: set[str]) -> QuerySet[Grant, tuple[str, str]]:
    """Name grants by the receipt numbers of their cases."""
    return Grant.objects.filter(ref__in=refs).values_list("ref", "case__receipt_number")


def _grant_of(file: media.File) -> Grant | None:
    found = (
        ReportFile.objects.filter(file=file)
        .select_related("report__grant__case__account", "report__grant__case__section")
        .select_related("report__grant__case__procedure")
        .first()
    )
    return found.report.grant if found else None
