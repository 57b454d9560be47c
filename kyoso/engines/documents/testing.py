"""For tests of other parts: a paper, and what a notice says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from kyoso.engines.documents.kinds import Paper, Seal, papers
from kyoso.engines.documents.models import Document
from kyoso.engines.people.api import Account

LETTER = "/engines/documents/papers/letter.typ"


@contextmanager
def a_paper(
    slug: str = "testing.letter",
    *,
    seal: Seal = Seal.OMITTED,
    instruction: bool = False,
    numbered: bool = True,
    may_read: Callable[[Account, Document], bool] = lambda account, document: True,
) -> Iterator[Paper]:
    """Register a paper for a test; by default everyone who is logged in may read."""
    paper = Paper(
        slug,
        "テストの通知書",
        template=LETTER,
        may_read=may_read,
        seal=seal,
        instruction=instruction,
        numbered=numbered,
    )
    with papers.temporarily(paper):
        yield paper


def a_notice(name: str = "能代 花子", **more: Any) -> dict[str, Any]:
    """Return the data of a short notice."""
    return {
        "to": {"name": name, "postcode": "0160000", "address": "能代市架空町1番1号"},
        "sender": {"title": "能代市長"},
        "subject": "助成金交付決定通知書",
        "body": ["申請のあった助成金について、次のとおり決定したので通知します。"],
        "items": [{"label": "交付決定額", "value": "12,345円"}],
        **more,
    }
