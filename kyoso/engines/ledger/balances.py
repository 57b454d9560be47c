"""Triggers that keep every balance from its journal, in the words of each database.

Code adds a move, a receipt, an order, or the day of a refund; the database adds
it up in the same statement and its CHECK constraints refuse the whole if a line
would be overspent. Journals of moves are never changed; PostgreSQL also refuses
to delete them (SQLite cannot: emptying the test database is a deletion there).
"""

_KEPT = "the journal of a budget is only added to"


def _adds(table: str, column: str, key: str) -> str:
    return (
        f"UPDATE {table} SET {column} = {column} + NEW.amount "  # noqa: S608 - our own names
        f"WHERE id = NEW.{key}"
    )


# Trigger: (table, when it fires, condition, statements).
_COUNTS = {
    "ledger_move_counts": (
        "ledger_allotmentmove",
        "AFTER INSERT",
        "",
        (
            _adds("ledger_allotment", "amount", "allotment_id"),
            _adds("ledger_budgetline", "committed", "line_id"),
        ),
    ),
    "ledger_order_counts": (
        "ledger_spendingorder",
        "AFTER INSERT",
        "",
        (_adds("ledger_allotment", "ordered", "allotment_id"),),
    ),
    "ledger_receipt_counts": (
        "ledger_receipt",
        "AFTER INSERT",
        "",
        (_adds("ledger_due", "collected", "due_id"),),
    ),
    "ledger_refund_counts": (
        "ledger_refund",
        "AFTER UPDATE",
        "OLD.repaid_on IS NULL AND NEW.repaid_on IS NOT NULL",
        (_adds("ledger_due", "refunded", "due_id"),),
    ),
}
_MOVES_KEPT = "ledger_move_is_kept"
NAMES = (*_COUNTS, _MOVES_KEPT)

INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
        "AND pg_table_is_visible(c.oid)"
    ),
}


def create(vendor: str) -> list[str]:
    """Return the statements that install the triggers."""
    if vendor == "sqlite":
        return [
            *(
                f"CREATE TRIGGER {name} {fires} ON {table} "
                f"{f'WHEN {condition} ' if condition else ''}"
                f"BEGIN {'; '.join(statements)}; END"
                for name, (table, fires, condition, statements) in _COUNTS.items()
            ),
            (
                f"CREATE TRIGGER {_MOVES_KEPT} BEFORE UPDATE ON ledger_allotmentmove "
                f"BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END"
            ),
        ]
    return [
        *(
            statement
            for name, (table, fires, condition, statements) in _COUNTS.items()
            for statement in (
                (
                    f"CREATE FUNCTION {name}_sum() RETURNS trigger AS $$ BEGIN "
                    f"{'; '.join(statements)}; RETURN NULL; END $$ LANGUAGE plpgsql"
                ),
                (
                    f"CREATE TRIGGER {name} {fires} ON {table} FOR EACH ROW "
                    f"{f'WHEN ({condition}) ' if condition else ''}"
                    f"EXECUTE FUNCTION {name}_sum()"
                ),
            )
        ),
        (
            f"CREATE FUNCTION {_MOVES_KEPT}_guard() RETURNS trigger AS $$ BEGIN "
            f"RAISE EXCEPTION '{_KEPT}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {_MOVES_KEPT} BEFORE UPDATE OR DELETE "
            f"ON ledger_allotmentmove FOR EACH ROW EXECUTE FUNCTION {_MOVES_KEPT}_guard()"
        ),
    ]


def drop(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in NAMES]
    tables = {name: parts[0] for name, parts in _COUNTS.items()}
    return [
        *(
            statement
            for name, table in tables.items()
            for statement in (
                f"DROP TRIGGER {name} ON {table}",
                f"DROP FUNCTION {name}_sum()",
            )
        ),
        f"DROP TRIGGER {_MOVES_KEPT} ON ledger_allotmentmove",
        f"DROP FUNCTION {_MOVES_KEPT}_guard()",
    ]
