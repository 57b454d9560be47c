"""Forms of the account pages and of the office's staff pages."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kyoso.engines.people.actions.mandates import LONGEST_YEARS
from kyoso.engines.people.entrance_forms import ServerDecides, email_field
from kyoso.engines.people.models import Account, Company, Notices, Role
from kyoso.engines.people.scopes import procedure_titles, scopes_for
from kyoso.kernel import clock, text, words
from kyoso.ui.fields import DayField
from kyoso.ui.years import Years

_PHONE_LENGTHS = (10, 11)
_POSTCODE_LENGTH = 7


class TextField(forms.CharField):
    """One line of text whose errors are whole sentences with the label's words."""

    def __init__(self, label: Any, most: int, *, required: bool = True, **told: Any):  # noqa: ANN204
        super().__init__(
            label=label,
            required=required,
            max_length=most,
            error_messages={
                "required": _("{label}を入力してください。"),
                "max_length": _("{label}は{most}文字までで入力してください。"),
            },
            **told,
        )
        self.most = most


class SaidForm(ServerDecides, forms.Form):
    """A form that fills the label and the limit into its sentences."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TextField):
                for validator in field.validators:
                    validator.message = _told(field, "max_length")  # type: ignore[attr-defined]
                for code in ("required", "max_length"):
                    field.error_messages[code] = _told(field, code)

    def clean_written(self, name: str) -> str:
        """Return the text of a field, refusing characters nobody can print."""
        typed: str = self.cleaned_data[name]
        wrong = text.first_unwritable(typed)
        if wrong is not None:
            raise forms.ValidationError(
                _(
                    "{label}に使えない文字「{c}」があります。別の文字で入力してください。"
                ).format(label=self.fields[name].label, c=wrong)
            )
        return typed


def _told(field: TextField, code: str) -> str:
    sentence = str(field.error_messages[code])
    return sentence.replace("{label}", str(field.label)).replace(
        "{most}", str(field.most)
    )


class DetailsForm(SaidForm):
    name = TextField(
        _("氏名"), 100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    kana = TextField(
        _("ふりがな"),
        100,
        required=False,
        help_text=_("読み方がない方は、空けてください。"),
    )
    postcode = TextField(
        _("郵便番号"),
        20,
        required=False,
        help_text=_("例：016-8501"),
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "inputmode": "numeric", "size": "8"}
        ),
    )
    address = TextField(
        _("住所"),
        300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    phone = TextField(
        _("電話番号"),
        30,
        required=False,
        help_text=_("例：0185-00-0000"),
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "size": "16"}
        ),
    )

    def clean_name(self) -> str:
        return self.clean_written("name")

    def clean_address(self) -> str:
        return self.clean_written("address")

    def clean_postcode(self) -> str:
        return clean_postcode(self.cleaned_data["postcode"])

    def clean_phone(self) -> str:
        digits = _digits(self.cleaned_data["phone"])
        if self.cleaned_data["phone"] and len(digits) not in _PHONE_LENGTHS:
            raise forms.ValidationError(
                _("電話番号は10けたまたは11けたの数字で入力してください。")
            )
        return digits


class NoticesForm(ServerDecides, forms.Form):
    notices = forms.ChoiceField(
        label=_("通知の受け取り方"),
        choices=[
            (Notices.POSTAL, _("郵便で受け取る")),
            (Notices.ELECTRONIC, _("メールで受け取る")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("通知の受け取り方を選んでください。"),
            "invalid_choice": _("通知の受け取り方を選んでください。"),
        },
    )


class GiveMandateForm(ServerDecides, forms.Form):
    procedures = forms.MultipleChoiceField(
        label=_("任せる手続"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("任せる手続を選んでください。"),
            "invalid_choice": _("任せる手続を選んでください。"),
        },
    )
    expires_on = DayField(
        _("いつまで任せるか"),
        years=Years(0, LONGEST_YEARS),
        help_text=_("3年後まで選べます。"),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedures"].choices = [  # type: ignore[attr-defined]
            (slug, words.pick(title, language))
            for slug, title in procedure_titles().items()
        ]


class CodeForm(SaidForm):
    code = TextField(
        _("委任の番号"),
        20,
        help_text=_("委任の紙に書かれた番号です。例：ABCD-EFGH-JKMN"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "16"}),
    )


class ChildForm(SaidForm):
    name = TextField(_("子どもの氏名"), 100)
    kana = TextField(_("子どものふりがな"), 100, required=False)
    born_on = DayField(_("子どもの生年月日"), years=Years(30, 0))

    def clean_name(self) -> str:
        return self.clean_written("name")

    def clean_born_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["born_on"]
        if day > clock.today():
            raise forms.ValidationError(
                _("子どもの生年月日は今日より前の日付を入力してください。")
            )
        return day


class CompanyForm(SaidForm):
    kind = forms.ChoiceField(
        label=_("種別"),
        choices=[
            (Company.Kind.CORPORATION, _("法人")),
            (Company.Kind.SOLE, _("個人事業主")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("種別を選んでください。"),
            "invalid_choice": _("種別を選んでください。"),
        },
    )
    number = TextField(
        _("法人番号"),
        30,
        required=False,
        help_text=_("13けたの数字です。個人事業主の方は、空けてください。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "16"}),
    )
    name = TextField(
        _("名称"),
        150,
        help_text=_("例：株式会社〇〇。個人事業主の方は、屋号か氏名です。"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kana = TextField(_("名称のふりがな"), 100, required=False)
    postcode = TextField(
        _("郵便番号"),
        20,
        help_text=_("例：016-8501"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "8"}),
    )
    address = TextField(_("所在地"), 300)

    def clean_name(self) -> str:
        return self.clean_written("name")

    def clean_address(self) -> str:
        return self.clean_written("address")

    def clean_postcode(self) -> str:
        return clean_postcode(self.cleaned_data["postcode"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        typed = said.get("number", "")
        if said.get("kind") == Company.Kind.CORPORATION and not typed:
            self.add_error("number", _("法人番号を入力してください。"))
        if said.get("kind") == Company.Kind.SOLE and typed:
            self.add_error(
                "number",
                _(
                    "個人事業主には法人番号がありません。空けるか、法人を選んでください。"
                ),
            )
        return said


class InviteForm(ServerDecides, forms.Form):
    email = email_field(_("このアドレスに、7日間使える招待を送ります。"))
    role = forms.ChoiceField(
        label=_("役割"),
        choices=[
            (Role.MEMBER, _("担当者（申請などの手続をします）")),
            (Role.OWNER, _("代表者（手続をし、担当者も決めます）")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("役割を選んでください。"),
            "invalid_choice": _("役割を選んでください。"),
        },
    )


class TokenForm(SaidForm):
    name = TextField(_("名前"), 60, help_text=_("例：家計簿のプログラム"))
    scopes = forms.MultipleChoiceField(
        label=_("できること"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("できることを選んでください。"),
            "invalid_choice": _("できることを選んでください。"),
        },
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.slug, scope.title) for scope in scopes_for(account)
        ]


def clean_postcode(typed: str) -> str:
    """Return the seven digits, or say what is wrong with them."""
    digits = _digits(typed)
    if typed and len(digits) != _POSTCODE_LENGTH:
        raise forms.ValidationError(_("郵便番号は7けたの数字で入力してください。"))
    return digits


def _digits(typed: str) -> str:
    return "".join(letter for letter in text.fold(typed) if letter.isdigit())
