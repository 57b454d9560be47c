"""Texts in their languages, as the tables keep them."""

from typing import Any

from kyoso.kernel.words import Words


def spoken(words: dict[str, Any], name: str, otherwise: str) -> Words:
    """Return one text of ``words`` in its languages; ``ja`` is never missing."""
    return Words(words.get(name) or {"ja": otherwise})
