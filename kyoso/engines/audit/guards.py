"""The triggers that keep audit rows as they were written, for both databases.

The first migration installs them and a system check (``audit.E001``) proves that
they are there. They stop mistakes and ordinary access; who may drop a trigger
is stopped by nothing and found by ``verify``.
"""

_SAID = "audit rows are kept as they were written"
_COLUMNS = ("id", "at", "event", "actor", "subject", "person", "reason", "details")
_SEGMENT_COLUMNS = ("id", "day", "first_sequence", "last_sequence", "head")


def _same(columns: tuple[str, ...], compare: str) -> str:
    return " AND ".join(f'NEW."{name}" {compare} OLD."{name}"' for name in columns)


# Rows of a segment that is marked as expired may go, and no others.
_EXPIRED = (
    "EXISTS (SELECT 1 FROM audit_segment WHERE expired_on IS NOT NULL"
    " AND OLD.sequence BETWEEN first_sequence AND last_sequence)"
)
_ALLOWED = {
    "audit_entry_update": ("audit_entry", "UPDATE"),
    "audit_entry_delete": ("audit_entry", "DELETE"),
    "audit_segment_update": ("audit_segment", "UPDATE"),
    "audit_segment_delete": ("audit_segment", "DELETE"),
    "audit_head_update": ("audit_chainhead", "UPDATE"),
    "audit_head_delete": ("audit_chainhead", "DELETE"),
}
_TRUNCATE = {
    "audit_entry_truncate": "audit_entry",
    "audit_segment_truncate": "audit_segment",
}
NAMES = {"sqlite": [*_ALLOWED], "postgresql": [*_ALLOWED, *_TRUNCATE]}
# What a test database must be able to do between two tests.
EMPTYING = [
    name for name in NAMES["postgresql"] if name.endswith(("delete", "truncate"))
]


def _rule(name: str, compare: str) -> str:
    """Return when the act behind ``name`` is right."""
    sealing = f"OLD.sequence IS NULL AND OLD.seal = '' AND {_same(_COLUMNS, compare)}"
    return {
        "audit_entry_update": sealing,
        "audit_entry_delete": _EXPIRED,
        "audit_segment_update": "OLD.expired_on IS NULL AND "
        + _same(_SEGMENT_COLUMNS, compare),
        "audit_segment_delete": "1 = 0",
        "audit_head_update": "NEW.sequence > OLD.sequence",
        "audit_head_delete": "1 = 0",
    }[name]


def create_sqlite(name: str) -> str:
    table, act = _ALLOWED[name]
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
        f"WHEN NOT ({_rule(name, 'IS')}) "
        f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
    )


def create_postgresql(name: str) -> list[str]:
    """Return the statements for one trigger; a function does the refusing."""
    if name in _TRUNCATE:
        return [
            (
                f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {_TRUNCATE[name]} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
            )
        ]
    table, act = _ALLOWED[name]
    rule = _rule(name, "IS NOT DISTINCT FROM")
    back = "NEW" if act == "UPDATE" else "OLD"
    return [
        (
            f"CREATE OR REPLACE FUNCTION {name}_guard() RETURNS trigger AS $$ BEGIN "
            f"IF NOT ({rule}) THEN RAISE EXCEPTION '{_SAID}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {back}; END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_guard()"
        ),
    ]


_REFUSE = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$ BEGIN "
    f"RAISE EXCEPTION '{_SAID}' USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$ LANGUAGE plpgsql"
)


def table_of(name: str) -> str:
    return _TRUNCATE.get(name) or _ALLOWED[name][0]


def create(vendor: str, names: list[str] | None = None) -> list[str]:
    """Return the statements that install ``names`` (all, if not given)."""
    chosen = [name for name in NAMES[vendor] if names is None or name in names]
    if vendor == "sqlite":
        return [create_sqlite(name) for name in chosen]
    return [
        _REFUSE,
        *(statement for name in chosen for statement in create_postgresql(name)),
    ]


def drop(vendor: str, names: list[str] | None = None) -> list[str]:
    """Return the statements that remove ``names`` (all, if not given)."""
    chosen = [name for name in NAMES[vendor] if names is None or name in names]
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in chosen]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table_of(name)}" for name in chosen]


# Names the triggers of this schema only; another schema's do not count.
INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' "
        "AND pg_table_is_visible(c.oid)"
    ),
}
