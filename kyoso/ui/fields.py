"""What people type about themselves: names, telephones, postcodes, amounts, days.

Everything is accepted that can be understood: full and half width, hyphens,
spaces, 和暦. The value is the tidy one; what was typed stays in the form's data.
Each error is one sentence of ``ui.sentences`` with the field's label.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyoso.kernel import clock, eras, money, text
from kyoso.ui import sentences
from kyoso.ui.widgets import PART_NAMES, DatePartsWidget
from kyoso.ui.years import Years

NAME_LENGTH = 100
_LINE_BREAKS = "\n\r\t"
_FIRST_KANA, _LAST_KANA = "ぁ", "ゖ"
_KANA_TOO = "ー・ゝゞ 　"
# The eras that living people were born in begin after this year.
_OLDEST = 1900


class LineField(forms.CharField):
    """One line of text; names the first letter that cannot be used."""

    takes_lines = False

    def __init__(self, *, width: int | None = None, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(**options)
        if width is not None:
            self.widget.attrs["data-width"] = str(width)

    def clean(self, value: Any) -> Any:
        typed = self.to_python(value) or ""
        letter = text.first_unwritable(typed)
        if letter is None and not self.takes_lines:
            letter = next((one for one in typed if one in _LINE_BREAKS), None)
        if letter is not None:
            raise ValidationError(
                sentences.unusable(self.label or "", letter), code="characters"
            )
        return super().clean(typed)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # maxlength would cut what is pasted, without a word.
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        attrs.pop("minlength", None)
        return attrs


class TextField(LineField):
    """Several lines."""

    takes_lines = True
    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        return typed.replace("\r\n", "\n").replace("\r", "\n")


class NameField(LineField):
    """氏名: undivided, 異体字 and selectors kept as typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", NAME_LENGTH)
        super().__init__(**options)
        self.widget.attrs.setdefault("autocomplete", "name")

    def to_python(self, value: Any) -> str:
        return text.clean_name(super().to_python(value) or "")


class KanaField(LineField):
    """ふりがな: hiragana or katakana of any width; the value is hiragana."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", NAME_LENGTH)
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return text.hiragana(super().to_python(value) or "")

    def clean(self, value: Any) -> Any:
        tidy = super().clean(value)
        for letter in tidy:
            if not (_FIRST_KANA <= letter <= _LAST_KANA) and letter not in _KANA_TOO:
                raise ValidationError(
                    sentences.unusable(self.label or "", letter), code="characters"
                )
        return tidy


class PhoneField(forms.CharField):
    """電話番号: 10 or 11 digits however grouped; the value is digits only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget = forms.TextInput(
            attrs={"inputmode": "tel", "autocomplete": "tel", "data-width": "16"}
        )

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return text.phone(typed) if typed else typed
        except text.PhoneUnreadable:
            raise ValidationError(
                sentences.not_a_phone(self.label or ""), code="phone"
            ) from None


class PostcodeField(forms.CharField):
    """郵便番号: seven digits; the value is digits only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget = forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "postal-code",
                "data-width": "8",
            }
        )

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return text.postcode(typed) if typed else typed
        except text.PostcodeUnreadable:
            raise ValidationError(
                sentences.not_a_postcode(self.label or ""), code="postcode"
            ) from None


class EmailField(forms.EmailField):
    """メールアドレス: full-width letters understood."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false"}
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        return text.fold(super().to_python(value) or "")


class YenField(forms.CharField):
    """金額: whole yen, with or without commas and 円; the value is an int or None."""

    def __init__(
        self, *, least: int = 0, most: int = money.LARGEST, **options: Any
    ) -> None:
        self.least, self.most = least, most
        super().__init__(**options)
        self.widget = forms.TextInput(
            attrs={"inputmode": "numeric", "data-width": "8", "autocomplete": "off"}
        )

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if typed in EMPTY_VALUES:
            return None
        label = self.label or ""
        try:
            amount = money.parse_yen(typed)
        except money.AmountUnreadable:
            raise ValidationError(
                sentences.not_a_number(label), code="number"
            ) from None
        if not self.least <= amount <= self.most:
            raise ValidationError(
                sentences.out_of_range(
                    label, money.yen(self.least), money.yen(self.most)
                ),
                code="range",
            )
        return amount

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value


