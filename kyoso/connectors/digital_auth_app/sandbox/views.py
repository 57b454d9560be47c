"""Pages and endpoints of the sandbox provider."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from csp.decorators import csp_update
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kyoso.connectors.digital_auth_app.sandbox import provider, signing
from kyoso.connectors.digital_auth_app.sandbox.authority import (
    authentication_authority,
)
from kyoso.connectors.digital_auth_app.sandbox.cards import (
    HOLDERS,
    authentication_certificate,
)
from kyoso.connectors.digital_auth_app.sandbox.wrong import Wrong
from kyoso.kernel.access import anyone

PIN_PROBLEMS = {
    "wrong": "暗証番号がちがいます。4けたの数字を、もう一度入力してください。",
    "locked": "暗証番号を3回まちがえたため、このカードには鍵がかかりました。1時間たつと試せます。",
}
SIGNING_PROBLEMS = {
    "wrong": "暗証番号がちがいます。英数字6文字から16文字を、もう一度入力してください。",
    "locked": "署名用の暗証番号を5回まちがえたため、このカードには鍵がかかりました。市役所の窓口で初期化してください（練習用は1時間たつと試せます）。",
}
CARD_PROBLEMS = {
    "expired": "このカードの電子証明書は、有効期限が切れています。",
    "revoked": "このカードの電子証明書は、失効しています。",
}


class CardForm(forms.Form):
    holder = forms.ChoiceField(
        label="カードを選んでください",
        widget=forms.RadioSelect,
        choices=[(h.slug, f"{h.name}（{h.note}）") for h in HOLDERS.values()],
        error_messages={"required": "カードを選んでください。"},
    )
    pin = forms.CharField(
        label="暗証番号",
        help_text="この練習用のカードは、どれも「1234」です。",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "暗証番号を入力してください。"},
    )

    def clean(self) -> dict[str, object]:
        found: dict[str, object] = super().clean() or {}
        slug, pin = found.get("holder"), found.get("pin")
        if isinstance(slug, str) and isinstance(pin, str):
            self.look_at(slug, pin)
        return found

    def look_at(self, slug: str, pin: str) -> None:
        """Say what is wrong with a card and its PIN."""
        if problem := provider.check_pin(slug, pin):
            self.add_error("pin", PIN_PROBLEMS[problem])
        elif bad := authentication_authority().refuses(
            authentication_certificate(slug)
        ):
            self.add_error("holder", CARD_PROBLEMS[bad])


class SigningForm(CardForm):
    """The same card with its other PIN: six to sixteen letters and digits."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["pin"].label = "署名用の暗証番号（英数字6文字から16文字）"
        self.fields["pin"].help_text = "この練習用のカードは、どれも「ABC123」です。"
        self.fields["pin"].widget.attrs["inputmode"] = "text"

    def look_at(self, slug: str, pin: str) -> None:
        """Say what is wrong with the PIN; the certificate is for who verifies."""
        if problem := provider.check_pin(slug, pin, "signing"):
            self.add_error("pin", SIGNING_PROBLEMS[problem])


@anyone
def authorize(request: HttpRequest) -> HttpResponseBase:
    """Ask for a toy card and its PIN, then send the person back with a code."""
    asked = request.GET.dict()
    try:
        provider.check_request(asked)
    except Wrong as wrong:
        if not wrong.told_to_client:
            return render(
                request,
                "digital_auth_sandbox/refused.html",
                {"why": wrong.why},
                status=400,
            )
        return _back(asked, error=wrong.error)
    home = urlsplit(asked["redirect_uri"])
    # The answer of the form leads on to whoever asked, which is another host: the
    # browser lets it go there only if the page with the form says so.
    goes_back = csp_update({"form-action": [f"{home.scheme}://{home.netloc}"]})
    return goes_back(lambda shown: _ask(shown, asked))(request)


def _ask(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    if "cancel" in request.POST:
        return _back(asked, error="access_denied")
    is_signing = provider.is_signing(asked)
    form = (SigningForm if is_signing else CardForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holder = form.cleaned_data["holder"]
        if is_signing:
            _sign(asked["sign_transaction_id"], holder, is_late="late" in request.POST)
        return _back(asked, code=provider.give_code(asked, holder))
    ctx = {"form": form, "is_signing": is_signing}
    return render(request, "digital_auth_sandbox/authorize.html", ctx)


def _sign(transaction: str, holder: str, *, is_late: bool) -> None:
    """Let the card sign, or let the time of the transaction run out before it does."""
    if is_late:
        signing.let_pass(transaction)
    else:
        signing.sign_with(transaction, holder)


@csrf_exempt
@require_POST
@anyone
def token(request: HttpRequest) -> JsonResponse:
    try:
        return JsonResponse(provider.give_tokens(request.POST.dict()))
    except Wrong as wrong:
        status = 401 if wrong.error == "invalid_client" else 400
        told = {"error": wrong.error, "error_description": wrong.why}
        return JsonResponse(told, status=status)


@require_GET
@anyone
def userinfo(request: HttpRequest) -> JsonResponse:
    kind, _, access_token = request.headers.get("Authorization", "").partition(" ")
    try:
        if kind != "Bearer":
            raise Wrong("invalid_token")
        return JsonResponse(provider.about(access_token))
    except Wrong as wrong:
        return JsonResponse({"error": wrong.error}, status=401)


@require_GET
@anyone
def certs(request: HttpRequest) -> JsonResponse:
    return JsonResponse(provider.public_keys())


def _back(asked: dict[str, str], **told: str) -> HttpResponse:
    told |= {"state": asked.get("state", ""), "session_state": "toy"}
    return redirect(f"{asked['redirect_uri']}?{urlencode(told)}")
