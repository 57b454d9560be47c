"""``kyoso demo``: prepare the fictional city and serve it until Ctrl-C."""

import shutil
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kyoso.demo import cards, story
from kyoso.demo.accounts import read_accounts
from kyoso.demo.processes import Processes, apart


class Command(BaseCommand):
    help = "架空の市を用意し、2つの入口と裏方の処理を動かします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="はじめからやり直す")
        parser.add_argument(
            "--prepare", action="store_true", help="データだけを用意して終わる"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("デモはKYOSO_MODE=demoのときだけ動きます。")
        if not options["prepare"]:
            refuse_taken_ports()
        if options["reset"] or story.was_cut_off():
            self._begin_anew()
        settings.VAR.mkdir(parents=True, exist_ok=True)
        if options["prepare"]:
            self._prepare()
            return
        apart(self._prepare)
        Processes().serve(tell=self._tell)

    def _begin_anew(self) -> None:
        """Empty the demo's folder, whether asked to or because the story was cut off."""
        refuse_to_empty_a_strange_folder()
        self._step("はじめからやり直します")
        shutil.rmtree(settings.VAR, ignore_errors=True)

    def _prepare(self) -> None:
        self._step("データベースを用意しています")
        if not database_is_ready():
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)
        self._step("画面の部品をまとめています")
        if not static_files_are_ready():
            call_command("collectstatic", interactive=False, verbosity=0)
        if story.is_told():
            cards.follow_the_port()
            self._step("前回のデータを使います（最初からにするには make demo-reset）")
            if not story.is_of_this_edition():
                self._step(
                    "このデータは前の版のデモのものです。新しい版は make demo-reset で見られます"
                )
            return
        for chapter in story.tell():
            self._step(chapter)

    def _step(self, text: str) -> None:
        self.stdout.write(f"・{text}")
        self.stdout.flush()

    def _tell(self) -> None:
        write = self.stdout.write
        write("")
        write("できました（架空のデータです。能代市の公式サービスではありません）。")
        write(f"  市民の入口  {settings.PUBLIC_URL}/")
        write(f"  職員の入口  {settings.OFFICE_URL}/")
        write("")
        for account in read_accounts():
            write(f"  {account['role']}　{account['name']}　{account['email']}")
            write(f"      {account['log_in']}")
        write("")
        write("止めるには Ctrl-C を押してください。")
        self.stdout.flush()


def refuse_to_empty_a_strange_folder() -> None:
    """Delete only what a demo has made: KYOSO_VAR may name any folder."""
    if connection.vendor != "sqlite":
        raise CommandError(
            "デモがDATABASE_URLのデータベースを使っています。"
            "DATABASE_URLを外すか、そのデータベースを作り直してから、もう一度お試しください。"
        )
    folder = settings.VAR
    if folder.exists() and any(folder.iterdir()) and not story.is_ours(folder):
        raise CommandError(
            f"{folder} はデモのフォルダーではないようです。消さずに止まりました。"
            "KYOSO_VARを確かめてください。"
        )


def database_is_ready() -> bool:
    """Tell whether every migration has been applied: a second start need not wait."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def static_files_are_ready() -> bool:
    """Tell whether the collected files are newer than every source file."""
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not collected.exists():
        return False
    newest = max(
        Path(storage.path(name)).stat().st_mtime
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return collected.stat().st_mtime >= newest


def refuse_taken_ports() -> None:
    """Say which port is taken and how to choose another."""
    for name, port in (
        ("PUBLIC_PORT", settings.PUBLIC_PORT),
        ("OFFICE_PORT", settings.OFFICE_PORT),
        ("SANDBOX_PORT", settings.SANDBOX_PORT),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"ポート{port}はほかのプログラムが使っています。"
                    f"「{name}={port + 100} make demo」のように別の番号で始めてください。"
                ) from None
