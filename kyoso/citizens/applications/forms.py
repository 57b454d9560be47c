"""What is typed outside a form's questions: codes, numbers, reasons, the day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyoso.engines.casework.api import Procedure
from kyoso.ui.fields import LineField, TextField, WarekiDateField
from kyoso.ui.forms import Form, choose
from kyoso.ui.years import Years


class ResumeForm(Form):
    """続きから始める."""

    code = LineField(
        label=_("続きから始めるための番号"),
        help_text=_("例：ABCD-EFGH-JKMN。大文字でも小文字でもかまいません。"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "24"}),
    )


class MembersForm(Form):
    """世帯の方から選ぶ: whom to put into the form, by their places in the offer."""

    members = forms.TypedMultipleChoiceField(
        label=_("入れる方"), widget=forms.CheckboxSelectMultiple, coerce=int
    )

    def __init__(
        self, posted: Mapping[str, Any] | None, *, names: Sequence[str]
    ) -> None:
        super().__init__(posted)
        choices = [(place, name) for place, name in enumerate(names) if name]
        choose(self.fields["members"], choices)


class ConfirmForm(Form):
    """入力した内容を確かめる: the code that the officer shows."""

    code = LineField(
        label=_("確認番号"),
        help_text=_("職員の画面にある8けたの番号です。例：2345-6789"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "data-width": "16"}
        ),
    )


class StatusForm(Form):
    """申請の状況を見る."""

    number = LineField(
        label=_("受付番号"),
        help_text=_("例：2026-7K3M-QW2T。申請のあとの画面か、控えにあります。"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "24"}),
    )
    code = LineField(
        label=_("続きから始めるための番号"),
        help_text=_("例：ABCD-EFGH-JKMN。申請の控えにあります。"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-width": "24"}),
    )


class WithdrawForm(Form):
    """取り下げる."""

    reason = TextField(
        label=_("取り下げる理由"),
        help_text=_("書かなくてもかまいません。"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


CHANNELS = [("paper", "書面・郵送"), ("counter", "窓口"), ("phone", "電話")]


class TakeUpForm(ResumeForm):
    """番号のある用紙・途中の申請: the code, and how it came to the officer."""

    came_by = forms.ChoiceField(
        label="受付の方法",
        widget=forms.RadioSelect,
        choices=CHANNELS,
        required=False,
        help_text="書面は、用紙のとおりに入力します。窓口と電話は、1問ずつたずねます。",
    )


class DeskForm(Form):
    """代わりに入力する: which procedure, and how the person came."""

    procedure = forms.ChoiceField(label="手続", widget=forms.RadioSelect)
    channel = forms.ChoiceField(
        label="受付の方法",
        widget=forms.RadioSelect,
        choices=CHANNELS,
    )

    def __init__(
        self, *args: Any, procedures: Mapping[str, Procedure], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(slug, each.title) for slug, each in procedures.items()]


class ArrivalForm(Form):
    """到達日: when the paper reached the city; the periods count from it."""

    arrived_on = WarekiDateField(
        label="到達日",
        years=Years(1, 0),
        help_text="市に届いた日です。窓口と電話は今日のままにします。",
        must_be="past",
    )


class ReadAloudForm(Form):
    """窓口・電話: how the person confirmed, where it was not on a screen."""

    read_aloud = forms.BooleanField(
        label="内容を読み上げ、本人がまちがいないと答えました", required=False
    )
