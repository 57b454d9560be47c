"""一覧のCSV: for spreadsheets, which must neither garble nor run it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.errors import TooManyToExport
from kyoso.engines.casework.models import Case, CaseQuerySet
from kyoso.engines.casework.periods import city_day
from kyoso.engines.people.api import Account, Officer
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock, text

# Excel opens UTF-8 rightly only with the mark in front.
BOM = "\ufeff"
UTF8, CP932 = "utf-8", "cp932"
# Written in place of what cp932 does not have; the page lists every such cell.
GETA = "〓"
# One file is one request: each person in it gets an audit row.
MOST = 5000
HEAD = (
    "受付番号",
    "手続",
    "申請者",
    "ふりがな",
    "郵便番号",
    "住所",
    "電話番号",
    "受付方法",
    "到達日",
    "状態",
    "結果",
    "期限",
    "担当課",
    "担当者",
    "副担当者",
    "完結日",
    "期間内に終わったか",
)
# The same signs under the other number that cp932 gives them.
_ALIKE = str.maketrans(
    {"〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"}
)


@dataclass(frozen=True)
class Lost:
    """A cell that cp932 cannot hold: where it stands, and which characters."""

    receipt_number: str
    column: str
    characters: str


def rows_of(cases: CaseQuerySet, *, to: Account) -> list[list[str]]:
    """Return the cells of a list as ``to`` may see them (three queries, or four).

    Of people whose address is kept back (支援措置), address and telephone are too.
    Raises ``TooManyToExport``.
    """
    count = cases.count()
    if count > MOST:
        raise TooManyToExport(count=f"{count:,}", most=f"{MOST:,}")
    found = list(
        cases.select_related(
            "procedure", "section", "assignee", "account", "revision", "deputy"
        )
    )
    hidden = residents.to_hide([case.named for case in found], to=to)
    return [harmless(_cells(case, is_hidden=case.named in hidden)) for case in found]


def exported(cases: CaseQuerySet, *, by: Officer, encoding: str = UTF8) -> HttpResponse:
    """Return the list as CSV; each person in it gets an audit row.

    Dates are ISO 西暦, as data are (guideline 49). ``encoding`` is ``utf-8`` (with
    the mark) or ``cp932``, in which 〓 stands for what it does not have.
    """
    rows = rows_of(cases, to=by.account)
    for case in cases.select_related("procedure", "section", "assignee", "account"):
        audit.record(
            "casework.exported",
            by=by.account,
            subject=case,
            person=case.account,
            reason=case.ref,
        )
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(rows)
    if encoding == CP932:
        content, charset = in_cp932(sheet.getvalue()), "Shift_JIS"
    else:
        content, charset = (BOM + sheet.getvalue()).encode(), UTF8
    response = HttpResponse(content, content_type=f"text/csv; charset={charset}")
    name = f"cases-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def in_cp932(typed: str) -> bytes:
    """Return text in cp932, 〓 for each character that it does not have (pure)."""
    return b"".join(_byte(letter) for letter in typed)


def lost_in_cp932(rows: Iterable[Sequence[str]]) -> list[Lost]:
    """Return every cell that cp932 cannot hold, with its characters (pure)."""
    found = []
    for row in rows:
        for column, cell in zip(HEAD, row, strict=True):
            lost = [letter for letter in cell if not _fits(letter)]
            if lost:
                shown = "、".join(
                    f"{text.shown(letter)}（U+{ord(letter):04X}）"
                    for letter in dict.fromkeys(lost)
                )
                found.append(Lost(row[0], column, shown))
    return found


def harmless(cells: Iterable[str]) -> list[str]:
    """Return the cells so that a spreadsheet takes each as text (pure)."""
    return [text.as_cell(cell) for cell in cells]


def _fits(letter: str) -> bool:
    try:
        letter.translate(_ALIKE).encode(CP932)
    except UnicodeEncodeError:
        return False
    return True


def _byte(letter: str) -> bytes:
    return (letter.translate(_ALIKE) if _fits(letter) else GETA).encode(CP932)


def _cells(case: Case, *, is_hidden: bool) -> list[str]:
    outcome = ""
    if case.outcome:
        outcome = case.revision.definition.outcome(case.outcome).title
    kept = {True: "期間内", False: "期間後", None: ""}[case.kept_period]
    return [
        case.receipt_number,
        case.procedure.title,
        case.applicant,
        case.kana,
        "" if is_hidden else case.postcode,
        residents.HIDDEN if is_hidden else case.address,
        residents.HIDDEN if is_hidden else case.phone,
        str(Case.Channel(case.channel).label),
        city_day(case.arrived_at).isoformat(),
        str(case.get_state_display()),
        outcome,
        case.due_on.isoformat() if case.due_on else "",
        case.section.name,
        case.assignee.name if case.assignee else "",
        case.deputy.name if case.deputy else "",
        city_day(case.closed_at).isoformat() if case.closed_at else "",
        kept,
    ]
