"""What officers type to find a person, and to decide whose card it was."""

import datetime as dt
from typing import Any

from django import forms as django_forms

from kyoso.engines.residents.labels import PURPOSES
from kyoso.engines.residents.matching import Candidate
from kyoso.engines.residents.searching import Wanted
from kyoso.kernel import clock, text
from kyoso.ui import fields, forms

NOBODY = "nobody"
_NUMBER_LENGTH = 15


class SearchForm(forms.Form):
    """Why first, then whom: without a reason nothing is looked up."""

    purpose = django_forms.ChoiceField(
        label="見る理由", choices=[("", "選んでください"), *PURPOSES.items()]
    )
    case = fields.LineField(
        label="受付番号",
        required=False,
        max_length=40,
        help_text="申請の審査のときに書きます。",
    )
    name = fields.LineField(
        label="氏名かフリガナ",
        required=False,
        max_length=100,
        help_text="異体字と空白の違いは問いません。",
    )
    born = fields.LineField(
        label="生年月日", required=False, max_length=20, help_text="例：S29.4.3"
    )
    address = fields.LineField(label="住所の一部", required=False, max_length=100)
    number = fields.LineField(label="宛名番号", required=False, max_length=20)
    with_struck_off = django_forms.BooleanField(label="除票も探す", required=False)

    def clean_born(self) -> dt.date | None:
        typed = self.cleaned_data["born"]
        if not typed:
            return None
        try:
            return clock.parse_day(typed)
        except (clock.DayUnreadable, clock.DayImpossible) as refusal:
            raise django_forms.ValidationError(refusal.sentence) from None

    def clean_number(self) -> str:
        typed = text.fold(self.cleaned_data["number"])
        if typed and not (typed.isascii() and typed.isdigit()):
            raise django_forms.ValidationError("宛名番号は数字で入力してください。")
        return typed.zfill(_NUMBER_LENGTH) if typed else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("purpose") == "case" and not told.get("case"):
            self.add_error("case", "受付番号を入力してください。")
        if not self.errors and self.wanted().is_empty:
            self.add_error(
                "name", "氏名、生年月日、住所、宛名番号のどれかを入力してください。"
            )
        return told

    def wanted(self) -> Wanted:
        told = self.cleaned_data
        return Wanted(
            name=told["name"],
            born_on=told["born"],
            address=told["address"],
            number=told["number"],
            with_struck_off=told["with_struck_off"],
        )


class MatchForm(forms.Form):
    """One of the candidates, or nobody; never chosen beforehand."""

    person = django_forms.ChoiceField(
        label="カードの持ち主", widget=django_forms.RadioSelect
    )

    def __init__(self, *args: Any, candidates: list[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, django_forms.ChoiceField)
        field.choices = [
            *(
                (one.person.ref, f"{one.person.name}（宛名番号 {one.person.number}）")
                for one in candidates
            ),
            (NOBODY, "この中にいない"),
        ]
