"""Triggers that keep a published snapshot as it was published.

Both databases refuse to change one. Deleting one is refused by PostgreSQL; on
SQLite emptying the test database would trip over such a trigger, and there the
foreign keys of corrections and the missing verb have to do.
"""

_REFUSED = "a published snapshot is never changed"

CREATE = {
    "sqlite": [
        (
            "CREATE TRIGGER plan_snapshot_is_frozen BEFORE UPDATE ON plan_snapshot "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
    ],
    "postgresql": [
        (
            "CREATE FUNCTION plan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$"
        ),
        (
            "CREATE TRIGGER plan_snapshot_is_frozen BEFORE UPDATE OR DELETE ON plan_snapshot "
            "FOR EACH ROW EXECUTE FUNCTION plan_refuse_change()"
        ),
    ],
}

DROP = {
    "sqlite": ["DROP TRIGGER plan_snapshot_is_frozen"],
    "postgresql": [
        "DROP TRIGGER plan_snapshot_is_frozen ON plan_snapshot",
        "DROP FUNCTION plan_refuse_change()",
    ],
}
