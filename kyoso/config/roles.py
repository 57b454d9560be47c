"""What the public process may touch in the database, derived from the models.

A model says in its ``Privacy`` class what the public door does with its table:
``office_only = True`` when it never reads it (notes of officers, the way of an
approval, meetings being prepared), or ``public_rights`` with a key of
``kernel.privacy.PUBLIC_RIGHTS`` (the plan and the organisation are read, an
audit row is added and never changed). The public role gets these rights and no
others, so that a hole in a public page cannot do more than the page.

Where residents and officers share a table, a condition says which rows the role
sees at all (``public_rows``) or sees and may add or change (``public_changes``):
row level security, which names the role and binds nobody else.
"""

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from kyoso.config.privacy import privacy_of
from kyoso.kernel.privacy import PUBLIC_RIGHTS

# The copy of the resident register: a table of it is closed unless it says otherwise
# (what the public door adds of a card, and knows of an account).
CLOSED_APPS = {"residents"}


def office_only_models() -> list[type[Model]]:
    """Return the models whose tables the public role cannot read."""
    return [model for model in _models() if not public_rights(model)]


def public_rights(model: type[Model]) -> str:
    """Return the public role's rights on a model's table, "" for none.

    The table between the two ends of a many-to-many field has the rights of the
    model that declares the field.
    """
    declaring = model
    between = model._meta.auto_created  # noqa: SLF001 - Django's own registry
    if isinstance(between, type) and issubclass(between, Model):
        declaring = between
    privacy = privacy_of(declaring)
    if getattr(privacy, "office_only", False):
        return ""
    is_closed = declaring._meta.app_label in CLOSED_APPS  # noqa: SLF001
    unsaid = "" if is_closed else "write"
    said: str = getattr(privacy, "public_rights", unsaid)
    return PUBLIC_RIGHTS[said] if said else ""


def public_role_sql(role: str) -> list[str]:
    """Return the statements that create the role's rights; safe to repeat.

    The role itself (log-in, password) is the administrator's to create.
    """
    quote = connection.ops.quote_name
    name = quote(role)
    cache = settings.CACHE_TABLES["public"]
    rights = {model._meta.db_table: public_rights(model) for model in _models()}  # noqa: SLF001
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name};",
        f"GRANT USAGE ON SCHEMA public TO {name};",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name};",
        *(
            f"GRANT {allowed} ON {quote(table)} TO {name};"
            for table, allowed in sorted(rights.items())
            if allowed
        ),
        f"GRANT {PUBLIC_RIGHTS['write']} ON {quote(cache)} TO {name};",
        f"GRANT SELECT ON {quote('django_migrations')} TO {name};",
        *(statement for model in _models() for statement in _row_sql(model, role)),
    ]


def _row_sql(model: type[Model], role: str) -> list[str]:
    """Return the statements that hold the role to its rows of a shared table.

    The policies name the role in their conditions only, so that a backup can be
    restored where no such role exists.
    """
    privacy = privacy_of(model)
    seen = getattr(privacy, "public_rows", "")
    changed = getattr(privacy, "public_changes", seen)
    if not changed:
        return []
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    named = role.replace("'", "''")
    reads = f"current_user <> '{named}' OR {seen or 'true'}"
    changes = f"current_user <> '{named}' OR {changed}"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        f"DROP POLICY IF EXISTS public_reads ON {table};",
        f"DROP POLICY IF EXISTS public_changes ON {table};",
        f"CREATE POLICY public_reads ON {table} FOR SELECT USING ({reads});",
        f"CREATE POLICY public_changes ON {table} USING ({changes});",
    ]


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed  # noqa: SLF001
    ]