def era_choices() -> list[tuple[str, sentences.Text]]:
    """Return 令和 back to 大正, then 西暦, for days that living people remember."""
    recent = [(era.slug, era.name) for era in eras.ERAS if era.starts_on.year > _OLDEST]
    return [*recent, (eras.WESTERN, _("西暦"))]


class DayField(forms.DateField):
    """A day that 和暦 can name, from the calendar of the browser or as 2026-11-23.

    ``years`` is how far it may lie from today.
    """

    def __init__(self, label: Any, *, years: Years, **told: Any) -> None:
        self.years = years
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": format_lazy(_("{label}を入力してください。"), label=label),
                "invalid": format_lazy(
                    _("{label}は、ある日付を入力してください。"), label=label
                ),
            },
            **told,
        )

    def to_python(self, value: Any) -> dt.date | None:
        day = super().to_python(value)
        if day is not None:
            self.years.refuse(day, self.label or "")
        return day


class WarekiDateField(forms.Field):
    """A day in three boxes; with ``with_era=True`` an era is chosen before them.

    Without the choice the year takes 2026, R8 and 令和8 alike. ``years`` is how
    far it may lie from today; ``must_be`` is ``"past"`` (today counts),
    ``"future"`` (today does not) or ``None``. The value is a ``date`` or ``None``.
    """

    widget: DatePartsWidget

    def __init__(
        self,
        *,
        years: Years,
        with_era: bool = False,
        birthday: bool = False,
        must_be: Literal["past", "future"] | None = None,
        **options: Any,
    ) -> None:
        self.years, self.must_be = years, must_be
        widget = DatePartsWidget(
            era_choices() if with_era or birthday else None, birthday=birthday
        )
        super().__init__(widget=widget, **options)

    def clean(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.date):
            return value
        self.widget.first_wrong = ""
        parts = dict(zip(self.widget.parts, _tidy(value), strict=False))
        typed = [parts.get(part, "") for part in ("year", "month", "day")]
        if not any(typed):
            if self.required:
                raise ValidationError(sentences.empty(self._name), code="required")
            return None
        self._refuse_missing(parts)
        day = self._day(parts)
        self._refuse_wrong_side(day)
        self.years.refuse(day, self._name)
        return day

    @property
    def _name(self) -> Any:
        return self.label or ""

    def _refuse_missing(self, parts: dict[str, str]) -> None:
        for part in ("year", "month", "day"):
            if not parts.get(part):
                self.widget.first_wrong = f"_{part}"
                raise ValidationError(
                    sentences.no_part(self._name, PART_NAMES[part]), code="part"
                )

    def _day(self, parts: dict[str, str]) -> dt.date:
        year, month, day = parts["year"], parts["month"], parts["day"]
        try:
            if parts.get("era"):
                number = 1 if year == "元" else int(year)
                return eras.day_of(parts["era"], number, int(month), int(day))
            return eras.parse_day(f"{year}年{month}月{day}日")
        except (eras.DayUnreadable, eras.DayImpossible, KeyError, ValueError):
            self.widget.first_wrong = ""
            raise ValidationError(
                sentences.no_such_day(self._name), code="impossible"
            ) from None

    def _refuse_wrong_side(self, day: dt.date) -> None:
        today = clock.today()
        if self.must_be == "past" and day > today:
            raise ValidationError(sentences.not_past(self._name), code="past")
        if self.must_be == "future" and day <= today:
            raise ValidationError(sentences.not_future(self._name), code="future")


def _tidy(value: Sequence[Any] | None) -> list[str]:
    found = []
    for part in value or []:
        folded = text.fold(str(part)) if part is not None else ""
        found.append(folded.rstrip("年月日"))
    return found
