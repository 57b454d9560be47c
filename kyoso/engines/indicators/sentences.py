"""言葉にする: numbers, findings and reasons as whole sentences, in the page's language."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kyoso.engines.indicators import readings, rules
from kyoso.engines.indicators.models import Indicator, Value
from kyoso.engines.indicators.readings import Reading, reading_of
from kyoso.kernel import clock
from kyoso.ui import dates

_AMOUNTS = {
    "件": gettext_lazy("%(n)s件"),
    "事務": gettext_lazy("%(n)s事務"),
    "施設": gettext_lazy("%(n)s施設"),
    "項目": gettext_lazy("%(n)s項目"),
    "業務": gettext_lazy("%(n)s業務"),
    "地域": gettext_lazy("%(n)s地域"),
    "人": gettext_lazy("%(n)s人"),
    "世帯": gettext_lazy("%(n)s世帯"),
    "回": gettext_lazy("%(n)s回"),
}


def amount(indicator: Indicator, value: Decimal) -> str:
    """Return ``54.2%`` or ``1,234件``, with the decimals of the indicator."""
    return _with_unit(indicator, f"{value:,.{indicator.decimals}f}")


def stated(indicator: Indicator, value: Value) -> str:
    """Return a value as it is published: ``18〜36事務`` where it is only known between."""
    return _with_unit(indicator, number(indicator, value))


def number(indicator: Indicator, value: Value) -> str:
    """Return the same without its unit."""
    least, most = (
        f"{each:,.{indicator.decimals}f}" for each in (value.value, value.at_most)
    )
    if least == most:
        return least
    return _("%(least)s〜%(most)s") % {"least": least, "most": most}


def difference(indicator: Indicator, value: Decimal) -> str:
    """Return the size of a difference: of two percentages it is in points."""
    size = f"{abs(value):,.{indicator.decimals}f}"
    if indicator.unit in {"%", "％"}:
        return _("%(size)sポイント") % {"size": size}
    return _with_unit(indicator, size)


def finding(thing: Indicator | Reading) -> str:
    """Return what the chart shows, in one or two short sentences."""
    found = reading_of(thing)
    return f"{_stands(found)}{_gap()}{_aims(found)}"


def _stands(found: Reading) -> str:
    newest = found.latest
    if newest is None:
        earlier = [one for one in found.series if one.values and one is not found.now]
        if not earlier:
            return _("まだ値がありません（未集計）。")
        last = earlier[-1].values[-1]
        return _(
            "いまの定義の値は、まだありません（未集計）。前の定義では、%(day)s時点で%(value)sでした。"
        ) % {
            "day": dates.day(last.as_of),
            "value": stated(found.indicator, last),
        }
    return _("%(day)s時点で%(value)sです。") % {
        "day": dates.day(newest.as_of),
        "value": stated(found.indicator, newest),
    }


def _aims(found: Reading) -> str:
    target, newest = found.target, found.latest
    if target is None:
        return _("目標は設定されていません。")
    goal = {
        "target": amount(found.indicator, target.value),
        "due": dates.day(target.on),
    }
    if newest is None:
        return _("目標は%(due)sまでに%(target)sです。") % goal
    gap = target.value - newest.value
    rises = found.indicator.direction == Indicator.Direction.UP
    if (gap <= 0) if rises else (gap >= 0):
        return _("目標の%(target)sに届いています。") % goal
    goal["gap"] = difference(found.indicator, gap)
    return _("目標の%(target)s（%(due)sまで）まで、あと%(gap)sです。") % goal


def word(status: rules.Status) -> str:
    """Return the status word in the language of the page."""
    return {
        rules.Word.ACHIEVED: _("達成"),
        rules.Word.ON_TRACK: _("順調"),
        rules.Word.BEHIND: _("遅れ"),
        rules.Word.UNCOUNTED: _("未集計"),
        rules.Word.OVERDUE: _("期限超過"),
        rules.Word.UNJUDGED: _("判定なし"),
    }[status.word]


def reason(thing: Indicator | Reading, status: rules.Status) -> str:
    """Return why the word was given, in one sentence."""
    found = reading_of(thing)
    target = found.target
    words = {
        "due": dates.day(status.due) if status.due else "",
        "target_day": dates.day(target.on) if target else "",
        "grace": status.rule.grace_days,
        "required": amount(found.indicator, status.required)
        if status.required is not None
        else "",
        "day": dates.day(status.latest.on) if status.latest else "",
    }
    sentence = {
        rules.Cause.NO_VALUE: _("いまの定義で確認された値が、まだありません。"),
        rules.Cause.NO_TARGET: _("目標が設定されていないため、判定しません。"),
        rules.Cause.NO_BASELINE: _(
            "同じ定義の基準値か2つ目の値がないため、順調かどうかを比べられません。"
        ),
        rules.Cause.VALUE_OVERDUE: _(
            "%(due)sまでの期間の値が、%(grace)s日を過ぎても報告されていません。"
        ),
        rules.Cause.TARGET_REACHED: _("最新の値が目標に届いています。"),
        rules.Cause.TARGET_PASSED: _(
            "目標の期限（%(target_day)s）までに届きませんでした。"
        ),
        rules.Cause.ON_PATH: _("%(day)sに必要だった%(required)sに届いています。"),
        rules.Cause.BELOW_PATH: _("%(day)sに必要だった%(required)sに届いていません。"),
    }[status.cause]
    return sentence % words


def rule_words(rule: rules.Rule) -> str:
    """Return the rule of the status words in words, and that it is a draft."""
    told = _(
        "基準から目標までを直線で結び、その日までに必要な増減の%(share)s%%以上なら"
        "「順調」、足りなければ「遅れ」、目標に届けば「達成」です。値が期間の終わりから"
        "%(grace)s日を過ぎても報告されないとき、または目標の期限までに届かないときは"
        "「期限超過」です。"
    ) % {
        "share": f"{(1 - rule.tolerance) * 100:.0f}",
        "grace": rule.grace_days,
    }
    if rule.is_adopted:
        return told
    draft = _("この決まりは案で、推進本部はまだ採用していません。")
    return f"{told}{_gap()}{draft}"


def pace_words(thing: Indicator | Reading, on: dt.date | None = None) -> str:
    """Return how fast the value must move, beside how fast it moved; may be empty."""
    found = reading_of(thing)
    needed = readings.pace(found, on)
    if needed is None:
        return ""
    indicator = found.indicator
    told = _(
        "目標に届くには、残り%(days)s日で%(gap)s（1年あたりにすると%(rate)s）の変化が必要です。"
    ) % {
        "days": needed.days_left,
        "gap": difference(indicator, needed.remaining),
        "rate": difference(indicator, needed.per_year),
    }
    if needed.so_far is None:
        return told
    past = _("これまでの変化は、1年あたり%(sign)s%(rate)sです。") % {
        "sign": "+" if needed.so_far >= 0 else "−",
        "rate": difference(indicator, needed.so_far),
    }
    return f"{told}{_gap()}{past}"


def forecast_words(thing: Indicator | Reading, on: dt.date | None = None) -> str:
    """Return the forecast with its assumption, or why there is none."""
    found = reading_of(thing)
    if found.target is None:
        return _("目標が設定されていないため、見込みは計算しません。")
    seen = readings.forecast(found, on)
    if seen.value is None or seen.at is None:
        if found.target.on <= (on or clock.today()):
            return _("目標の期限が過ぎているため、見込みは計算しません。")
        return _(
            "見込みは計算できません。同じ定義の値が%(values)s個以上、%(days)s日以上にわたって必要です（いまは%(used)s個）。"
        ) % {
            "values": rules.FORECAST_NEEDS_VALUES,
            "days": rules.FORECAST_NEEDS_DAYS,
            "used": len(seen.used),
        }
    told = _(
        "これまでの%(used)s個の値を通る直線が同じ速さで続くと仮定すると、%(day)sには%(value)sの見込みです。"
    ) % {
        "used": len(seen.used),
        "day": dates.day(seen.at),
        "value": amount(found.indicator, seen.value),
    }
    after = (
        _("目標に届く見込みです。")
        if seen.reaches
        else _("このままでは目標に届かない見込みです。")
    )
    return f"{told}{_gap()}{after}"


def _with_unit(indicator: Indicator, number: str) -> str:
    """A unit that is not known here stands as the city wrote it."""
    known = _AMOUNTS.get(indicator.unit)
    return str(known) % {"n": number} if known else f"{number}{indicator.unit}"


def _gap() -> str:
    """Between two sentences: nothing in Japanese, a space in English."""
    return " " if (get_language() or "").startswith("en") else ""
