"""Forms of the two log-in doors: allauth's, with our words and our widths."""

import struct
from typing import Any

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    LoginForm,
    ReauthenticateForm,
    SignupForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

from kyoso.engines.people.models import Account
from kyoso.kernel import text

_EMAIL_EMPTY = _("メールアドレスを入力してください。")
_EMAIL_WRONG = _("メールアドレスは「@」を含むメールアドレスを入力してください。")


class ServerDecides:
    """The server says what is missing, in words; the browser blocks nothing."""

    use_required_attribute = False


class Folded(forms.CharField):
    """A field that takes full-width letters and digits as they are typed."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return text.fold(typed) if isinstance(typed, str) else typed


class FoldedEmail(forms.EmailField):
    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return text.fold(typed) if isinstance(typed, str) else typed


def email_field(support: Any = "") -> FoldedEmail:
    return FoldedEmail(
        label=_("メールアドレス"),
        help_text=support,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _EMAIL_EMPTY,
            "invalid": _EMAIL_WRONG,
            "max_length": _("メールアドレスは254文字までで入力してください。"),
        },
    )


def code_field(label: Any, support: Any) -> Folded:
    return Folded(
        label=label,
        help_text=support,
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "size": "8",
            }
        ),
        error_messages={
            "required": _("番号を入力してください。"),
            "max_length": _("番号は6けたの数字で入力してください。"),
        },
    )


class ResidentLoginForm(ServerDecides, LoginForm):  # type: ignore[misc]
    """Only the mail address: the code goes there. An officer's is as if unknown."""

    user: Account | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field(
            _("登録したメールアドレスに、6けたの番号を送ります。")
        )

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.user is not None and self.user.kind != Account.Kind.RESIDENT:
            self.user = None
        return cleaned


class ResidentSignupForm(ServerDecides, SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field(
            _("このアドレスに、6けたの番号を送ります。パスワードは要りません。")
        )


class LoginCodeForm(ServerDecides, ConfirmLoginCodeForm):  # type: ignore[misc]
    code = code_field(_("届いた番号"), _("メールに書かれた6けたの数字です。"))


class SignupCodeForm(ServerDecides, ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    code = code_field(_("届いた番号"), _("メールに書かれた6けたの数字です。"))


class OfficerLoginForm(ServerDecides, LoginForm):  # type: ignore[misc]
    """Mail address and password; the second factor follows."""

    password = forms.CharField(
        label="パスワード",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "パスワードを入力してください。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.order_fields(["login", "password"])

    def _setup_password_field(self) -> None:
        """Keep the password, although residents sign up without one."""


class PasswordAgainForm(ServerDecides, ReauthenticateForm):  # type: ignore[misc]
    password = forms.CharField(
        label="パスワード",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "パスワードを入力してください。"},
    )


class SecondFactorForm(ServerDecides, AuthenticateForm):  # type: ignore[misc]
    code = code_field(
        "認証アプリの番号", "スマートフォンの認証アプリに出ている6けたの数字です。"
    )


class TotpForm(ServerDecides, ActivateTOTPForm):  # type: ignore[misc]
    code = code_field(
        "認証アプリの番号", "読み取ったあとにアプリに出る6けたの数字です。"
    )


# What fido2 raises when the browser's answer is not of the shape of one.
_MALFORMED = (
    AttributeError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    struct.error,
)


def _not_a_passkey() -> forms.ValidationError:
    return forms.ValidationError(
        _("パスキーを使えませんでした。もう一度お試しください。")
    )


class _CarefulCredential:
    """Refuses a hostile answer with a sentence, where fido2 would fall over."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _MALFORMED:
            raise _not_a_passkey() from None


class PasskeyLoginForm(_CarefulCredential, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeySecondForm(_CarefulCredential, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAgainForm(_CarefulCredential, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyForm(ServerDecides, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey that logs in by itself (kept on the device, with its lock)."""

    passwordless = forms.BooleanField(
        required=False, initial=True, widget=forms.HiddenInput
    )
    name = forms.CharField(
        label=_("パスキーの名前"),
        help_text=_("例：わたしのスマートフォン"),
        required=False,
        max_length=60,
        error_messages={
            "max_length": _("パスキーの名前は60文字までで入力してください。")
        },
    )

    def clean(self) -> Any:
        try:
            return super().clean()
        except _MALFORMED:
            raise _not_a_passkey() from None


class NewPasswordForm(ServerDecides, forms.Form):
    """An officer's new password, typed once and shown on demand by the browser."""

    password = forms.CharField(
        label="新しいパスワード",
        help_text="12文字以上で、よく使われる言葉だけのものは避けてください。",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "新しいパスワードを入力してください。"},
    )
