"""``kyoso tray new-key|open``: on the machine of the numbered business, not of the city's web.

Neither verb looks into a database: the machine that opens needs none.
"""

import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.tray import keys
from kyoso.engines.tray.sealing import NotOpened, open_sealed
from kyoso.kernel.ids import is_ref


class Command(BaseCommand):
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
        try:
            private = keys.read_private(key)
            with zipfile.ZipFile(bundle) as opened:
                sealed = {
                    name.removesuffix(".sealed"): opened.read(name)
                    for name in opened.namelist()
                    if name.endswith(".sealed")
                }
        except (OSError, ValueError, zipfile.BadZipFile) as wrong:
            raise CommandError(f"開けません（{type(wrong).__name__}）。") from None
        to.mkdir(parents=True, exist_ok=True)
        if not all(is_ref(ref) for ref in sealed):
            raise CommandError("ZIPの中の名前が正しくありません。")
        for ref, content in sealed.items():
            try:
                name, inside = open_sealed(content, ref=ref, key=private)
            except NotOpened:
                raise CommandError(
                    f"{ref}は、この鍵では開けません。鍵とZIPを確かめてください。"
                ) from None
            # The name inside is a stranger's: the file is named after its ref.
            path = to / f"{ref}{_ending(name)}"
            path.write_bytes(inside)
            path.chmod(0o600)
            self.stdout.write(f"{path.name}　元の名前：{name}")


def _ending(name: str) -> str:
    ending = Path(name.replace("\\", "/")).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() else ""
