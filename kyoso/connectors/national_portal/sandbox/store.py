"""What the double remembers: one small database file of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

_TABLES = (
    """CREATE TABLE IF NOT EXISTS applications (
        number TEXT PRIMARY KEY, procedure TEXT, arrived_at TEXT, package BLOB,
        cuts INTEGER, fetched INTEGER DEFAULT 0, acknowledged INTEGER DEFAULT 0)""",
    "CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, uses INTEGER)",
    "CREATE TABLE IF NOT EXISTS moods (mood TEXT PRIMARY KEY)",
)
# How it fails, each until it is put right again.
MOODS = {
    "token_ends": "トークンがすぐに切れる",
    "list_breaks": "一覧が途中で切れる",
    "no_answer": "返事がない（504）",
    "login_refused": "ログインを断る",
}


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """Hold the double's memory alone, and keep what was changed."""
    folder = Path(settings.VAR) / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    with closing(
        sqlite3.connect(
            folder / "national-portal.sqlite3", timeout=20, isolation_level=None
        )
    ) as database:
        database.execute("BEGIN IMMEDIATE")
        for statement in _TABLES:
            database.execute(statement)
        yield database
        database.commit()


def put(
    number: str, *, procedure: str, arrived_at: str, package: bytes, cuts: int = 0
) -> None:
    """Let an application arrive; ``cuts`` fetches of it are cut (-1: every one)."""
    with opened() as database:
        database.execute(
            "INSERT OR IGNORE INTO applications"
            " (number, procedure, arrived_at, package, cuts) VALUES (?, ?, ?, ?, ?)",
            (number, procedure, arrived_at, package, cuts),
        )


def set_mood(mood: str, *, on: bool) -> None:
    """Let it fail in one way, or no longer."""
    with opened() as database:
        database.execute("DELETE FROM moods WHERE mood = ?", (mood,))
        if on:
            database.execute("INSERT INTO moods VALUES (?)", (mood,))


def moods() -> set[str]:
    """Return the ways in which it fails now."""
    with opened() as database:
        return {row[0] for row in database.execute("SELECT mood FROM moods")}


def all_applications() -> list[dict[str, Any]]:
    """Return every application without its package, in the order of arrival here."""
    with opened() as database:
        rows = database.execute(
            "SELECT number, procedure, arrived_at, fetched, acknowledged"
            " FROM applications ORDER BY rowid"
        ).fetchall()
    names = ("number", "procedure", "arrived_at", "fetched", "acknowledged")
    return [dict(zip(names, row, strict=True)) for row in rows]


def told_of(number: str) -> dict[str, Any] | None:
    """Return what is known of one application."""
    return next((one for one in all_applications() if one["number"] == number), None)
