"""What an officer says about an arrival."""

from typing import Any

from django import forms

from kyoso.connectors.national_portal.mapping import usable
from kyoso.connectors.national_portal.reading import is_numbered
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.people.api import Section
from kyoso.ui.fields import KanaField, NameField, TextField
from kyoso.ui.forms import Form


class SectionForm(Form):
    """担当課を決める."""

    section = forms.ModelChoiceField(
        label="担当課",
        queryset=Section.objects.none(),
        widget=forms.Select(attrs={"data-width": "16"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["section"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Section.objects.select_related("department")
        field.empty_label = "選んでください"


class ProcedureForm(Form):
    """どの手続の申請かを決める."""

    procedure = forms.ChoiceField(
        label="手続", help_text="国のポータルから受け付けることにした手続です。"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["procedure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "選んでください"), *procedures_of_the_portal()]


class IncompleteForm(Form):
    """足りないまま受け付ける: the name only where none could be read."""

    name = NameField(
        label="申請した方の氏名",
        help_text="届いた内容から氏名が読み取れないときだけ使います。",
        required=False,
    )
    kana = KanaField(label="ふりがな", required=False)


class OutsideForm(Form):
    """別の方法で対応した."""

    note = TextField(
        label="どのように対応したか",
        help_text="例：申請した方に電話し、窓口で受け付けた。個人番号は書かないでください。",
        max_length=500,
    )


def procedures_of_the_portal() -> list[tuple[str, str]]:
    """Return the live procedures that take applications by the portal, and the closed ones.

    Of those whose forms carry a 個人番号 nothing is opened: choosing one seals it into the tray.
    """
    by_slug = {one.procedure: one for one in usable()}
    every = Procedure.objects.live() | Procedure.objects.filter(slug__in=by_slug)
    taking, closed = [], []
    for one in every.select_related("current", "form").order_by("order", "slug"):
        mapping, takes = by_slug.get(one.slug), _takes(one)
        if (mapping or takes) and is_numbered(mapping, one):
            closed.append((one.slug, f"{one.title}（個人番号を含むため開かない）"))
        elif takes:
            taking.append((one.slug, one.title))
    return taking + closed


def _takes(procedure: Procedure) -> bool:
    return procedure.is_live and Case.Channel.PORTAL in procedure.definition.channels
