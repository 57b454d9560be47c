"""Triggers that keep evidence as it was received, for both databases.

A signature is never changed; of a request, only what becomes of it may move.
PostgreSQL also refuses to delete a signature that was used or may be yet; the key
that cases hold on it refuses too, on both. ``signatures.E001`` proves that the
triggers are there.
"""

_SAID = "the evidence of a signature is kept as it was received"
_SIGNATURE, _REQUEST = "signatures_signature_kept", "signatures_request_kept"
GUARDS = {_SIGNATURE, _REQUEST}
_ASKED = (
    "id",
    "ref",
    "purpose",
    "about",
    "summary",
    "digest",
    "person",
    "asked_at",
    "asked_by_id",
    "expires_at",
)
# Any change, and to delete one unless what it was signed for could not be done.
_USED = (
    "TG_OP = 'UPDATE' OR NOT EXISTS (SELECT 1 FROM signatures_signingrequest r "
    "WHERE r.id = OLD.request_id AND r.concluded_at IS NOT NULL AND r.reason <> '')"
)
_SIGNED = (*_ASKED, "service", "transaction", "state")

# Names the triggers of this schema only; another schema's do not count.
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
            (
                f"CREATE TRIGGER {_SIGNATURE} BEFORE UPDATE ON signatures_signature "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            ),
            (
                f"CREATE TRIGGER {_REQUEST} BEFORE UPDATE ON signatures_signingrequest "
                f"WHEN NOT ({_allowed('IS')}) "
                f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            ),
        ]
    return [
        *_postgresql(_SIGNATURE, "signatures_signature", "UPDATE OR DELETE", _USED),
        *_postgresql(
            _REQUEST,
            "signatures_signingrequest",
            "UPDATE",
            f"NOT ({_allowed('IS NOT DISTINCT FROM')})",
        ),
    ]


def drop(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in (_SIGNATURE, _REQUEST)]
    return [
        statement
        for name, table in (
            (_SIGNATURE, "signatures_signature"),
            (_REQUEST, "signatures_signingrequest"),
        )
        for statement in (
            f"DROP TRIGGER {name} ON {table}",
            f"DROP FUNCTION {name}_guard()",
        )
    ]


def _postgresql(name: str, table: str, when: str, refused: str) -> list[str]:
    return [
        (
            f"CREATE FUNCTION {name}_guard() RETURNS trigger AS $$ BEGIN "
            f"IF {refused} THEN RAISE EXCEPTION '{_SAID}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN COALESCE(NEW, OLD); END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_guard()"
        ),
    ]


def _allowed(compare: str) -> str:
    """What is asked stays; once signed, where and under which number stay too."""
    asked, signed = _same(_ASKED, compare), _same(_SIGNED, compare)
    return f"{asked} AND (OLD.state <> 'signed' OR ({signed}))"


def _same(columns: tuple[str, ...], compare: str) -> str:
    return " AND ".join(f'NEW."{name}" {compare} OLD."{name}"' for name in columns)
