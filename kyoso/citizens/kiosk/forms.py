"""What is chosen at the screen, and what officers type about devices and jobs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kyoso.citizens.kiosk.models import Device
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref
from kyoso.kernel.words import pick
from kyoso.ui import fields
from kyoso.ui import forms as speaking


class PairForm(speaking.Form):
    """端末の登録番号, typed at the device by an officer."""

    code = fields.LineField(label="登録番号（12文字）", max_length=40)


class AskForm(speaking.Form):
    """証明書の内容: whom it names and the least items; the purpose is chosen before."""

    purpose = forms.CharField(widget=forms.HiddenInput, max_length=40)
    scope = forms.ChoiceField(label=_("だれの分ですか"), widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(
        label=_("のせること"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "提出先が求めるものだけを選んでください。選ばなければ、のりません。"
        ),
    )
    year = forms.ChoiceField(label=_("年度"), widget=forms.RadioSelect)
    copies = forms.ChoiceField(label=_("通数"), widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_ref)

    def __init__(
        self,
        offer: certification.Offer,
        posted: Mapping[str, Any] | None = None,
        *,
        purpose: certification.Purpose | None = None,
    ) -> None:
        this = clock.fiscal_year(clock.today())
        first: dict[str, Any] = {
            "copies": "1",
            "scope": offer.kind.scopes[0],
            "year": str(this),
        }
        if purpose is not None:
            first["purpose"] = purpose.slug
            if purpose.certificate == offer.kind.slug:
                first["items"] = list(purpose.items)
        super().__init__(posted, initial=first)
        self.offer = offer
        self._ask_only_what_applies(this)

    def told(self) -> dict[str, Any]:
        """Return what is asked for, as ``certification.request`` takes it."""
        given = self.cleaned_data
        return {
            "purpose": given["purpose"],
            "scope": given.get("scope") or self.offer.kind.scopes[0],
            "items": given.get("items") or [],
            "year": int(given["year"]) if given.get("year") else None,
            "copies": int(given["copies"]),
            "token": given["token"],
        }

    def clean_purpose(self) -> str:
        given: str = self.cleaned_data["purpose"]
        if given not in certification.rules().purposes:
            raise forms.ValidationError(gettext("使い道を選びなおしてください。"))
        return given

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.offer.kind.form == "person" and not given.get("items"):
            self.add_error("items", gettext("のせることを1つ以上選んでください。"))
        return given

    def _ask_only_what_applies(self, this: int) -> None:
        kind, language = self.offer.kind, get_language() or "ja"
        items = [(item.key, pick(item.choice or "", language)) for item in kind.choices]
        years = certification.years_on(clock.today())
        speaking.choose(
            self.fields["scope"],
            [(one, certification.SCOPES[one]) for one in kind.scopes],
        )
        speaking.choose(self.fields["items"], items)
        speaking.choose(
            self.fields["year"],
            [(year, clock.fiscal_year_title(year)) for year in years],
        )
        speaking.choose(
            self.fields["copies"],
            [(n, gettext("%d通") % n) for n in range(1, self.offer.copies + 1)],
        )
        for name, applies in (
            ("scope", len(kind.scopes) > 1),
            ("items", bool(items)),
            ("year", kind.by_year),
        ):
            if not applies:
                del self.fields[name]


class DeviceForm(speaking.Form):
    """端末の登録."""

    name = fields.LineField(label="端末の名前", max_length=60)
    place = fields.LineField(label="置く場所", max_length=120)
    section = forms.ChoiceField(label="担当課")

    def __init__(
        self, sections: list[people.Section], posted: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(posted)
        self.sections = {one.slug: one for one in sections}
        speaking.choose(
            self.fields["section"], [(one.slug, one.name) for one in sections]
        )


class AgainForm(speaking.Form):
    """もう一度印刷する: on which device, and why."""

    device = forms.ChoiceField(label="印刷する端末")
    why = fields.LineField(label="理由（記録に残ります）", max_length=200)

    def __init__(
        self, devices: list[Device], posted: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(posted)
        self.devices = {one.ref: one for one in devices}
        speaking.choose(
            self.fields["device"],
            [(one.ref, f"{one.place}　{one.name}") for one in devices],
        )


class EndForm(speaking.Form):
    """返金や終了の理由."""

    why = fields.LineField(label="理由（記録に残ります）", max_length=200)
