"""Forms of the counter: a mandate on paper, a company's papers."""

import datetime as dt
from typing import Any

from django import forms

from kyoso.engines.people.actions.mandates import LONGEST_YEARS
from kyoso.engines.people.entrance_forms import FoldedEmail
from kyoso.engines.people.forms import SaidForm, TextField
from kyoso.engines.people.scopes import procedure_titles
from kyoso.kernel import clock, words
from kyoso.ui.fields import DayField
from kyoso.ui.years import Years

_EMAIL_ERRORS = {
    "invalid": "メールアドレスは「@」を含むメールアドレスを入力してください。"
}


def _email(label: str, support: str) -> FoldedEmail:
    return FoldedEmail(
        label=label, help_text=support, required=False, error_messages=_EMAIL_ERRORS
    )


class PaperMandateForm(SaidForm):
    """委任状: who, whom, what, how long, and how the officer knows."""

    principal_email = _email(
        "委任する人のメールアドレス",
        "利用者として登録している人です。登録のない人は、空けて、下に書いてください。",
    )
    principal_name = TextField("委任する人の氏名", 100, required=False)
    principal_kana = TextField("委任する人のふりがな", 100, required=False)
    principal_born_on = DayField(
        "委任する人の生年月日", years=Years(130, 0), required=False
    )
    principal_address = TextField("委任する人の住所", 300, required=False)
    proxy_email = _email(
        "受任者のメールアドレス",
        "登録している人は、すぐに代わりの手続ができます。登録のない人は、空けてください。",
    )
    proxy_name = TextField(
        "受任者の氏名",
        100,
        required=False,
        help_text="確認書の番号で、本人があとから引き受けます。",
    )
    procedures = forms.MultipleChoiceField(
        label="任せる手続",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "任せる手続を選んでください。",
            "invalid_choice": "任せる手続を選んでください。",
        },
    )
    starts_on = DayField("はじまり", years=Years(1, 1))
    expires_on = DayField(
        "おわり", years=Years(0, LONGEST_YEARS + 1), help_text="3年後まで選べます。"
    )
    evidence = TextField(
        "窓口で確かめたこと",
        200,
        required=False,
        help_text="例：受任者の運転免許証と、委任する人の署名を見た。番号は書きません。",
    )
    scan = forms.FileField(
        label="委任状の写し",
        required=False,
        allow_empty_file=True,
        help_text="写真（JPEG、PNG）かPDF。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].choices = [  # type: ignore[attr-defined]
            (slug, words.pick(title, "ja"))
            for slug, title in procedure_titles().items()
        ]

    def clean_principal_name(self) -> str:
        return self.clean_written("principal_name")

    def clean_principal_address(self) -> str:
        return self.clean_written("principal_address")

    def clean_proxy_name(self) -> str:
        return self.clean_written("proxy_name")

    def clean_principal_born_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["principal_born_on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(
                "委任する人の生年月日は、今日より前の日付を入力してください。"
            )
        return day


class ShownForm(SaidForm):
    """本人確認: which paper a company has shown."""

    shown = TextField(
        "示された書類",
        200,
        help_text="例：登記事項証明書（3か月以内）、開業届の控え。",
    )
