"""証明書の用紙: the three ways in which one layout is sealed, and what goes on it."""

from collections.abc import Mapping
from typing import Any

import segno

from kyoso.engines.certification.models import Certificate
from kyoso.engines.certification.offering import rules
from kyoso.engines.certification.reading import may_handle
from kyoso.engines.documents import api as documents
from kyoso.engines.people.api import Account
from kyoso.kernel import doors

SIGNED = "certification.signed"
STAMPED = "certification.stamped"
IMPRINTED = "certification.imprinted"
_TEMPLATE = "/engines/certification/papers/certificate.typ"


def contents(document: documents.Document) -> Mapping[str, Any]:
    """Return what the worker writes on the paper, from the table that is closed."""
    found = Certificate.objects.select_related("content").get(document=document)
    address = doors.link(doors.PUBLIC, "certification:certificate", found.code)
    return {
        **found.content.told,
        "sender": {"title": rules().issuer},
        "code": found.code,
        "verify": address,
        "qr": segno.make(address, error="m").svg_inline(border=2, scale=4),
    }


def may_read(account: Account, document: documents.Document) -> bool:
    """Let the officers read it who issue it; a requester gets it by a card's session."""
    if account.kind != Account.Kind.OFFICER:
        return False
    found = Certificate.objects.select_related("order__section").filter(
        document=document
    )
    certificate = found.first()
    return certificate is not None and may_handle(account.officer, certificate.order)


def person(document: documents.Document) -> Account | None:
    found = Certificate.objects.select_related(
        "order__requested_by", "order__principal"
    ).filter(document=document)
    certificate = found.first()
    return certificate.order.subject if certificate else None


def all_papers() -> list[documents.Paper]:
    """Return the papers: one template, three seals."""
    seals = {
        SIGNED: documents.Seal.SIGNATURE,
        STAMPED: documents.Seal.REQUIRED,
        IMPRINTED: documents.Seal.IMAGE,
    }
    return [
        documents.Paper(
            slug,
            "証明書",
            template=_TEMPLATE,
            may_read=may_read,
            seal=seal,
            numbered=False,
            person=person,
            contents=contents,
        )
        for slug, seal in seals.items()
    ]
