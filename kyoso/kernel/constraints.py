"""Database constraints that many tables share, each with its sentence."""

from django.db.models import CheckConstraint, Q


def together(*columns: str, name: str, sentence: str | None = None) -> CheckConstraint:
    """Return the constraint that all of these columns are filled, or none is.

    A moment goes with whoever acted then:
    ``together("revoked_at", "revoked_by", name=…)``. ``name`` is unique in the
    database; ``sentence`` tells an officer what is wrong, where one may meet it.
    """
    none = Q(**dict.fromkeys(columns))
    each = Q(**{f"{column}__isnull": False for column in columns})
    return CheckConstraint(
        name=name, condition=none | each, violation_error_message=sentence
    )
