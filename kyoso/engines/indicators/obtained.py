"""求め方: how a number came to be, down to the counts of records behind it."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kyoso.engines.indicators.measures import measures
from kyoso.engines.indicators.models import Indicator, Value
from kyoso.engines.indicators.sentences import stated
from kyoso.ui import dates


@dataclass(frozen=True)
class Part:
    """One count on the way to the value."""

    title: str
    count: int


@dataclass(frozen=True)
class Obtained:
    """What ``indicators/obtained.html`` shows; officers are never named."""

    amount: str
    explanation: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    ref: str


def obtained(value: Value) -> Obtained:
    """Tell the way of one value (its indicator and definition are loaded)."""
    definition = value.definition
    facts = [
        (_("時点"), dates.day(value.as_of)),
        (_("求め方"), str(value.get_kind_display())),
        (_("定義"), f"{definition.name}（{_('第%d版') % definition.number}）"),
    ]
    if definition.numerator:
        facts.append((_("分子"), definition.numerator))
    if definition.denominator:
        facts.append((_("分母"), definition.denominator))
    if value.rows is not None:
        facts.append((_("数えた記録"), _("%(rows)s件") % {"rows": f"{value.rows:,}"}))
    facts.append((_("出典"), value.source))
    facts.append((_("確かめ方"), _checked(value)))
    if value.corrects_id is not None:
        facts.append((_("訂正の理由"), value.correction_reason))
    measure = measures.get(value.measure) if value.measure in measures else None
    return Obtained(
        amount=stated(value.indicator, value),
        explanation=measure.explanation if measure else definition.text,
        facts=tuple(facts),
        parts=tuple(
            Part(measure.part_titles.get(slug, slug) if measure else slug, count)
            for slug, count in value.parts.items()
        ),
        ref=value.ref,
    )


@dataclass(frozen=True)
class Correction:
    """A published number that was replaced because it was wrong."""

    day: dt.date
    before: str
    after: str
    reason: str
    corrected_at: dt.datetime


def corrections(indicator: Indicator) -> list[Correction]:
    """Return the confirmed corrections, newest first (one query)."""
    found = (
        Value.objects.published()
        .filter(indicator=indicator, corrects__isnull=False)
        .select_related("corrects")
        .order_by("-confirmed_at")
    )
    return [
        Correction(
            value.as_of,
            stated(indicator, value.corrects),
            stated(indicator, value),
            value.correction_reason,
            value.confirmed_at,
        )
        for value in found
        if value.corrects and value.confirmed_at
    ]


def _checked(value: Value) -> str:
    if value.kind == Value.Kind.MEASURED:
        return _("%(at)sに、システムが業務の記録を数えました。") % {
            "at": dates.moment(value.entered_at)
        }
    if value.entered_by_id is None:
        return _("公表済みの資料の数値を、そのまま取り込みました。")
    if value.confirmed_at is None:
        return _("まだ確認されていません。")
    return _(
        "担当の職員が根拠の資料と一緒に入力し、別の職員が%(day)sに確認しました。"
    ) % {"day": dates.day(value.confirmed_at)}
