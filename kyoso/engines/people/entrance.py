"""The log-in pages of both doors: allauth's views with our forms and templates.

Residents: a code by mail (no JavaScript), a passkey besides, an identity from
elsewhere (``people.base``). Officers: a password and then TOTP or a passkey.
"""

import json
from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.flows.logout import logout as leave
from allauth.mfa.base import views as mfa_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kyoso.engines.people import entrance_forms as forms
from kyoso.engines.people import limits
from kyoso.engines.people.access import anyone, officer_at_any_strength, resident
from kyoso.engines.people.adapter import AccountAdapter
from kyoso.engines.people.identities import ways_elsewhere

# A code has six digits. An office or a telephone company shares one address, and
# few of its people mistype; a program finds one code in a thousand days so.
_WRONG_CODES, _HOUR = 40, 3600


class _Guessed:
    """Guards the six digits of a code against programs, beside allauth's own count.

    allauth counts the tries of a code in the session, where requests at the same
    moment do not see one another, and asks for a new code so often as one likes.
    """

    request: HttpRequest
    _process: Any
    _action: str

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self._action == "verify" and not self._may_guess():
            return HttpResponse(status=429)
        answer: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def form_invalid(self, form: Any) -> HttpResponseBase:
        if self._action == "verify":
            address = limits.address_of(self.request)
            limits.allow("code.wrong", address, _WRONG_CODES, _HOUR)
        answer: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]
        return answer

    def _may_guess(self) -> bool:
        address = limits.address_of(self.request)
        if limits.is_used_up("code.wrong", address, _WRONG_CODES):
            return False
        code = f"{self.request.session.session_key}:{self._process.state['at']}"
        return limits.allow(
            "code.tries",
            code,
            settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS,
            settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT,
        )


class _LoginCode(_Guessed, account_views.ConfirmLoginCodeView):  # type: ignore[misc]
    form_class = forms.LoginCodeForm
    template_name = "people/login_code.html"


class _SignupCode(
    _Guessed,
    account_views.ConfirmEmailVerificationCodeView,  # type: ignore[misc]
):
    form_class = forms.SignupCodeForm
    template_name = "people/signup_code.html"


class _ResidentLogin(account_views.LoginView):  # type: ignore[misc]
    form_class = forms.ResidentLoginForm
    template_name = "people/login.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        next_path = self.request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(next_path, allowed_hosts=None):
            next_path = ""
        ways = ways_elsewhere(next_path)
        return {**super().get_context_data(**told), "ways": ways}


class _OfficerLogin(account_views.LoginView):  # type: ignore[misc]
    form_class = forms.OfficerLoginForm
    template_name = "people/office_login.html"


class _AddPasskey(passkey_views.AddWebAuthnView):  # type: ignore[misc]
    form_class = forms.PasskeyForm
    template_name = "people/passkey_add.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        options = auth.begin_registration(self.request.user, passwordless=True)
        form = told.get("form") or self.get_form()
        return {"form": form, "options_json": json.dumps(options)}


class _PasskeyAgain(passkey_views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    form_class = forms.PasskeyAgainForm
    template_name = "people/passkey_again.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        options = auth.begin_authentication(self.request.user)
        return {"options_json": json.dumps(options)}


class _SecondFactor(mfa_views.AuthenticateView):  # type: ignore[misc]
    form_class = forms.SecondFactorForm
    webauthn_form_class = forms.PasskeySecondForm
    template_name = "people/second_factor.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**told)
        options = context["js_data"]["request_options"]
        return {**context, "options_json": json.dumps(options)}


class _RemovePasskey(passkey_views.RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "people/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")


_resident_login = _ResidentLogin.as_view()
_officer_login = _OfficerLogin.as_view()
_login_code = _LoginCode.as_view()
_signup = account_views.SignupView.as_view(
    form_class=forms.ResidentSignupForm, template_name="people/signup.html"
)
_signup_code = _SignupCode.as_view()
_passkey_login = passkey_views.LoginWebAuthnView.as_view(
    form_class=forms.PasskeyLoginForm
)
_passkey_again = _PasskeyAgain.as_view()
_add_passkey = _AddPasskey.as_view()
_remove_passkey = _RemovePasskey.as_view()
_second_factor = _SecondFactor.as_view()
_password_again = account_views.ReauthenticateView.as_view(
    form_class=forms.PasswordAgainForm, template_name="people/password_again.html"
)
_add_totp = totp_views.ActivateTOTPView.as_view(
    form_class=forms.TotpForm, template_name="people/totp_add.html"
)
_remove_totp = totp_views.DeactivateTOTPView.as_view(
    template_name="people/totp_remove.html", success_url=reverse_lazy("mfa_index")
)
_passkeys = passkey_views.ListWebAuthnView.as_view(template_name="people/passkeys.html")
_security = mfa_views.IndexView.as_view(template_name="people/security.html")


@anyone
def log_in(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _resident_login(request)
    return answer


@anyone
def log_in_code(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _login_code(request)
    return answer


@anyone
def log_in_passkey(request: HttpRequest) -> HttpResponseBase:
    """At both doors; ``pre_login`` refuses the passkey of the other one."""
    answer: HttpResponseBase = _passkey_login(request)
    return answer


@anyone
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """Two requests at once make one account; the second is led to the log-in."""
    try:
        answer: HttpResponseBase = _signup(request)
    except IntegrityError:
        return redirect("account_login")
    return answer


@anyone
def sign_up_code(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _signup_code(request)
    return answer


@anyone
def log_in_office(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _officer_login(request)
    return answer


@anyone
def second_factor(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _second_factor(request)
    return answer


@anyone
@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/closed.html")


@anyone
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Leave, and forget the session: only by POST, so that no image can do it."""
    url = AccountAdapter(request).get_logout_redirect_url(request)
    if request.user.is_authenticated:
        leave(request)
    return redirect(url)


@resident
def passkeys(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _passkeys(request)
    return answer


@resident
def add_passkey(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _add_passkey(request)
    return answer


@resident
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody else's passkey is not found."""
    answer: HttpResponseBase = _remove_passkey(request, pk=pk)
    return answer


@resident
def passkey_again(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _passkey_again(request)
    return answer


@officer_at_any_strength
def security(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _security(request)
    return answer


@officer_at_any_strength
def add_officer_passkey(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _add_passkey(request)
    return answer


@officer_at_any_strength
def remove_officer_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    answer: HttpResponseBase = _remove_passkey(request, pk=pk)
    return answer


@officer_at_any_strength
def add_totp(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _add_totp(request)
    return answer


@officer_at_any_strength
def remove_totp(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _remove_totp(request)
    return answer


@officer_at_any_strength
def password_again(request: HttpRequest) -> HttpResponseBase:
    answer: HttpResponseBase = _password_again(request)
    return answer
