"""伏せた氏名: enough for a receiver to compare, too little to learn a name."""

from kyoso.engines.documents import api as documents

_HIDDEN = "○"


def masked(name: str) -> str:
    """Return 「能○　花○」 of 「能代　花子」: the first letter of each part, if it has two.

    A variant keeps its selector, so that the letter stands as on the paper.
    """
    parts = name.replace("　", " ").split()
    return "　".join(_masked(list(documents.clusters(part))) for part in parts)


def _masked(letters: list[str]) -> str:
    if len(letters) == 1:
        return _HIDDEN
    return letters[0] + _HIDDEN * (len(letters) - 1)
