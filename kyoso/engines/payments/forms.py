"""What payers choose and officers type."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kyoso.engines.ledger.api import Receipt, Refund
from kyoso.engines.payments.base import providers
from kyoso.engines.payments.channels import rules
from kyoso.engines.payments.offering import Offer
from kyoso.kernel.ids import new_ref
from kyoso.kernel.words import pick
from kyoso.ui import dates, fields
from kyoso.ui import forms as speaking
from kyoso.ui.years import Years

# 8 MB of CSV is some hundred thousand lines.
LARGEST_FILE = 8 * 1024 * 1024
# A designation is announced before it begins, and may run for years.
YEARS = Years(20, 20)
# A due date may be put off by years, never back.
LATER = Years(0, 10)
STATES = [
    ("", "すべて"),
    ("open", "未納"),
    ("late", "納期限を過ぎた未納"),
    ("paid", "納付済み"),
    ("overpaid", "過誤納"),
    ("cancelled", "取消し"),
]
_REASONS = [
    (reason.value, reason.label)
    for reason in Refund.Reason
    if reason is not Refund.Reason.OUTSIDE
]


def _companies() -> list[tuple[str, str]]:
    return [(one.slug, one.title) for one in providers]


def _collectors() -> list[tuple[str, str]]:
    slip = rules().slip
    return [(slip.collector, slip.title)] if slip else []


class ChannelForm(speaking.Form):
    """どの方法で払うか: each way with what it costs on top, before one is chosen."""

    channel = forms.ChoiceField(label=_("支払い方法"), widget=forms.RadioSelect)

    def __init__(self, offers: list[Offer], posted: object = None) -> None:
        super().__init__(posted)
        web = [offer for offer in offers if offer.channel.provider]
        language = get_language() or "ja"
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (offer.channel.slug, pick(offer.channel.title, language)) for offer in web
        ]
        field.widget.hints = {
            offer.channel.slug: _hint(offer, language) for offer in web
        }


class FilterForm(forms.Form):
    """Narrows the list of dues."""

    state = forms.ChoiceField(label="状態", choices=STATES, required=False)
    q = forms.CharField(label="納付番号か納付者", max_length=60, required=False)


class CounterForm(speaking.Form):
    """窓口で受け取る: the whole amount, once however often the button is pressed."""

    amount = fields.YenField(label="受け取った額")
    token = forms.CharField(widget=forms.HiddenInput, max_length=16, initial=new_ref)


class CancelForm(speaking.Form):
    reason = fields.LineField(label="取り消す理由", max_length=200)


class PostponeForm(speaking.Form):
    """納期限を延ばす: a later day, and on what ground."""

    due_on = fields.DayField("新しい納期限", years=LATER)
    reason = fields.LineField(label="延ばす理由（事案の受付番号など）", max_length=200)


class PartsForm(speaking.Form):
    """分割の約束: how much a month, from when, and on what ground."""

    amount = fields.YenField(
        label="1回（1か月）の額", help_text="未納の全部の額にすると、分割をやめます。"
    )
    due_on = fields.DayField("最初に払う日", years=LATER)
    reason = fields.LineField(label="約束の根拠（事案の受付番号など）", max_length=200)


class ElNumberForm(speaking.Form):
    number = fields.LineField(label="eL番号（eLTAXが発行したもの）", max_length=60)


class RefundForm(speaking.Form):
    """還付を登録する: which receipt, how much, why."""

    receipt = forms.ModelChoiceField(
        label="返す収入", queryset=Receipt.objects.none(), to_field_name="ref"
    )
    amount = fields.YenField(label="返す額")
    reason = forms.ChoiceField(label="返す理由", choices=_REASONS)

    def __init__(self, *args: Any, receipts: list[Receipt], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["receipt"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Receipt.objects.filter(pk__in=[one.pk for one in receipts])
        field.label_from_instance = _told  # type: ignore[method-assign, assignment]


class TransferForm(speaking.Form):
    on = fields.DayField("振り込んだ日", years=YEARS)


class SettleForm(speaking.Form):
    note = fields.LineField(label="どう対応したか", max_length=300)


class DesignationForm(speaking.Form):
    """指定納付受託者の指定, with the notice that made it public."""

    provider = forms.ChoiceField(
        label="つなぐ会社",
        choices=_companies,
    )
    name = fields.LineField(label="名称", max_length=100)
    address = fields.LineField(label="住所または事務所の所在地", max_length=200)
    notice_number = fields.LineField(label="告示の番号", max_length=60)
    notice_on = fields.DayField("告示の日", years=YEARS)
    revenues = forms.CharField(
        label="納付できる歳入の科目",
        help_text="「14-02」のように、款-項-目-節の初めを1行に1つ書きます。空なら、すべての歳入です。",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=2000,
    )
    forward_days = forms.IntegerField(
        label="市が指定する日（委託の日から何日以内）", min_value=1, max_value=365
    )
    starts_on = fields.DayField("指定の始まりの日", years=YEARS)
    ends_on = fields.DayField("指定の終わりの日", years=YEARS, required=False)


class EndForm(speaking.Form):
    on = fields.DayField("指定の終わりの日", years=YEARS)


class ReconciliationForm(speaking.Form):
    provider = forms.ChoiceField(
        label="会社", choices=lambda: [*_companies(), *_collectors()]
    )
    file = forms.FileField(label="入金明細（CSV）")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("8MBまでのファイルを選んでください。")
        return file


def _hint(offer: Offer, language: str) -> str:
    said = [pick(offer.channel.text, language)]
    cost = dates.yen(offer.cost)
    if offer.cost:
        total = dates.yen(offer.total)
        said.append(
            gettext("手数料{cost}がかかり、合わせて{total}です。").format(
                cost=cost, total=total
            )
        )
    else:
        said.append(gettext("手数料はかかりません。"))
    if not offer.is_cost_verified:
        said.append(gettext("（手数料は確認中です。）"))
    return " ".join(said)


def _told(receipt: Receipt) -> str:
    day: dt.date = receipt.paid_on
    return f"{day:%Y-%m-%d}　{receipt.amount:,}円（あと{receipt.refundable:,}円まで）"
