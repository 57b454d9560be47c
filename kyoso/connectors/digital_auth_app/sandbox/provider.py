"""The provider's side: what it demands, and the tokens that it gives."""

import hashlib
import hmac
import json
import secrets
from typing import Any

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings
from django.core.cache import cache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from kyoso.connectors.digital_auth_app.protocol import CLIENT_ASSERTION, half_hash
from kyoso.connectors.digital_auth_app.sandbox import registration, signing
from kyoso.connectors.digital_auth_app.sandbox.cards import HOLDERS
from kyoso.connectors.digital_auth_app.sandbox.wrong import Wrong
from kyoso.kernel import clock

CODE_SECONDS = 60
TOKEN_SECONDS = 300
# The authentication PIN locks at the third wrong one, the signing PIN at the fifth.
PIN_TRIES = {"login": 3, "signing": 5}
ATTRIBUTES = ("name", "address", "birthdate", "gender")
SEXES = {"1": "male", "2": "female", "3": "other"}


def issuer() -> str:
    base: str = settings.DOORS["sandbox"]["base"]
    return f"{base}/api/realms/main"


def check_request(asked: dict[str, str]) -> None:
    """Refuse an authorization request that the real provider would refuse."""
    client = registration.client()
    if asked.get("client_id") != client["client_id"]:
        raise Wrong("invalid_client", "client_id", told_to_client=False)
    if asked.get("redirect_uri") not in client["redirect_uris"]:
        raise Wrong("invalid_request", "redirect_uri", told_to_client=False)
    if asked.get("response_type") != "code":
        raise Wrong("unsupported_response_type")
    if "openid" not in asked.get("scope", "").split():
        raise Wrong("invalid_scope")
    for name in ("state", "nonce"):
        if not 1 <= len(asked.get(name, "")) <= 255:
            raise Wrong("invalid_request", name)
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        raise Wrong("invalid_request", "code_challenge")
    if is_signing(asked) and not signing.is_open(asked.get("sign_transaction_id", "")):
        raise Wrong("invalid_request", "sign_transaction_id")


def is_signing(asked: dict[str, str]) -> bool:
    """Tell whether a request asks for a signature beside the log-in."""
    return "sign" in asked.get("scope", "").split()


def check_pin(slug: str, pin: str, use: str = "login") -> str:
    """Return an empty string for the right PIN, else ``wrong`` or ``locked``.

    Each use of a card locks by itself at the last wrong PIN in a row.
    """
    key, most = f"sandbox-pin-{use}-{slug}", PIN_TRIES[use]
    holder = HOLDERS[slug]
    right = holder.pin if use == "login" else holder.signing_pin
    places = [f"{key}-{number}" for number in range(most)]
    # Claimed before it is compared, so that many at once are no more than so many.
    if not any(cache.add(place, 1, 3600) for place in places):
        return "locked"
    if hmac.compare_digest(pin.encode(), right.encode()):
        cache.delete_many(places)
        return ""
    return "locked" if len(cache.get_many(places)) >= most else "wrong"


def give_code(asked: dict[str, str], slug: str) -> str:
    """Return a code for the person whose card was read; it lives a minute, once."""
    code = secrets.token_urlsafe(32)
    cache.set(
        f"sandbox-code-{code}", json.dumps({**asked, "holder": slug}), CODE_SECONDS
    )
    return code


def give_tokens(sent: dict[str, str]) -> dict[str, Any]:
    """Exchange a code for tokens, or raise ``Wrong``."""
    if sent.get("grant_type") == "client_credentials":
        return _token_of_client(sent)
    if sent.get("grant_type") != "authorization_code":
        raise Wrong("unsupported_grant_type")
    _check_client(sent)
    key = f"sandbox-code-{sent.get('code', '')}"
    kept = cache.get(key)
    if kept is None or not cache.delete(key):
        raise Wrong("invalid_grant", "code")
    asked = json.loads(kept)
    if sent.get("redirect_uri") != asked["redirect_uri"]:
        raise Wrong("invalid_grant", "redirect_uri")
    if (
        create_s256_code_challenge(sent.get("code_verifier", ""))
        != asked["code_challenge"]
    ):
        raise Wrong("invalid_grant", "code_verifier")
    return _tokens(asked)


