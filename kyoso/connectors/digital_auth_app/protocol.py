"""The protocol: what is sent to the provider and what is believed of its answers."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from kyoso.connectors.digital_auth_app.settings import Provider
from kyoso.kernel import clock, outbound
from kyoso.kernel.errors import Refusal

# The provider's own example gives an assertion seconds of life; clocks differ.
ASSERTION_SECONDS = 60
CLOCK_SKEW_SECONDS = 30
# What is made anew is answered with 201.
_GOOD = {200, 201}
CLIENT_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class CardLogInRefused(Refusal):
    """The answer of the provider is not one to believe; ``reason`` says why, for the log."""

    code = "card_log_in_refused"
    sentence = (
        "マイナンバーカードでのログインを確認できませんでした。"
        "もう一度はじめからお試しください。"
    )

    def __init__(self, reason: str, status: int = 0) -> None:
        self.reason = reason
        self.status = status
        super().__init__()


class ProviderUnreachable(CardLogInRefused):
    code = "provider_unreachable"
    sentence = (
        "デジタル認証アプリにつながりません。しばらくたってからもう一度お試しください。"
        "お急ぎの方は、メールの確認番号でもログインできます。"
    )


@dataclass(frozen=True)
class Authorization:
    """What must be remembered between sending a person away and seeing them again."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str
    sign_transaction_id: str = ""

    @classmethod
    def begin(cls, redirect_uri: str) -> "Authorization":
        return cls(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(64),
            redirect_uri=redirect_uri,
        )

    def address(self, provider: Provider) -> str:
        """Return where the person goes to hold the card to the telephone."""
        asked = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": provider.scope,
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": create_s256_code_challenge(self.verifier),
            "code_challenge_method": "S256",
        }
        if provider.acr_values:
            asked["acr_values"] = provider.acr_values
        if self.sign_transaction_id:
            asked["sign_transaction_id"] = self.sign_transaction_id
        return f"{provider.authorization_endpoint}?{urlencode(asked)}"

    def is_answered_by(self, given: dict[str, str]) -> bool:
        """Tell whether the parameters of a callback answer this very question."""
        return _same(given.get("state", ""), self.state)

    def to_session(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Person:
    """Whom the provider vouches for: a pairwise subject and the granted attributes."""

    issuer: str
    subject: str
    attributes: dict[str, str]
    acr: str


@dataclass(frozen=True)
class CameBack:
    """Who came back, and the token with which their own things are fetched."""

    subject: str
    acr: str
    access_token: str


def answer(provider: Provider, begun: Authorization, given: dict[str, str]) -> Person:
    """Turn the provider's answer into a person, or raise ``CardLogInRefused``.

    Beside the checks of ``come_back``, userinfo must speak of the same subject.
    """
    came = come_back(provider, begun, given)
    about = ask(
        "GET",
        provider.userinfo_endpoint,
        headers={"Authorization": f"Bearer {came.access_token}"},
    )
    if about.get("sub") != came.subject:
        raise CardLogInRefused("userinfo_subject")
    wanted = set(provider.scope.split()) - {"openid", "sign"}
    return Person(
        issuer=provider.issuer,
        subject=came.subject,
        attributes={
            name: str(about[name]) for name in sorted(wanted) if about.get(name)
        },
        acr=came.acr,
    )


def come_back(
    provider: Provider, begun: Authorization, given: dict[str, str]
) -> CameBack:
    """Believe a callback, or raise ``CardLogInRefused``.

    ``given`` are its parameters. Every check of the code flow is made: state,
    single code, signature of the ID token with the provider's ES256 key, issuer,
    audience, times, nonce and ``at_hash``.
    """
    if not begun.is_answered_by(given):
        raise CardLogInRefused("state")
    if "error" in given:
        raise CardLogInRefused(f"provider:{given['error'][:40]}")
    tokens = _fetch_tokens(provider, begun, given.get("code", ""))
    claims = _believe(provider, begun, tokens)
    return CameBack(
        str(claims["sub"]), str(claims.get("acr", "")), tokens["access_token"]
    )


def client_assertion(provider: Provider) -> str:
    """Return a signed statement of who this installation is (private_key_jwt)."""
    key = RSAKey.import_key(Path(provider.key_file).read_text("utf-8"))
    issued = int(clock.now().timestamp())
    claims = {
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": provider.token_endpoint,
        "jti": secrets.token_urlsafe(24),
        "iat": issued,
        "exp": issued + ASSERTION_SECONDS,
    }
    return jwt.encode({"alg": "RS256", "kid": key.thumbprint()}, claims, key)


def half_hash(token: str) -> str:
    """Return ``at_hash`` of an access token (OpenID Connect Core 3.1.3.6)."""
    left = hashlib.sha256(token.encode("ascii")).digest()[:16]
    return base64.urlsafe_b64encode(left).rstrip(b"=").decode("ascii")


def _fetch_tokens(
    provider: Provider, begun: Authorization, code: str
) -> dict[str, Any]:
    tokens = ask(
        "POST",
        provider.token_endpoint,
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": begun.redirect_uri,
            "code_verifier": begun.verifier,
            "client_id": provider.client_id,
            "client_assertion_type": CLIENT_ASSERTION,
            "client_assertion": client_assertion(provider),
        },
    )
    if not isinstance(tokens.get("access_token"), str) or not isinstance(
        tokens.get("id_token"), str
    ):
        raise CardLogInRefused("tokens")
    return tokens


