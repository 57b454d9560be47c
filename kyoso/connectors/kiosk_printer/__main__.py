"""The command: ``python -m kyoso.connectors.kiosk_printer --server … --key-file …``."""

import argparse
import logging
import sys
import time
from pathlib import Path

from kyoso.connectors.kiosk_printer.agent import Agent, Printer, Unreachable, over_http
from kyoso.connectors.kiosk_printer.cups import Cups
from kyoso.connectors.kiosk_printer.sandbox.printer import FolderPrinter, is_practice

_PAUSE = 2.0


def main(arguments: list[str]) -> int:
    """Ask and print until it is stopped; 2 where the key or the way is wrong."""
    told = _parser().parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    server = told.server.rstrip("/")
    printer: Printer = Cups(told.printer or "")
    if told.practice:
        if not is_practice(server):
            sys.stderr.write("--practiceは、同じ機械のデモと試験だけで使えます。\n")
            return 2
        printer = FolderPrinter(Path(told.practice))
    elif not told.printer:
        sys.stderr.write("--printer か --practice を指定してください。\n")
        return 2
    if not server.startswith("https://") and not is_practice(server):
        sys.stderr.write("--server は https:// で始めてください。\n")
        return 2
    key = Path(told.key_file).read_text("utf-8").strip()
    printer.clear()
    agent = Agent(over_http(server, key), printer)
    while True:
        try:
            outcome = agent.turn()
        except Unreachable:
            outcome = ""
        except PermissionError:
            sys.stderr.write("端末の鍵が違います。登録番号を作りなおしてください。\n")
            return 2
        if not outcome:
            time.sleep(_PAUSE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kiosk_printer", description="証明書交付端末の印刷機につなぐプログラム"
    )
    parser.add_argument("--server", required=True, help="市民の入口のアドレス")
    parser.add_argument("--key-file", required=True, help="印刷機の鍵を書いたファイル")
    parser.add_argument("--printer", help="CUPSの印刷機の名前")
    parser.add_argument("--practice", help="練習用：紙の代わりにPDFを書くフォルダー")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
