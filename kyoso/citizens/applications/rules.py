"""What the answers say about the applicant, and what a code on paper looks like."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kyoso.engines.casework.api import Applicant, ApplicantKind
from kyoso.engines.forms.api import Definition
from kyoso.engines.people.api import Account, Company
from kyoso.kernel.text import fold

ELECTRONIC = "electronic"
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


def applicant_of(
    definition: Definition,
    values: Mapping[str, Any],
    *,
    account: Account | None,
    company: Company | None = None,
    contact: str = "",
    language: str,
) -> Applicant:
    """Return who applies, from the answers that the form says are the applicant's.

    Of a company, name and address are the registered ones; the answers say who
    is in charge (else ``contact``) and how to reach that person.

    Notices are electronic only if the person chose so (``notice``) and gave an
    address; everything else goes by post.
    """
    answer = {role: values.get(key) for role, key in definition.applicant.items()}
    name = answer.get("name") or {}
    home = answer.get("address") or {}
    if company is not None:
        home = {"postcode": company.postcode, "address": company.address}
    return Applicant(
        account=account,
        kind=ApplicantKind(company.kind) if company else ApplicantKind.PERSON,
        contact=(name.get("name", "") or contact) if company else "",
        name=company.name if company else name.get("name", ""),
        kana=company.kana if company else name.get("kana", ""),
        postcode=home.get("postcode", ""),
        address=home.get("address", ""),
        phone=answer.get("phone") or "",
        email=answer.get("email") or "",
        electronic=answer.get("notice") == ELECTRONIC and bool(answer.get("email")),
        language=language,
    )


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
