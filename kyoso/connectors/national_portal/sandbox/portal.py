"""The portal's side: tokens, a list in pages, packages, acknowledgements."""

import secrets
from typing import Any

from kyoso.connectors.national_portal.sandbox import store

PAGE = 3
TOKEN_SECONDS = 600
# A token that ends early: it answers so many calls, whatever it promised.
_USES, _FEW_USES = 1_000_000, 1


def log_in() -> dict[str, Any] | None:
    """Return a token, unless it is in the mood to refuse."""
    moods = store.moods()
    if "login_refused" in moods:
        return None
    token = secrets.token_urlsafe(24)
    uses = _FEW_USES if "token_ends" in moods else _USES
    with store.opened() as database:
        database.execute("INSERT INTO tokens VALUES (?, ?)", (token, uses))
    return {"token": token, "expires_in": TOKEN_SECONDS}


def takes(token: str) -> bool:
    """Use a token once; tell whether it still was one."""
    with store.opened() as database:
        used = database.execute(
            "UPDATE tokens SET uses = uses - 1 WHERE token = ? AND uses > 0", (token,)
        )
        return used.rowcount == 1


def page(cursor: str) -> dict[str, Any] | None:
    """Return one page of what waits; nothing where the list breaks off.

    The newest stand first, and each page repeats the last line of the one before.
    """
    waiting = [one for one in store.all_applications() if not one["acknowledged"]]
    waiting.reverse()
    at = int(cursor) if cursor.isdigit() else 0
    if at and "list_breaks" in store.moods():
        return None
    shown = waiting[max(0, at - 1) : at + PAGE]
    after = at + PAGE
    return {
        "applications": [
            {
                "receipt_number": one["number"],
                "procedure": one["procedure"],
                "arrived_at": one["arrived_at"],
            }
            for one in shown
        ],
        "next": str(after) if after < len(waiting) else None,
    }


def package(number: str) -> bytes | None:
    """Return a package, cut in half where it is to be."""
    with store.opened() as database:
        row = database.execute(
            "SELECT package, cuts FROM applications WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return None
        content, cuts = row
        database.execute(
            "UPDATE applications SET fetched = fetched + 1, cuts = ? WHERE number = ?",
            (cuts - 1 if cuts > 0 else cuts, number),
        )
    return bytes(content[: len(content) // 2] if cuts else content)


def acknowledge(number: str) -> int:
    """Take an acknowledgement; return the status: known already is 409."""
    with store.opened() as database:
        row = database.execute(
            "SELECT acknowledged FROM applications WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            return 404
        database.execute(
            "UPDATE applications SET acknowledged = acknowledged + 1 WHERE number = ?",
            (number,),
        )
    return 409 if row[0] else 200
