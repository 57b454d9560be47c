"""How django-allauth works in this house: two doors, our words, our mails.

Nobody crosses doors: whatever way in is used (code, password, passkey, an
outside identity), ``pre_login`` is the one gate that compares the account's kind
with the door.
"""

import smtplib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit
from kyoso.engines.people.models import Account, IdentityLevel, Resident
from kyoso.kernel import clock
from kyoso.kernel.doors import OFFICE, PUBLIC, link

KIND_OF_DOOR = {PUBLIC: Account.Kind.RESIDENT, OFFICE: Account.Kind.OFFICER}
# What allauth tells by a message; what is not here needs no words.
_MESSAGES = {
    "account/messages/logged_out.txt": _("ログアウトしました。"),
    "mfa/messages/webauthn_added.txt": _("パスキーを登録しました。"),
    "mfa/messages/webauthn_removed.txt": _("パスキーを削除しました。"),
    "mfa/messages/totp_activated.txt": _("認証アプリを登録しました。"),
    "mfa/messages/totp_deactivated.txt": _("認証アプリを外しました。"),
}
_TOO_MANY = _("回数が多すぎます。しばらく待って、もう一度お試しください。")
_WRONG_CODE = _("番号が違います。届いたメールの番号を確かめてください。")


def door_of(request: HttpRequest | None) -> str:
    """Return the door of a request, as ``DoorMiddleware`` decided it."""
    return str(getattr(request, "door", PUBLIC))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The house's answers to allauth's questions about accounts."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("この利用者は停止されています。"),
        "email_password_mismatch": _("メールアドレスかパスワードが違います。"),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("パスワードが違います。"),
        "email_taken": _("このメールアドレスは、すでに使われています。"),
        "invalid_login": _("メールアドレスを確かめてください。"),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "unverified_primary_email": _("メールアドレスを確認してください。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return door_of(request) == PUBLIC

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return "/" if door_of(request) == OFFICE else reverse("people:account")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login") if door_of(request) == OFFICE else "/"

    def get_login_stages(self) -> list[str]:
        """Officers give a second factor; a resident's passkey is one way of two.

        A resident with a passkey must still get in by mail without JavaScript.
        """
        stages: list[str] = super().get_login_stages()
        if door_of(context.request) == OFFICE:
            return stages
        return [stage for stage in stages if not stage.startswith("allauth.mfa.")]

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Compare the password; an account of the other door is as if unknown."""
        account = super().authenticate(request, **credentials)
        if account is None or account.kind != KIND_OF_DOOR[door_of(request)]:
            return None
        assert isinstance(account, Account)
        return account

    def pre_login(
        self, request: HttpRequest, user: Account, **told: Any
    ) -> HttpResponse | None:
        if user.kind != KIND_OF_DOOR[door_of(request)]:
            clear_login(request)
            messages.error(request, _("このログインは、この画面では使えません。"))
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **told)
        return response

    def post_login(
        self, request: HttpRequest, user: Account, **told: Any
    ) -> HttpResponseBase:
        note_log_in(request, user)
        response: HttpResponseBase = super().post_login(request, user, **told)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Account):
            audit.record("people.logged_out", by=request.user, subject=request.user)
        super().logout(request)

    @transaction.atomic
    def save_user(
        self, request: HttpRequest, user: Account, form: Any, *args: Any, **kwargs: Any
    ) -> Account:
        """Make the resident together with the account of a sign-up."""
        user.kind = Account.Kind.RESIDENT
        account: Account = super().save_user(request, user, form, *args, **kwargs)
        Resident.objects.create(account=account)
        audit.record(
            "people.resident_registered", by=account, subject=account, person=account
        )
        return account

    def is_reauthentication_required(self, *, app: str, **told: Any) -> bool:
        """Whoever logged in within the last minutes need not do it again."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = clock.now().timestamp() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not any(record["at"] >= fresh for record in records)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Officers by password; residents by passkey, where they have one."""
        door = door_of(context.request)
        name = (
            "account_reauthenticate"
            if door == OFFICE
            else "mfa_reauthenticate_webauthn"
        )
        has_passkey = Authenticator.objects.filter(
            user=user, type=Authenticator.Type.WEBAUTHN
        ).exists()
        if door == PUBLIC and not has_passkey:
            return []
        return [{"id": name, "description": "", "url": reverse(name)}]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or _MESSAGES.get(message_template or "")
        if words:
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell who signs up twice to log in; there are no passwords to reset."""
        self.send_mail(
            "account/email/account_already_exists",
            email,
            {"login_url": link(PUBLIC, "account_login")},
        )

    def format_email_subject(self, subject: str) -> str:
        return subject.strip()

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send our mail for allauth's; a mail server that is away is told kindly."""
        prefix = template_prefix.replace("account/email/", "people/email/")
        try:
            super().send_mail(prefix, email, context)
        except (smtplib.SMTPException, OSError):
            page = render(self.request, "people/mail_away.html", status=503)
            raise ImmediateHttpResponse(page) from None


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The house's answers to allauth's questions about passkeys and TOTP."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("番号が違います。もう一度お試しください。"),
        "unverified_email": _("先にメールアドレスを確認してください。"),
    }

    def get_totp_issuer(self) -> str:
        return "Kyoso"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        return f"パスキー{self._kinds_of(user).count(type) + 1}"

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        if user.is_anonymous:
            return False
        kinds = self._kinds_of(user)
        return bool(kinds) if types is None else any(kind in types for kind in kinds)

    def _kinds_of(self, user: Any) -> list[str]:
        """Return the kinds of somebody's keys, asked once where allauth asks each apart.

        Kept with the request: an adapter is made anew for each question.
        """
        request = context.request
        kept: dict[int, list[str]] = getattr(request, "kinds_of_keys", {})
        if user.pk not in kept:
            of_user = Authenticator.objects.filter(user_id=user.pk)
            kept[user.pk] = list(of_user.values_list("type", flat=True))
            if request is not None and request.method == "GET":
                request.kinds_of_keys = kept
        return kept[user.pk]


def note_log_in(request: HttpRequest, account: Account) -> None:
    """Record a log-in, and that a mail address which got a code is theirs."""
    if account.kind == Account.Kind.RESIDENT:
        Resident.objects.filter(account=account, level__lt=IdentityLevel.EMAIL).update(
            level=IdentityLevel.EMAIL
        )
    audit.record("people.logged_in", by=account, subject=account, door=door_of(request))
