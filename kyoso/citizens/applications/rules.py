"""What a draft is about, and what a code on paper looks like."""

import re
from urllib.parse import parse_qs, urlsplit

from kyoso.kernel.text import fold

# What drafts of this capability are about: ``procedure:<slug>``, ``case:<ref>``.
PROCEDURE, CASE = "procedure", "case"
_NOT_IN_NUMBERS = re.compile(r"[^0-9A-Z]")


def about(kind: str, name: str) -> str:
    """Return what a draft of this capability is about."""
    return f"{kind}:{name}"


def subject_of(about_: str, kind: str) -> str | None:
    """Return the slug or ref that a draft is about, if it is of this kind."""
    found, _, name = about_.partition(":")
    return name if found == kind and name else None


def typed_code(given: str) -> str:
    """Return the code that was typed, or that stands in a scanned link."""
    text = given.strip()[:300]
    if "code=" in text:
        found = parse_qs(urlsplit(text).fragment).get("code", [""])
        return found[0]
    return text


def scanned(link: str, code: str) -> str:
    """Return what a QR code says: the code behind the #, which is sent to no server."""
    return f"{link}#code={code}"


def receipt_number_of(typed: str) -> str:
    """Return ``2026-7K3M-QW2T`` from what was typed: any width, case, punctuation."""
    letters = _NOT_IN_NUMBERS.sub("", fold(typed[:100]).upper())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
