"""The double's page: choose a card the city knows, a certificate, and what breaks."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kyoso.connectors.store_terminals.sandbox.terminal import TROUBLES, Terminal
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel import outbound
from kyoso.kernel.access import anyone
from kyoso.kernel.doors import OFFICE
from kyoso.kernel.errors import Refusal
from kyoso.ui import forms as speaking


class TerminalForm(speaking.Form):
    """端末の操作."""

    card = forms.ChoiceField(label="カード（市が知っている架空の人）")
    kind = forms.ChoiceField(label="証明書")
    trouble = forms.ChoiceField(
        label="起こすこと", required=False, widget=forms.RadioSelect, choices=TROUBLES
    )

    def __init__(self, posted: object = None) -> None:
        super().__init__(posted, initial={"trouble": ""})
        known = people.ExternalIdentity.objects.select_related("account__resident")
        self.cards = {str(one.pk): one for one in known.order_by("pk")[:50]}
        card, kind = self.fields["card"], self.fields["kind"]
        assert isinstance(card, forms.ChoiceField)
        assert isinstance(kind, forms.ChoiceField)
        card.choices = [
            (key, one.account.resident.name) for key, one in self.cards.items()
        ]
        kind.choices = [
            (slug, one.title["ja"]) for slug, one in certification.kinds().items()
        ]


@anyone
def terminal(request: HttpRequest) -> HttpResponse:
    """Serve one person, and show every message that was said."""
    form = TerminalForm(request.POST if request.method == "POST" else None)
    made = None
    if request.method == "POST" and form.is_valid():
        card = form.cards[form.cleaned_data["card"]]
        made = Terminal(_over_http)
        try:
            made.run(
                {"issuer": card.issuer, "subject": card.subject},
                form.cleaned_data["kind"],
                trouble=form.cleaned_data["trouble"],
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    ctx = {"form": form, "terminal": made}
    return render(request, "store_terminals_sandbox/terminal.html", ctx)


def _over_http(
    method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    base = settings.DOORS[OFFICE]["base"]
    got = outbound.request(method, f"{base}{path}", headers=headers, content=body)
    named = {name.title(): value for name, value in got.headers.items()}
    return got.status_code, named, got.content
