"""The door of the documents engine.

    from kyoso.engines.documents import api as documents

    documents.papers.register(documents.Paper(
        "applications.decision", "交付決定通知書",
        template="/citizens/applications/papers/decision.typ",
        seal=documents.Seal.OMITTED, instruction=True, may_read=may_read_notice))
    document = documents.issue("applications.decision", data={"to": {"name": …},
        "sender": {"title": "能代市長"}, "subject": …, "body": […], "items": […],
        "instruction": […]}, section=case.section, about=case.ref, by=account)

``issue`` belongs inside the business transaction. ``Document.state``,
``.number``, ``.file`` tell where it stands; ``document_made`` is the event. The
keys of ``data`` are in ``papers/base.typ``, which a template imports as
``"/engines/documents/papers/base.typ"``. ``render`` is for the worker and tests.
"""

from kyoso.engines.documents.actions import (
    issue,
    may_read,
    order_notices,
    register_seal,
    replace_glyphs,
)
from kyoso.engines.documents.addressees import Addressee
from kyoso.engines.documents.addressees import read as read_addressees
from kyoso.engines.documents.errors import (
    GlyphsSettled,
    GlyphStillUnwritable,
    InstructionMissing,
    SealNotKept,
    SignerMissing,
    SymbolMissing,
)
from kyoso.engines.documents.events import document_made
from kyoso.engines.documents.fonts import SERIF
from kyoso.engines.documents.glyphs import clusters, unwritable, unwritable_in
from kyoso.engines.documents.kinds import (
    Paper,
    Seal,
    Signer,
    papers,
    ready_signer,
    signers,
)
from kyoso.engines.documents.models import Document, NoticeRun, SealImage, SealUse
from kyoso.engines.documents.rendering import pages_of, render
from kyoso.engines.documents.seals import stamp

__all__ = [
    "SERIF",
    "Addressee",
    "Document",
    "GlyphStillUnwritable",
    "GlyphsSettled",
    "InstructionMissing",
    "NoticeRun",
    "Paper",
    "Seal",
    "SealImage",
    "SealNotKept",
    "SealUse",
    "Signer",
    "SignerMissing",
    "SymbolMissing",
    "clusters",
    "document_made",
    "issue",
    "may_read",
    "order_notices",
    "pages_of",
    "papers",
    "read_addressees",
    "ready_signer",
    "register_seal",
    "render",
    "replace_glyphs",
    "signers",
    "stamp",
    "unwritable",
    "unwritable_in",
]
