"""文書: issued papers with their numbers and seals, and the notices to many."""

from kyoso.engines.documents.models.papers import (
    Counter,
    Document,
    DocumentQuerySet,
    SealImage,
    SealUse,
)
from kyoso.engines.documents.models.runs import (
    Notice,
    NoticeRun,
    NoticeSheet,
)

__all__ = [
    "Counter",
    "Document",
    "DocumentQuerySet",
    "Notice",
    "NoticeRun",
    "NoticeSheet",
    "SealImage",
    "SealUse",
]
