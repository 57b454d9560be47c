"""束: sealed files with a list of their numbers, made while they are sent.

One file is in memory at a time, however many are taken out at once.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence

from kyoso.engines.tray.models import Sealed

LIST, ENDING = "list.csv", ".sealed"


def bundle(taken: Sequence[Sealed]) -> Iterator[bytes]:
    """Yield a ZIP piece by piece; what was acknowledged meanwhile is listed as gone."""
    pipe, lines = _Pipe(), io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["ref", "receipt_number", "size", "put_at", "enclosed"])
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as made:
        for one in taken:
            content = Sealed.objects.values_list("content", flat=True).get(pk=one.pk)
            if content is not None:
                made.writestr(f"{one.ref}{ENDING}", bytes(content))
            moment, is_there = one.put_at.isoformat(), content is not None
            writer.writerow(
                [one.ref, one.receipt_number, one.size, moment, int(is_there)]
            )
            yield pipe.drain()
        made.writestr(LIST, lines.getvalue().encode("utf-8-sig"))
    yield pipe.drain()


class _Pipe(io.RawIOBase):
    """Takes what a ZIP writes and gives it on; nothing can be looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self._kept += piece
        return len(piece)

    def drain(self) -> bytes:
        """Return what was written since the last time."""
        piece = bytes(self._kept)
        self._kept.clear()
        return piece
