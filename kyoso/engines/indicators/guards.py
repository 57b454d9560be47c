"""Triggers that keep numbers and definitions as they were written, for both databases.

A value keeps what was entered; once published only its successor may be named,
once. A definition is never changed, a mark only replaced. PostgreSQL also
refuses to delete them; SQLite cannot, because emptying the test database is a
deletion there. The system check ``indicators.E001`` proves that they are there.
"""

_SAID = "what an indicator has published is kept as it was"

_VALUE = (
    "id",
    "ref",
    "indicator_id",
    "definition_id",
    "as_of",
    "said",
    "value",
    "kind",
    "rows",
    "parts",
    "measure",
    "source",
    "evidence_id",
    "note",
    "entered_at",
    "entered_by_id",
    "corrects_id",
    "correction_reason",
)
_DECIDED = (
    "confirmed_at",
    "confirmed_by_id",
    "sent_back_at",
    "sent_back_by_id",
    "sent_back_reason",
)
_MARK = (
    "id",
    "indicator_id",
    "definition_id",
    "kind",
    "area",
    "area_title",
    "on",
    "said",
    "value",
    "source",
    "set_at",
    "set_by_id",
)
TABLES = {
    "indicators_value_kept": "indicators_value",
    "indicators_definition_kept": "indicators_definitionversion",
    "indicators_mark_kept": "indicators_mark",
}


def create(vendor: str) -> list[str]:
    """Return the statements that install the triggers."""
    if vendor == "sqlite":
        return [
            (
                f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
                f"WHEN NOT ({_allowed(name, 'IS')}) "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            )
            for name, table in TABLES.items()
        ]
    return [
        statement
        for name, table in TABLES.items()
        for statement in _postgresql(name, table)
    ]


def drop(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in TABLES]
    return [
        statement
        for name, table in TABLES.items()
        for statement in (
            f"DROP TRIGGER {name} ON {table}",
            f"DROP FUNCTION {name}_guard()",
        )
    ]


# Names the triggers of this schema only; another schema's do not count.
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
        "AND pg_table_is_visible(c.oid)"
    ),
}


def _postgresql(name: str, table: str) -> list[str]:
    allowed = _allowed(name, "IS NOT DISTINCT FROM")
    return [
        (
            f"CREATE FUNCTION {name}_guard() RETURNS trigger AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' OR NOT ({allowed}) THEN RAISE EXCEPTION '{_SAID}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_guard()"
        ),
    ]


def _allowed(name: str, compare: str) -> str:
    if name == "indicators_definition_kept":
        return "1 = 0"
    if name == "indicators_mark_kept":
        return _same(_MARK, compare)
    return (
        f"{_same(_VALUE, compare)} AND (OLD.confirmed_at IS NULL OR "
        f"({_same(_DECIDED, compare)} AND OLD.superseded_by_id IS NULL))"
    )


def _same(columns: tuple[str, ...], compare: str) -> str:
    return " AND ".join(f'NEW."{name}" {compare} OLD."{name}"' for name in columns)
