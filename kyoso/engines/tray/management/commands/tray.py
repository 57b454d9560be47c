"""``kyoso tray new-key|open``: on the machine of the numbered business, not of the city's web.

Neither verb looks into a database: the machine that opens needs none.
"""

import os
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.tray import keys
from kyoso.engines.tray.bundles import ENDING
from kyoso.engines.tray.sealing import NotOpened, open_sealed
from kyoso.kernel.ids import is_ref

# How papers come; whatever else it is gets an ending that starts no program.
_PAPERS = {
    ".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff",
    ".zip", ".txt", ".csv", ".xml", ".docx", ".xlsx",
}  # fmt: skip
_ANYTHING = ".bin"
_LONGEST_SHOWN = 200
# What a damaged entry of a ZIP gives.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


class Command(BaseCommand):
    """Keys, and opening what was taken out."""

    help = (
        "番号の受け皿の鍵を作り、取り出した書類を開きます（番号を扱う端末で使います）。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("new-key", help="鍵の組を作る")
        make.add_argument("folder", type=Path)
        unseal = verbs.add_parser("open", help="取り出したZIPを開く")
        unseal.add_argument("bundle", type=Path)
        unseal.add_argument("--key", type=Path, required=True, help="秘密の鍵（PEM）")
        unseal.add_argument("--to", type=Path, required=True, help="書き出すフォルダー")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "new-key":
            self._make(options["folder"])
        else:
            self._open(options["bundle"], options["key"], options["to"])

    def _make(self, folder: Path) -> None:
        if (folder / keys.PRIVATE).exists():
            raise CommandError(f"{folder / keys.PRIVATE}がもうあります。")
        public, private = keys.make_pair(folder)
        self.stdout.write(
            f"{public}：市のサーバーに置き、KYOSO_TRAY_KEY_FILEで示します。"
        )
        self.stdout.write(
            f"{private}：番号を扱う端末だけに置き、写しを金庫に入れます。"
        )

    def _open(self, bundle: Path, key: Path, to: Path) -> None:
        """Open what can be opened; say at the end what could not."""
        try:
            private = keys.read_private(key)
            to.mkdir(mode=0o700, parents=True, exist_ok=True)
            with zipfile.ZipFile(bundle) as opened:
                sealed = [n for n in opened.namelist() if n.endswith(ENDING)]
                if not all(is_ref(name.removesuffix(ENDING)) for name in sealed):
                    raise CommandError("ZIPの中の名前が正しくありません。")
                damaged = [
                    name
                    for name in sealed
                    if not self._open_one(opened, name, private, to)
                ]
        except (OSError, ValueError, zipfile.BadZipFile) as wrong:
            raise CommandError(f"開けません（{type(wrong).__name__}）。") from None
        if damaged:
            names = "、".join(damaged)
            raise CommandError(
                f"{len(sealed)}件のうち{len(damaged)}件は、この鍵では開けません"
                f"（{names}）。鍵とZIPを確かめ、もう一度取り出してください。"
                "開けないものの取込みは、記録しないでください。"
            )

    def _open_one(
        self, bundle: zipfile.ZipFile, name: str, key: X25519PrivateKey, to: Path
    ) -> bool:
        """Write one file out; tell whether it could be opened."""
        ref = name.removesuffix(ENDING)
        try:
            told, inside = open_sealed(bundle.read(name), ref=ref, key=key)
        except (NotOpened, *_DAMAGED):
            return False
        # The name inside is a stranger's: the file is named after its ref.
        path = to / f"{ref}{_ending(told)}"
        _write(path, inside)
        shown = "".join(letter if letter.isprintable() else "?" for letter in told)
        self.stdout.write(f"{path.name}　元の名前：{shown[:_LONGEST_SHOWN]}")
        return True


def _ending(name: str) -> str:
    """Return the ending where it is a paper's; a program's is not kept."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return ending if ending in _PAPERS else _ANYTHING


def _write(path: Path, content: bytes) -> None:
    """Write what from its first moment only its owner may read, following no link."""
    how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, how, 0o600), "wb") as opened:
        # One that was there before may have been open to others.
        path.chmod(0o600)
        opened.write(content)
