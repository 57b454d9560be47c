"""What the company remembers: one small database file of its own."""

import dataclasses
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from kyoso.connectors.payment_page.protocol import statement_of, told_of
from kyoso.engines.payments.base import Stage, Statement
from kyoso.kernel import clock


@dataclasses.dataclass(frozen=True)
class Kept:
    """A payment with what its page needs; ``pays_at`` is a success yet to come."""

    said: Statement
    order: dict[str, Any]
    pays_at: dt.datetime | None = None


@contextmanager
def changing(key: str) -> Iterator[list[Kept]]:
    """Hold one payment alone: put the changed one in the list's place, or leave it."""
    with closing(_open()) as database:
        database.execute("BEGIN IMMEDIATE")
        row = database.execute(
            "SELECT kept FROM payments WHERE key = ?", (key,)
        ).fetchone()
        held = [_arrived(_read(row[0]))] if row else []
        yield held
        if held:
            database.execute(
                "INSERT INTO payments VALUES (?, ?) "
                "ON CONFLICT (key) DO UPDATE SET kept = excluded.kept",
                (key, _written(held[0])),
            )
        database.commit()


def find(key: str) -> Kept | None:
    """Return a payment as it is now; a late success arrives when its time comes."""
    with changing(key) as held:
        return held[0] if held else None


def paid(kept: Kept, amount: int) -> Kept:
    """Return it paid; what is paid stays so."""
    if kept.said.stage is Stage.PAID:
        return kept
    said = dataclasses.replace(
        kept.said, stage=Stage.PAID, paid_amount=amount, paid_on=clock.today()
    )
    return dataclasses.replace(kept, said=said, pays_at=None)


def _arrived(kept: Kept) -> Kept:
    if kept.pays_at is not None and clock.now() >= kept.pays_at:
        return paid(kept, kept.order["amount"])
    return kept


def _open() -> sqlite3.Connection:
    folder = Path(settings.VAR) / "sandbox"
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(
        folder / "payment-page.sqlite3", timeout=20, isolation_level=None
    )
    database.execute(
        "CREATE TABLE IF NOT EXISTS payments (key TEXT PRIMARY KEY, kept TEXT)"
    )
    return database


def _written(kept: Kept) -> str:
    told = {
        "said": told_of(kept.said),
        "order": kept.order,
        "pays_at": kept.pays_at.isoformat() if kept.pays_at else None,
    }
    return json.dumps(told, ensure_ascii=False)


def _read(text: str) -> Kept:
    told = json.loads(text)
    pays_at = told["pays_at"]
    return Kept(
        said=statement_of(told["said"]),
        order=told["order"],
        pays_at=dt.datetime.fromisoformat(pays_at) if pays_at else None,
    )
