"""Backup and restore: one archive with the database, the files and a manifest."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection

from kyoso import __version__
from kyoso.kernel import clock

MANIFEST = "manifest.json"
DATABASE = "database"
MEDIA = "media"
# Without these no signature of the city's past can be verified.
ANCHORS = "trusted-authorities"


class BackupProblem(Exception):  # noqa: N818 - says what is wrong
    """The archive or the place to restore to is not as it must be."""


def back_up(archive: Path) -> dict[str, Any]:
    """Write one archive of this installation and return its manifest.

    The database copy is consistent (one snapshot); files are immutable, so a
    file that the snapshot names is in the archive. Raises ``BackupProblem``.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / DATABASE
        _dump(copy)
        manifest = {
            "made_at": clock.now().isoformat(),
            "version": __version__,
            "vendor": connection.vendor,
            "sha256": digest(copy),
        }
        (Path(folder) / MANIFEST).write_text(json.dumps(manifest), "utf-8")
        unfinished = archive.with_name(archive.name + ".part")
        with (
            _private(unfinished) as stream,
            tarfile.open(fileobj=stream, mode="w:gz") as tar,
        ):
            tar.add(Path(folder) / MANIFEST, MANIFEST)
            tar.add(copy, DATABASE)
            if _media().exists():
                tar.add(_media(), MEDIA)
            if _anchors().is_dir():
                tar.add(_anchors(), ANCHORS)
        unfinished.replace(archive)
    return manifest


def restore(archive: Path) -> dict[str, Any]:
    """Put an archive back into an empty database and an empty files folder.

    Raises ``BackupProblem`` when the archive is damaged or of another database,
    or when there is anything that would be overwritten.
    """
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads(
            (Path(folder) / MANIFEST).read_text("utf-8")
        )
        copy, anchors = Path(folder) / DATABASE, Path(folder) / ANCHORS
        _refuse_unfit(manifest, copy)
        _refuse_other_anchors(anchors)
        _load(copy)
        if anchors.exists():
            shutil.copytree(anchors, _anchors(), dirs_exist_ok=True)
        if (Path(folder) / MEDIA).exists():
            shutil.copytree(Path(folder) / MEDIA, _media(), dirs_exist_ok=True)
    return manifest


def digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _refuse_unfit(manifest: dict[str, Any], copy: Path) -> None:
    if manifest["vendor"] != connection.vendor:
        raise BackupProblem(
            f"書庫は{manifest['vendor']}のもので、このデータベースは{connection.vendor}です。"
        )
    if manifest["sha256"] != digest(copy):
        raise BackupProblem("書庫が壊れています。中のデータベースが目録と合いません。")
    if connection.introspection.table_names():
        raise BackupProblem(
            "データベースが空ではありません。新しいデータベースに戻してください。"
        )
    if _media().exists() and any(_media().iterdir()):
        raise BackupProblem(
            "ファイルの置き場所が空ではありません。新しい場所に戻してください。"
        )


def _refuse_other_anchors(kept: Path) -> None:
    """Refuse a file of the same name and other content: which is right, a person says."""
    for file in sorted(kept.rglob("*")) if kept.exists() else ():
        here = _anchors() / file.relative_to(kept)
        if file.is_file() and here.exists() and digest(here) != digest(file):
            raise BackupProblem(
                f"信頼する認証局のファイル「{here.name}」が、書庫のものと違います。"
                "どちらが正しいか確かめて、片方を移してから、もう一度戻してください。"
            )


def _dump(copy: Path) -> None:
    if connection.vendor == "sqlite":
        source = sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))
        target = sqlite3.connect(copy)
        with source, target:
            source.backup(target)
        source.close()
        target.close()
        return
    _run(
        [
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={copy}",
        ]
    )


def _load(copy: Path) -> None:
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(copy, str(settings.DATABASES["default"]["NAME"]))
        return
    _run(["pg_restore", "--no-owner", "--exit-on-error", "--dbname=", str(copy)])


def _run(command: list[str]) -> None:
    """Run one of PostgreSQL's own programs against this installation's database."""
    program = shutil.which(command[0])
    if program is None:
        raise BackupProblem(
            f"{command[0]}がありません。PostgreSQLのクライアントを入れてください。"
        )
    given = connection.settings_dict
    environment = {
        "PGHOST": str(given["HOST"] or ""),
        "PGPORT": str(given["PORT"] or ""),
        "PGUSER": str(given["USER"] or ""),
        "PGPASSWORD": str(given["PASSWORD"] or ""),
        "PGDATABASE": str(given["NAME"]),
        "PATH": str(Path(program).parent),
    }
    arguments = [
        f"--dbname={given['NAME']}" if part == "--dbname=" else part
        for part in command[1:]
    ]
    done = subprocess.run(  # noqa: S603 - PostgreSQL's program, our arguments
        [program, *arguments],
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupProblem(
            done.stderr.strip().splitlines()[-1] if done.stderr else command[0]
        )


def _private(file: Path) -> BinaryIO:
    """Open a new file that nobody else on the machine may read: it holds everything."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600, exist_ok=False)
    return file.open("wb")


def _media() -> Path:
    return Path(str(settings.VAR)) / "media"


def _anchors() -> Path:
    """Return the folder of the trusted authorities; beside the files where none is named."""
    named = str(settings.DIGITAL_AUTH_APP["anchors_folder"])
    return Path(named) if named else Path(str(settings.VAR)) / ANCHORS
