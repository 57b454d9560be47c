"""What the environment says of the world outside, and of the keys used towards it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kyoso.config import environment as env


def digital_auth_app(
    doors: Mapping[str, Mapping[str, str]], var: Path, *, production: bool
) -> dict[str, str]:
    """Return the registration at the Digital Authentication App; no issuer: no log-in by card.

    No ``sign_url``: nobody signs with the card.
    """
    sandbox = "" if production else doors["sandbox"]["base"]
    return {
        "issuer": env.text(
            "KYOSO_CARD_ISSUER", sandbox and f"{sandbox}/api/realms/main"
        ),
        "client_id": env.text("KYOSO_CARD_CLIENT_ID", "" if production else "RP000000"),
        "key_file": env.text(
            "KYOSO_CARD_KEY_FILE", str(var / "sandbox" / "client-key.pem")
        ),
        "scope": env.text("KYOSO_CARD_SCOPE", "openid name address birthdate gender"),
        "acr_values": env.text("KYOSO_CARD_ACR", "aal3 crl"),
        "sign_url": env.text(
            "KYOSO_CARD_SIGN_URL", sandbox and f"{sandbox}/api/sign-transactions"
        ),
        "anchors_folder": env.text(
            "KYOSO_CARD_ANCHORS", "" if production else str(var / "sandbox" / "anchors")
        ),
    }


def payment_page(base: str, *, production: bool) -> dict[str, str]:
    """Return the company on whose page residents pay; none: no payment on the web."""
    return {
        "base": env.text("KYOSO_PAYMENT_URL", base),
        "key": env.text("KYOSO_PAYMENT_KEY", "" if production else "toy"),
        "webhook_key": env.text(
            "KYOSO_PAYMENT_WEBHOOK_KEY", "" if production else "toy"
        ),
    }


def city_signature(var: Path, *, production: bool) -> dict[str, str]:
    """Return the city's signature on papers: its certificate, the chain after it, its key."""
    folder = var / "sandbox"
    return {
        "certificate_file": env.text(
            "KYOSO_SIGNATURE_CERTIFICATE_FILE",
            "" if production else str(folder / "city-signature.pem"),
        ),
        "key_file": env.text(
            "KYOSO_SIGNATURE_KEY_FILE",
            "" if production else str(folder / "city-signature-key.pem"),
        ),
    }


def store_terminals(*, production: bool) -> dict[str, str]:
    """Return the key agreed with the certificate centre of stores; none: no entrance."""
    return {"key": env.text("KYOSO_STORE_KEY", "" if production else "toy")}


def national_portal(base: str, *, production: bool) -> dict[str, Any]:
    """Return the registration at the national portal; no address: nothing arrives."""
    toy = "" if production else "toy"
    return {
        "base": env.text("KYOSO_PORTAL_URL", base),
        "client_id": env.text("KYOSO_PORTAL_CLIENT_ID", toy),
        "secret": env.text("KYOSO_PORTAL_SECRET", toy),
        # What arrived is kept under the first; the others open what they sealed.
        "box_keys": env.words(
            "KYOSO_PORTAL_BOX_KEY",
            "" if production else "a key for the arrivals of demo and tests",
        ),
        "wait_days": env.number("KYOSO_PORTAL_WAIT_DAYS", 3),
    }


def tray(var: Path, *, production: bool) -> dict[str, str]:
    """Return the key to which papers with a 個人番号 are sealed; none: none is taken."""
    toy = "" if production else str(var / "sandbox" / "tray-public.pem")
    return {"public_key_file": env.text("KYOSO_TRAY_KEY_FILE", toy)}