def granted_to(access_token: str) -> dict[str, str]:
    """Return what was granted with an access token, or raise ``Wrong``."""
    kept = cache.get(f"sandbox-token-{access_token}")
    if kept is None:
        raise Wrong("invalid_token")
    found: dict[str, str] = json.loads(kept)
    return found


def about(access_token: str) -> dict[str, str]:
    """Return userinfo for an access token, with the granted attributes only."""
    granted = granted_to(access_token)
    if not granted["holder"]:
        raise Wrong("invalid_token")
    holder = HOLDERS[granted["holder"]]
    known = {
        "name": holder.name,
        "address": holder.address,
        "birthdate": f"{holder.born[1:5]}-{holder.born[5:7]}-{holder.born[7:9]}",
        "gender": SEXES[holder.sex],
    }
    told = {
        name: known[name] for name in ATTRIBUTES if name in granted["scope"].split()
    }
    return {"sub": granted["sub"], **told}


def public_keys() -> dict[str, Any]:
    key = registration.token_key()
    return {
        "keys": [{**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig"}]
    }


def pairwise_subject(client_id: str, slug: str) -> str:
    """Return the holder's name for this client; another client gets another one."""
    return hashlib.sha256(f"toy:{client_id}:{slug}".encode()).hexdigest()


def _tokens(asked: dict[str, str]) -> dict[str, Any]:
    access_token = secrets.token_urlsafe(32)
    subject = pairwise_subject(asked["client_id"], asked["holder"])
    granted = {
        "sub": subject,
        "holder": asked["holder"],
        "scope": asked["scope"],
        "transaction": asked.get("sign_transaction_id", ""),
    }
    cache.set(f"sandbox-token-{access_token}", json.dumps(granted), TOKEN_SECONDS)
    issued = int(clock.now().timestamp())
    claims = {
        "iss": issuer(),
        "sub": subject,
        "aud": asked["client_id"],
        "iat": issued,
        "auth_time": issued,
        "exp": issued + TOKEN_SECONDS,
        "nonce": asked["nonce"],
        "at_hash": half_hash(access_token),
        "acr": asked.get("acr_values", "").split(" ")[0],
    }
    key: ECKey = registration.token_key()
    id_token = jwt.encode({"alg": "ES256", "kid": key.thumbprint()}, claims, key)
    return {
        "access_token": access_token,
        "id_token": id_token,
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "scope": asked["scope"],
    }


def _token_of_client(sent: dict[str, str]) -> dict[str, Any]:
    """Return a token of the client itself, with which it may only begin a signing."""
    _check_client(sent)
    if sent.get("scope") != "sign":
        raise Wrong("invalid_scope")
    access_token = secrets.token_urlsafe(32)
    granted = {"sub": "", "holder": "", "scope": "sign", "transaction": ""}
    cache.set(f"sandbox-token-{access_token}", json.dumps(granted), TOKEN_SECONDS)
    return {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "scope": "sign",
    }


def _check_client(sent: dict[str, str]) -> None:
    """Refuse any client authentication but a fresh, first-seen private_key_jwt."""
    client = registration.client()
    if sent.get("client_assertion_type") != CLIENT_ASSERTION:
        raise Wrong("invalid_client", "client_assertion_type")
    try:
        claims = jwt.decode(
            sent.get("client_assertion", ""),
            RSAKey.import_key(client["public_key"]),
            algorithms=["RS256"],
        ).claims
    except (JoseError, ValueError):
        raise Wrong("invalid_client", "signature") from None
    expected = {
        "iss": client["client_id"],
        "sub": client["client_id"],
        "aud": f"{issuer()}/protocol/openid-connect/token",
    }
    if any(claims.get(name) != value for name, value in expected.items()):
        raise Wrong("invalid_client", "claims")
    if not claims.get("exp", 0) > clock.now().timestamp():
        raise Wrong("invalid_client", "exp")
    if not cache.add(f"sandbox-jti-{claims.get('jti')}", 1, 3600):
        raise Wrong("invalid_client", "jti")
