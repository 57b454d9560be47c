"""Triggers that keep what a round has given, in the words of each database.

Code changes ``bears`` and ``round`` of a grant; the database moves the difference
in the same statement, and the round's check refuses the whole if it would be
overspent. Steps are only added to (SQLite lets tests empty their tables).
"""

_SUM = "grants_round_sum"
_SUM_NEW = "grants_round_sum_new"
_KEPT = "grants_step_is_kept"
NAMES = (_SUM, _SUM_NEW, _KEPT)
_REFUSED = "the history of a grant is only added to"

_LESS = "UPDATE grants_round SET committed = committed - OLD.bears WHERE id = OLD.round_id"  # fmt: skip
_MORE = "UPDATE grants_round SET committed = committed + NEW.bears WHERE id = NEW.round_id"  # fmt: skip
_SAME = (
    "UPDATE grants_round SET committed = committed + NEW.bears - OLD.bears "
    "WHERE id = NEW.round_id"
)
_MOVED = "OLD.round_id <> NEW.round_id AND (OLD.bears <> 0 OR NEW.bears <> 0)"
_STAYED = "OLD.round_id = NEW.round_id AND OLD.bears <> NEW.bears"

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
                f"CREATE TRIGGER {_SUM} AFTER UPDATE OF bears, round_id ON grants_grant "
                f"WHEN {_STAYED} BEGIN {_SAME}; END"
            ),
            (
                f"CREATE TRIGGER {_SUM}_moved AFTER UPDATE OF bears, round_id "
                f"ON grants_grant WHEN {_MOVED} BEGIN {_LESS}; {_MORE}; END"
            ),
            (
                f"CREATE TRIGGER {_SUM_NEW} AFTER INSERT ON grants_grant "
                f"WHEN NEW.bears <> 0 BEGIN {_MORE}; END"
            ),
            (
                f"CREATE TRIGGER {_KEPT} BEFORE UPDATE ON grants_step "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            ),
        ]
    return [
        (
            f"CREATE FUNCTION {_SUM}_add() RETURNS trigger AS $$ BEGIN "
            f"IF TG_OP = 'INSERT' THEN {_MORE}; "
            f"ELSIF {_STAYED} THEN {_SAME}; "
            f"ELSIF {_MOVED} THEN {_LESS}; {_MORE}; END IF; "
            "RETURN NULL; END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {_SUM} AFTER UPDATE OF bears, round_id ON grants_grant "
            f"FOR EACH ROW EXECUTE FUNCTION {_SUM}_add()"
        ),
        (
            f"CREATE TRIGGER {_SUM_NEW} AFTER INSERT ON grants_grant "
            f"FOR EACH ROW WHEN (NEW.bears <> 0) EXECUTE FUNCTION {_SUM}_add()"
        ),
        (
            f"CREATE FUNCTION {_KEPT}_guard() RETURNS trigger AS $$ BEGIN "
            f"RAISE EXCEPTION '{_REFUSED}' "
            "USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
        ),
        (
            f"CREATE TRIGGER {_KEPT} BEFORE UPDATE OR DELETE ON grants_step "
            f"FOR EACH ROW EXECUTE FUNCTION {_KEPT}_guard()"
        ),
    ]


def drop(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER {name}" for name in (*NAMES, f"{_SUM}_moved")]
    return [
        f"DROP TRIGGER {_SUM} ON grants_grant",
        f"DROP TRIGGER {_SUM_NEW} ON grants_grant",
        f"DROP FUNCTION {_SUM}_add()",
        f"DROP TRIGGER {_KEPT} ON grants_step",
        f"DROP FUNCTION {_KEPT}_guard()",
    ]
