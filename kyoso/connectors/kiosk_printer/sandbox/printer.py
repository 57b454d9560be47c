"""The double: papers become files; a file ``trouble`` says what goes wrong next.

``paper_out``, ``jam`` and ``other`` print nothing. ``silent`` prints and dies
before it can say so, as when the plug is pulled. The file is used up each time.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class Died(Exception):  # noqa: N818 - says what happened
    """The printer's program ended in the middle."""


@dataclass(frozen=True)
class FolderPrinter:
    """A folder in the place of a printer."""

    folder: Path

    def clear(self) -> None:
        """A folder holds nothing back."""

    def send(self, paper: bytes, copies: int) -> str:
        """Write each copy as a file, unless the trouble comes first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        note = self.folder / "trouble"
        trouble = note.read_text("utf-8").strip() if note.exists() else ""
        note.unlink(missing_ok=True)
        if trouble in ("paper_out", "jam", "other"):
            return trouble
        number = len(list(self.folder.glob("*.pdf")))
        for copy in range(copies):
            file = self.folder / f"{number + copy + 1:04d}.pdf"
            file.write_bytes(paper)
        if trouble == "silent":
            raise Died
        return "printed"


def is_practice(server: str) -> bool:
    """Tell whether a server is on this machine: the double prints for no other."""
    host = urlsplit(server).hostname or ""
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
