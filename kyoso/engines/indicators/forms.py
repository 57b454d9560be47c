"""What officers type about values and lists."""

from decimal import Decimal
from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from kyoso.engines.indicators import sheets
from kyoso.engines.indicators.access import EVIDENCE
from kyoso.engines.indicators.actions import Item
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.ui import fields, forms, sentences
from kyoso.ui.years import Years

# Figures of the last census but one may be entered; none of the future.
_COUNTED = Years(15, 0)

_MOST_ITEMS = 1000


def posted(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    """Return data and files for a form: an empty post is a post too."""
    if request.method != "POST":
        return None, None
    return request.POST, request.FILES


class AmountField(django_forms.CharField):
    """値: digits of any width, with or without commas and %; a ``Decimal``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget = django_forms.TextInput(
            attrs={"inputmode": "decimal", "data-width": "8", "autocomplete": "off"}
        )

    def clean(self, value: Any) -> Decimal:
        typed = super().clean(value)
        number = sheets.number_in(typed)
        if number is None:
            raise ValidationError(
                sentences.not_a_number(self.label or ""), code="number"
            )
        return number


class EvidenceForm(forms.Form):
    """A form with a document: what was sent once survives an error elsewhere.

    The upload is stored at once; the page carries its ref in ``kept`` until the
    form is complete. ``kept_file`` is the document after ``is_valid``.
    """

    evidence = django_forms.FileField(
        label="根拠の資料",
        help_text="PDFか写真（JPEG、PNG）を選びます。10MBまでです。",
    )
    kept = django_forms.CharField(
        label="選んだ資料", required=False, widget=django_forms.HiddenInput
    )

    kept_file: media.File | None = None

    def __init__(self, *args: Any, by: Account, **options: Any) -> None:
        self.by = by
        super().__init__(*args, **options)
        # What was sent with an earlier try need not be chosen again.
        self.fields["evidence"].required = not self.data.get("kept")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("evidence")
        if upload:
            try:
                self.kept_file = media.store(upload, purpose=EVIDENCE, by=self.by)
            except media.FileRefused as refusal:
                self.add_error("evidence", refusal.sentence)
        elif cleaned.get("kept"):
            self.kept_file = media.File.objects.filter(
                ref=cleaned["kept"], purpose=EVIDENCE, stored_by=self.by
            ).first()
        if self.kept_file is None and "evidence" not in self.errors:
            self.add_error("evidence", str(sentences.no_file("根拠の資料")))
        if self.kept_file is not None:
            self.fields["evidence"].required = False
            assert isinstance(self.data, QueryDict)
            answered = self.data.copy()
            answered["kept"] = self.kept_file.ref
            self.data = answered
        return cleaned


class EntryForm(EvidenceForm):
    """値を入力する."""

    as_of = fields.WarekiDateField(
        label="時点",
        years=_COUNTED,
        help_text="値がいつのものかを入力します。例：令和8年9月30日",
        must_be="past",
    )
    value = AmountField(label="値")
    source = fields.LineField(
        label="出典", help_text="例：市民意識調査（令和8年6月）", max_length=300
    )
    note = fields.TextField(
        label="備考", help_text="公表されません。", required=False, max_length=2000
    )

    field_order = ["as_of", "value", "source", "evidence", "note", "kept"]


class CorrectionForm(EvidenceForm):
    """公表した値を訂正する."""

    value = AmountField(label="正しい値")
    reason = fields.LineField(
        label="訂正の理由", help_text="公表されます。", max_length=300
    )
    source = fields.LineField(label="出典", max_length=300)
    note = fields.TextField(
        label="備考", help_text="公表されません。", required=False, max_length=2000
    )

    field_order = ["value", "reason", "source", "evidence", "note", "kept"]


class SendBackForm(forms.Form):
    """入力した課に差し戻す."""

    reason = fields.LineField(
        label="差し戻しの理由", help_text="どこを直すかを書きます。", max_length=300
    )


class SheetForm(EvidenceForm):
    """CSVから取り込む."""

    sheet = django_forms.FileField(
        label="値の表（CSV）",
        help_text="見本のCSVの列に合わせます。500行までです。",
    )

    field_order = ["sheet", "evidence", "kept"]


class ListForm(EvidenceForm):
    """ほかの仕組みの一覧を登録する."""

    as_of = fields.WarekiDateField(label="時点", years=_COUNTED, must_be="past")
    stated_count = django_forms.IntegerField(
        label="出典に書かれた件数",
        help_text="名称がわからないものも含めた件数です。",
        min_value=0,
        max_value=100_000,
    )
    items = fields.TextField(
        label="名称",
        help_text="1行に1件ずつ「名称、仕組みの名前」と入力します。名称がわからないものは入力しません。",
        required=False,
        max_length=100_000,
    )
    source = fields.LineField(label="出典", max_length=300)

    field_order = ["as_of", "stated_count", "items", "source", "evidence", "kept"]

    def clean_items(self) -> list[Item]:
        typed: str = self.cleaned_data["items"]
        found = []
        for line in typed.splitlines():
            name, _, system = (
                line.replace("，", "、").replace(",", "、").partition("、")
            )
            if name.strip():
                found.append(Item(name.strip()[:160], system.strip()[:120]))
        if len(found) > _MOST_ITEMS:
            raise ValidationError(f"名称は{_MOST_ITEMS}行までで入力してください。")
        return found
