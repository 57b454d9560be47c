"""What residents choose and officers type about certificates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref
from kyoso.kernel.words import pick
from kyoso.ui import fields
from kyoso.ui import forms as speaking
from kyoso.ui.dates import yen
from kyoso.ui.years import Years

WEB, MYSELF = "web", "myself"


class PurposeForm(speaking.Form):
    """何に使うか: the first question, before any certificate is chosen."""

    purpose = forms.ChoiceField(label=_("何に使いますか"), widget=forms.RadioSelect)

    def __init__(self, posted: Mapping[str, Any] | None = None) -> None:
        super().__init__(posted)
        speaking.choose(self.fields["purpose"], _purposes())


class RequestForm(speaking.Form):
    """証明書の申請: whom it names, the items, how it comes. Only what applies is asked."""

    channel = WEB
    principal = forms.ChoiceField(
        label=_("だれの証明書を申請しますか"), widget=forms.RadioSelect
    )
    purpose = forms.ChoiceField(label=_("使い道"))
    scope = forms.ChoiceField(label=_("だれの分ですか"), widget=forms.RadioSelect)
    items = forms.MultipleChoiceField(
        label=_("のせること"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "提出先が求めるものだけを選んでください。選ばなければ、のりません。"
        ),
    )
    year = forms.ChoiceField(label=_("年度"))
    delivery = forms.ChoiceField(label=_("受け取り方"), widget=forms.RadioSelect)
    copies = forms.ChoiceField(label=_("通数"), help_text=_("電子の証明書は1通です。"))
    token = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_ref)

    def __init__(
        self,
        offer: certification.Offer,
        posted: Mapping[str, Any] | None = None,
        *,
        purpose: certification.Purpose | None = None,
        others: Sequence[people.Standing] = (),
    ) -> None:
        first: dict[str, Any] = {
            "copies": "1",
            "scope": offer.kind.scopes[0],
            "principal": MYSELF,
        }
        if purpose is not None:
            first |= {"purpose": purpose.slug}
            if purpose.certificate == offer.kind.slug:
                first["items"] = list(purpose.items)
        super().__init__(posted, initial=first)
        self.offer = offer
        self.others = {one.ref: one for one in others}
        self._ask_only_what_applies()

    @property
    def acting_for(self) -> people.Standing | None:
        """By which mandate it is asked for; ``None`` for oneself."""
        return self.others.get(self.cleaned_data.get("principal", ""))

    def told(self) -> dict[str, Any]:
        """Return what is asked for, as ``certification.request`` takes it."""
        given = self.cleaned_data
        return {
            "purpose": given["purpose"],
            "scope": given.get("scope") or self.offer.kind.scopes[0],
            "items": given.get("items") or [],
            "year": int(given["year"]) if given.get("year") else None,
            "delivery": given["delivery"],
            "copies": int(given.get("copies") or 1),
            "token": given["token"],
        }

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("delivery") == "pdf" and given.get("copies", "1") != "1":
            self.add_error(
                "copies", gettext("電子の証明書は1通です。通数を1通にしてください。")
            )
        if self.offer.kind.form == "person" and not given.get("items"):
            self.add_error("items", gettext("のせることを1つ以上選んでください。"))
        return given

    def _is_for_another(self) -> bool:
        """Tell whether what was sent names another: never silently one's own.

        Whose mandate has ended meanwhile is no choice any more.
        """
        return bool(self.data.get("principal", MYSELF) != MYSELF)

    def _ask_only_what_applies(self) -> None:
        kind, language = self.offer.kind, get_language() or "ja"
        mine = (MYSELF, gettext("わたしの分"))
        names = [
            (ref, gettext("%(name)sさんの分（代理）") % {"name": one.name})
            for ref, one in self.others.items()
        ]
        is_own = not names and self.channel == WEB
        scopes = certification.SCOPES if is_own else certification.SCOPES_OF_OTHERS
        whose = self.fields["principal"]
        whose.error_messages["invalid_choice"] = gettext(
            certification.ProxyRefused.sentence
        )
        speaking.choose(whose, [mine, *names])
        speaking.choose(self.fields["purpose"], [("", "—"), *_purposes()])
        speaking.choose(
            self.fields["scope"],
            [(one, scopes[one]) for one in kind.scopes],
        )
        items = [(item.key, pick(item.choice or "", language)) for item in kind.choices]
        speaking.choose(self.fields["items"], items)
        years = [
            (year, clock.fiscal_year_title(year))
            for year in certification.years_on(clock.today())
        ]
        speaking.choose(self.fields["year"], [("", "—"), *years])
        ways = [
            certification.rules().deliveries[slug]
            for slug in self.offer.deliveries.get(self.channel, ())
        ]
        speaking.choose(
            self.fields["delivery"],
            [(way.slug, pick(way.title, language)) for way in ways],
        )
        self.fields["delivery"].widget.hints = {
            way.slug: _hint(way, language) for way in ways
        }
        most = range(1, self.offer.copies + 1)
        speaking.choose(self.fields["copies"], [(n, gettext("%d通") % n) for n in most])
        for name, applies in (
            ("principal", bool(self.others) or self._is_for_another()),
            ("scope", len(kind.scopes) > 1),
            ("items", bool(items)),
            ("year", kind.by_year),
            ("copies", any(way.slug != "pdf" for way in ways)),
        ):
            if not applies:
                del self.fields[name]


class EntryForm(RequestForm):
    """窓口での入力: whose certificate, who asks, and what the clerk has seen."""

    channel = "counter"
    number = fields.LineField(
        label="宛名番号",
        max_length=15,
        help_text="住民情報で確かめた、証明する人の番号",
    )
    born = fields.WarekiDateField(
        label="証明する人の生年月日",
        help_text="番号の書き誤りを見つけるためです。住民情報で不詳のときは空けてください。",
        years=Years(150, 0),
        birthday=True,
        must_be="past",
        required=False,
    )
    way = forms.ChoiceField(
        label="請求の方法",
        widget=forms.RadioSelect,
        choices=certification.CounterEntry.Way.choices,
    )
    applicant = fields.LineField(label="請求した人の氏名", max_length=100)
    relation = forms.ChoiceField(
        label="本人との関係",
        widget=forms.RadioSelect,
        choices=certification.CounterEntry.Relation.choices,
    )
    document = fields.LineField(
        label="確かめた本人確認書類",
        max_length=100,
        help_text="書類の種類だけを書いてください（番号は書きません）。",
    )
    authority = fields.LineField(
        label="代理の権限を示す書類",
        max_length=100,
        required=False,
        help_text="代理人のとき（委任状など）。印鑑登録証明書では、印鑑登録証。",
    )
    field_order = (
        "number",
        "born",
        "way",
        "applicant",
        "relation",
        "document",
        "authority",
    )

    def seen(self) -> certification.Seen:
        """Return who asked and what was seen of them, as ``certification.enter`` takes it."""
        given = self.cleaned_data
        return certification.Seen(
            way=given["way"],
            applicant=given["applicant"],
            relation=given["relation"],
            document=given["document"],
            authority=given["authority"],
        )


class DeclineForm(speaking.Form):
    """お出しできない理由."""

    reason = forms.ChoiceField(label="お出しできない理由", widget=forms.RadioSelect)
    note = fields.LineField(
        label="申請した人への説明（その他の理由のとき）", max_length=300, required=False
    )

    def __init__(self, posted: Mapping[str, Any] | None = None) -> None:
        super().__init__(posted)
        speaking.choose(self.fields["reason"], list(certification.DECLINES.items()))


class DispatchForm(speaking.Form):
    """発送の記録."""

    tracking = fields.LineField(
        label="追跡番号（引受番号）", max_length=40, required=False
    )


class EndForm(speaking.Form):
    """失効と差し替えの理由."""

    reason = fields.LineField(label="理由（記録に残ります）", max_length=200)


def _purposes() -> list[tuple[str, str]]:
    language = get_language() or "ja"
    return [
        (purpose.slug, pick(purpose.title, language))
        for purpose in certification.rules().purposes.values()
    ]


def _hint(way: certification.Delivery, language: str) -> str:
    text = pick(way.text, language)
    if not way.postage:
        return text
    cost = gettext("郵送料%(amount)sがかかります。") % {"amount": yen(way.postage)}
    return f"{text}{cost}"
