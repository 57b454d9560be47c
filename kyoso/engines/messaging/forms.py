"""What officers type about letters."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from kyoso.engines.messaging.models import Message
from kyoso.engines.messaging.recipients import PostalAddress
from kyoso.kernel import clock, text
from kyoso.ui import forms as speaking
from kyoso.ui.years import Years

_POSTCODE_DIGITS = 7


class DayField(forms.CharField):
    """A day as officers write it: R8.11.23, 令和8年11月23日 or 2026-11-23."""

    def __init__(self, *, years: Years, **options: Any) -> None:
        self.years = years
        options.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "16", "autocomplete": "off"})
        )
        options.setdefault("help_text", "例：R8.11.23")
        super().__init__(**options)

    def clean(self, value: Any) -> dt.date | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            day = clock.parse_day(typed)
        except (clock.DayUnreadable, clock.DayImpossible) as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        self.years.refuse(day, self.label or "")
        return day

    def prepare_value(self, value: Any) -> Any:
        return clock.wareki_short(value) if isinstance(value, dt.date) else value


class DecisionForm(speaking.Form):
    """What an officer decides about a mail that was cut off or given up."""

    decision = forms.ChoiceField(label="どうするか", widget=forms.RadioSelect)

    def __init__(
        self,
        posted: Mapping[str, str] | None = None,
        *,
        was_given_up: bool,
        has_address: bool,
    ) -> None:
        super().__init__(posted)
        again = "もう一度メールで送る（届いていないことを確かめた）"
        choices = [("again", again)]
        if not was_given_up:
            choices.insert(0, ("arrived", "届いている（相手に確かめた）"))
        if has_address:
            choices.append(("post", "同じ内容を郵便で送る"))
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]


class DispatchForm(speaking.Form):
    on = DayField(label="発送日", years=Years(1, 1))


class ReturnForm(speaking.Form):
    on = DayField(label="返戻日", years=Years(1, 1))
    reason = forms.ChoiceField(
        label="返戻の理由",
        choices=[("", "選んでください"), *Message.Returned.choices],
    )


class AddressForm(speaking.Form):
    """Where a letter goes now; begins with where it went before."""

    name = forms.CharField(label="宛名", max_length=100)
    postcode = forms.CharField(
        label="郵便番号",
        required=False,
        widget=forms.TextInput(attrs={"data-width": "8", "inputmode": "numeric"}),
        help_text="例：016-8501",
    )
    address = forms.CharField(label="住所", max_length=300)

    def clean_name(self) -> str:
        return text.clean_name(self.cleaned_data["name"])

    def clean_postcode(self) -> str:
        digits = "".join(
            letter
            for letter in text.fold(self.cleaned_data["postcode"])
            if letter not in "-‐‑‒–−ー〒 "
        )
        if digits and not (
            digits.isascii() and digits.isdigit() and len(digits) == _POSTCODE_DIGITS
        ):
            raise forms.ValidationError("郵便番号は7けたの数字で入力してください。")
        return digits

    def postal(self) -> PostalAddress:
        """Return the address of a valid form."""
        return PostalAddress(
            self.cleaned_data["name"],
            self.cleaned_data["postcode"],
            self.cleaned_data["address"],
        )