def _believe(
    provider: Provider, begun: Authorization, tokens: dict[str, Any]
) -> dict[str, Any]:
    """Return the claims of the ID token once every one of them has been checked."""
    keys = ask("GET", provider.keys_endpoint)
    try:
        found = KeySet(
            [
                ECKey.import_key(key)
                for key in keys.get("keys", [])
                if key.get("kty") == "EC"
            ]
        )
        claims: dict[str, Any] = jwt.decode(
            tokens["id_token"], found, algorithms=["ES256"]
        ).claims
    except (JoseError, ValueError, KeyError, TypeError) as problem:
        raise CardLogInRefused(f"signature:{type(problem).__name__}") from None
    moment = clock.now().timestamp()
    audience = claims.get("aud")
    checks = {
        "issuer": claims.get("iss") == provider.issuer,
        "audience": provider.client_id == audience or audience == [provider.client_id],
        "expiry": _number(claims.get("exp")) > moment - CLOCK_SKEW_SECONDS,
        "issued": _number(claims.get("iat")) <= moment + CLOCK_SKEW_SECONDS,
        "nonce": _same(str(claims.get("nonce", "")), begun.nonce),
        "at_hash": claims.get("at_hash") == half_hash(tokens["access_token"]),
        "subject": bool(claims.get("sub")),
        # The question passed through the browser: what was asked must be answered.
        "acr": not provider.acr_values
        or claims.get("acr") in provider.acr_values.split(),
    }
    for name, holds in checks.items():
        if not holds:
            raise CardLogInRefused(name)
    return claims


def _same(told: str, kept: str) -> bool:
    """Compare in constant time; ``compare_digest`` takes bytes of any letters."""
    return hmac.compare_digest(told.encode("utf-8", "replace"), kept.encode())


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def ask(method: str, url: str, **options: Any) -> dict[str, Any]:
    """Call the provider; anything but a JSON object with success is a refusal."""
    try:
        got = outbound.request(method, url, **options)
    except outbound.NoAnswer:
        raise ProviderUnreachable("no_answer") from None
    except Refusal as refusal:
        raise CardLogInRefused(refusal.code) from None
    if got.status_code >= 500:
        raise ProviderUnreachable(f"status:{got.status_code}")
    if got.status_code not in _GOOD:
        raise CardLogInRefused(f"status:{got.status_code}", got.status_code)
    try:
        found = got.json()
    except json.JSONDecodeError:
        raise CardLogInRefused("json") from None
    if not isinstance(found, dict):
        raise CardLogInRefused("json")
    return found
