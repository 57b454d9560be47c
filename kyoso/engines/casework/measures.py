"""集計方法: what the cases themselves tell about the city's work."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from kyoso.engines.casework.models import Case, CaseQuerySet, ProcedureRevision
from kyoso.engines.casework.periods import FEWEST_FOR_A_MEDIAN, median_open_days
from kyoso.engines.casework.states import State
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock

# The city's dated list of procedures that its other systems take online.
OTHER_SYSTEMS = "online-procedures"


def live_online(day: dt.date) -> Iterator[indicators.Counted]:
    """Yield the procedures that were live and took online applications on ``day``.

    Read from the revisions, so that a past day is counted as it was. 準備中 is
    not counted.
    """
    newest: dict[int, ProcedureRevision] = {}
    for revision in ProcedureRevision.objects.filter(
        loaded_at__lt=_end_of(day)
    ).order_by("number"):
        newest[revision.procedure_id] = revision
    for revision in newest.values():
        definition = revision.definition
        if definition.state == "live" and "web" in definition.channels:
            yield indicators.Counted(definition.slug, definition.japanese_title)


def completed(day: dt.date) -> indicators.Measured:
    """Count the cases that ended from the first day of the fiscal year to ``day``."""
    ended = _ended(day)
    parts = {
        "decided": ended.filter(state=State.COMPLETED).count(),
        "rejected": ended.filter(state=State.REJECTED).count(),
        "withdrawn": ended.filter(state=State.WITHDRAWN).count(),
    }
    total = sum(parts.values())
    return indicators.Measured(Decimal(total), total, parts)


def within_standard_period(day: dt.date) -> indicators.Measured:
    """Measure the share, in percent, of decided cases that kept their period.

    The period is the standard one, or the statutory one where a law sets it.
    Cases without either and withdrawn ones are in neither number; with nothing
    decided there is no value.
    """
    decided = _ended(day).exclude(state=State.WITHDRAWN)
    kept = decided.filter(kept_period=True).count()
    late = decided.filter(kept_period=False).count()
    without = decided.filter(kept_period=None).count()
    counted = kept + late
    value = Decimal(kept * 100) / counted if counted else None
    return indicators.Measured(
        value, counted, {"kept": kept, "late": late, "without_period": without}
    )


def days_to_decision(day: dt.date) -> indicators.Measured:
    """Measure the middle of the open days from arrival to decision (開庁日).

    Of what was decided in the fiscal year up to ``day``; withdrawn cases do not
    count, and of few there is no value.
    """
    decided = _ended(day).exclude(state=State.WITHDRAWN)
    spans = list(decided.values_list("arrived_at", "closed_at"))
    found = median_open_days(spans)
    value = None if found is None else Decimal(str(found))
    return indicators.Measured(value, len(spans))


MEASURES = (
    indicators.Measure(
        "online-procedures",
        "オンライン申請の取扱事務数",
        "事務",
        indicators.with_external_list(OTHER_SYSTEMS, live_online),
        explanation=(
            "受付中でオンラインの申請を受ける手続と、市がほかの仕組みで受ける手続の"
            "一覧を合わせ、同じ手続は1つと数えます。準備中の手続は数えません。"
            "名称のわからない手続とは重なりを確かめられないため、少なくともいくつか、"
            "多くていくつかの幅で示します。"
        ),
        part_titles=indicators.PART_TITLES,
    ),
    indicators.Measure(
        "cases-completed",
        "処理件数",
        "件",
        completed,
        explanation="年度の初めからその日までに、決定か取下げで終わった申請を数えます。",
        part_titles={
            "decided": "決定したもの",
            "rejected": "却下したもの",
            "withdrawn": "取り下げられたもの",
        },
    ),
    indicators.Measure(
        "within-standard-period",
        "標準処理期間内に終わった割合",
        "%",
        within_standard_period,
        explanation=(
            "年度の初めからその日までに決定した申請のうち、補正の期間を除いて"
            "標準処理期間内に決定したものの割合です。法律や条例が決定の期限を定める手続では、"
            "標準処理期間の代わりに、その期限で数えます。"
        ),
        part_titles={
            "kept": "期間内に決定したもの",
            "late": "期間を過ぎて決定したもの",
            "without_period": "標準処理期間の定めがないもの（割合に入れない）",
        },
    ),
    indicators.Measure(
        "days-to-decision",
        "申請から決定までの日数",
        "日",
        days_to_decision,
        explanation=(
            "年度の初めからその日までに決定した申請について、届いた日から決定した日までの"
            "開庁日の日数の中央値です。補正を待った日も含みます。"
            f"{FEWEST_FOR_A_MEDIAN}件に満たないときは、値を出しません。"
        ),
    ),
)


def _ended(day: dt.date) -> CaseQuerySet:
    first = dt.date(clock.fiscal_year(day), 4, 1)
    return Case.objects.closed().filter(
        closed_at__gte=_start_of(first), closed_at__lt=_end_of(day)
    )


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.CITY)


def _end_of(day: dt.date) -> dt.datetime:
    return _start_of(day + dt.timedelta(days=1))
