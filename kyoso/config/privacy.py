"""Privacy class and retention of the models that others wrote.

Kyoso's own models carry a nested ``Privacy``; Django's, allauth's and the task
queue's are sorted here, in the same words (``kernel.privacy``). An architecture
test keeps the list whole and without strangers.
"""

from django.db.models import Model

# An officer's second factor is nothing that the public process may see or change.
_OF_A_RESIDENT = (
    "EXISTS (SELECT 1 FROM people_account"
    " WHERE people_account.id = user_id AND people_account.kind = 'resident')"
)


class Permission:
    """django.contrib.auth: present because allauth needs the app; Kyoso asks roles."""

    retention = "organisation"
    public_rights = "read"
    internal = {"id", "name", "content_type", "codename"}


class Group:
    retention = "organisation"
    public_rights = "read"
    internal = {"id", "name", "permissions"}


class ContentType:
    retention = "permanent"
    public_rights = "read"
    internal = {"id", "app_label", "model"}


class Session:
    """Who is logged in at the public door; ends with its date (``wiring``).

    The office has a table of its own (``OfficeSession``).
    """

    retention = "session"
    internal = {"expire_date"}
    secret = {"session_key", "session_data"}


class TaskResult:
    """django-tasks-db: one run of a job; its arguments are ids only (DESIGN, jobs)."""

    retention = "job"
    public_rights = "append"
    internal = {
        "id",
        "status",
        "enqueued_at",
        "started_at",
        "finished_at",
        "args_kwargs",
        "priority",
        "task_path",
        "worker_ids",
        "queue_name",
        "backend_name",
        "run_after",
        "return_value",
        "exception_class_path",
        "traceback",
    }


class EmailAddress:
    retention = "account"
    public_rows = _OF_A_RESIDENT
    internal = {"id", "user", "verified", "primary"}
    personal = {"email"}


class EmailConfirmation:
    retention = "account"
    internal = {"id", "email_address", "created", "sent"}
    secret = {"key"}


class Authenticator:
    """allauth: a passkey, a TOTP secret or recovery codes."""

    retention = "account"
    public_rows = _OF_A_RESIDENT
    internal = {"id", "user", "type", "created_at", "last_used_at"}
    secret = {"data"}


THIRD_PARTY: dict[str, type] = {
    "auth.Permission": Permission,
    "auth.Group": Group,
    "contenttypes.ContentType": ContentType,
    "sessions.Session": Session,
    "django_tasks_database.DBTaskResult": TaskResult,
    "account.EmailAddress": EmailAddress,
    "account.EmailConfirmation": EmailConfirmation,
    "mfa.Authenticator": Authenticator,
}


def privacy_of(model: type[Model]) -> type | None:
    """Return the class that sorts a model's fields, or ``None`` if nobody has."""
    own: type | None = vars(model).get("Privacy")
    return own or THIRD_PARTY.get(model._meta.label)  # noqa: SLF001 - public by documentation
