"""What planners type: a new indicator, a new definition, marks, how often."""

import re
import unicodedata
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError

from kyoso.engines.indicators.forms import AmountField
from kyoso.engines.indicators.models import Indicator, Mark
from kyoso.ui import fields, forms
from kyoso.ui.years import Years

_TITLE, _SLUG, _UNIT, _LINE, _TEXT = 120, 60, 20, 300, 4000
_MOST_DECIMALS = 4
_SLUG_SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
# A baseline may be old, a target lies within the plan after next.
_MARKED = Years(15, 15)
_VALID = Years(15, 5)


class _Words(forms.Form):
    """The words of a definition, whether it is the first or a later one."""

    text = fields.TextField(
        label="定義",
        max_length=_TEXT,
        help_text="何を、どう数えるかを書きます。公表するページに、このまま載ります。",
    )
    numerator = fields.LineField(label="分子", max_length=_LINE, required=False)
    denominator = fields.LineField(label="分母", max_length=_LINE, required=False)
    valid_from = fields.WarekiDateField(
        label="適用日",
        years=_VALID,
        help_text="この定義で数え始める日です。例：令和8年4月1日",
    )
    source = fields.LineField(
        label="出典", max_length=_LINE, help_text="例：第2回DX推進本部会議の資料"
    )


class NewIndicatorForm(_Words):
    """指標を定める."""

    title = fields.LineField(label="指標名", max_length=_TITLE)
    slug = fields.LineField(
        label="アドレスに使う記号",
        max_length=_SLUG,
        help_text="英小文字、数字、「-」で書きます。あとから変えられません。例：class-participants",
    )
    unit = fields.LineField(
        label="単位", max_length=_UNIT, required=False, help_text="例：%、件、人"
    )
    decimals = django_forms.IntegerField(
        label="小数点以下のけた数", min_value=0, max_value=_MOST_DECIMALS, initial=0
    )
    direction = django_forms.ChoiceField(
        label="めざす向き", choices=Indicator.Direction.choices
    )
    frequency = django_forms.ChoiceField(
        label="値を集める間隔", choices=Indicator.Frequency.choices
    )

    field_order = [
        "title",
        "slug",
        "unit",
        "decimals",
        "direction",
        "frequency",
        "text",
        "numerator",
        "denominator",
        "valid_from",
        "source",
    ]

    def clean_slug(self) -> str:
        typed: str = unicodedata.normalize("NFKC", self.cleaned_data["slug"]).lower()
        if not _SLUG_SHAPE.fullmatch(typed):
            raise ValidationError(
                "「アドレスに使う記号」は、英小文字、数字、「-」で入力してください。"
                "例：class-participants"
            )
        return typed


class NewDefinitionForm(_Words):
    """定義を改める."""

    name = fields.LineField(label="新しい呼び名", max_length=_TITLE)
    reason = fields.LineField(
        label="変える理由", max_length=_LINE, help_text="公表されます。"
    )

    field_order = [
        "name",
        "text",
        "numerator",
        "denominator",
        "valid_from",
        "reason",
        "source",
    ]


class MarkForm(forms.Form):
    """基準値・目標値・比較値を書く."""

    AREAS = tuple(one for one in Mark.Area.choices if one[0] != Mark.Area.CITY)

    kind = django_forms.ChoiceField(
        label="種類",
        choices=[
            (Mark.Kind.TARGET.value, "目標値"),
            (Mark.Kind.BASELINE.value, "基準値"),
            *((area, f"比較値（{title}）") for area, title in AREAS),
        ],
    )
    value = AmountField(label="値")
    on = fields.WarekiDateField(
        label="時点または期限",
        years=_MARKED,
        help_text="目標値は期限の日、ほかは値の時点です。例：令和9年3月31日",
    )
    source = fields.LineField(label="出典", max_length=_LINE)


class FrequencyForm(forms.Form):
    """値を集める間隔を変える."""

    frequency = django_forms.ChoiceField(
        label="値を集める間隔",
        choices=Indicator.Frequency.choices,
        help_text="間隔を決めると、値がないときに担当課へメールで照会します。",
    )

    def __init__(self, *args: Any, indicator: Indicator, **options: Any) -> None:
        super().__init__(*args, initial={"frequency": indicator.frequency}, **options)
