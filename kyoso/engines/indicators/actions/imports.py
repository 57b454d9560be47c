"""Values from a spreadsheet: every line, or none."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import sheets
from kyoso.engines.indicators.actions.values import enter
from kyoso.engines.indicators.errors import SheetRefused
from kyoso.engines.indicators.models import Indicator, Value
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.ui import sentences


@transaction.atomic
def import_values(
    lines: Sequence[sheets.Line],
    *,
    among: Mapping[str, Indicator],
    evidence: File,
    by: Account,
) -> list[Value]:
    """Enter the values of a sheet; they wait for a second officer like any other.

    ``among`` are the indicators that ``by`` may enter, by slug. One wrong line
    and nothing is entered: ``SheetRefused`` has a sentence for each.
    """
    entered, problems = [], {}
    for line in lines:
        try:
            entered.append(_enter(line, among=among, evidence=evidence, by=by))
        except Refusal as refusal:
            problems[line.number] = refusal.sentence
    if problems:
        raise SheetRefused(problems)
    audit.record(
        "indicators.sheet_imported", by=by, subject=evidence, rows=len(entered)
    )
    return entered


def _enter(
    line: sheets.Line,
    *,
    among: Mapping[str, Indicator],
    evidence: File,
    by: Account,
) -> Value:
    indicator = among.get(line.slug)
    if indicator is None:
        raise Refusal(
            "記号「{slug}」の指標は、あなたが値を入力できる指標の中にありません。",
            slug=line.slug[:60],
        )
    value = sheets.number_in(line.value)
    if value is None:
        raise Refusal(str(sentences.not_a_number("値")))
    return enter(
        indicator,
        as_of=clock.parse_day(line.day),
        value=value,
        source=line.source,
        note=line.note,
        evidence=evidence,
        kind=Value.Kind.IMPORTED,
        by=by,
    )
