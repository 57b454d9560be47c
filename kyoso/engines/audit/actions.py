"""Verbs of the audit engine."""

from collections.abc import Iterable
from typing import Protocol

from kyoso.engines.audit.models import Entry


class Referenced(Protocol):
    """Anything with a public name: accounts, cases, files."""

    ref: str


def record(
    event: str,
    *,
    by: Referenced | None,
    subject: object,
    person: Referenced | None = None,
    reason: str = "",
    **details: str | int | bool | None,
) -> Entry:
    """Write one row in the running transaction; it is sealed within seconds.

    ``event`` is ``label.past_tense`` (``casework.decided``). ``by=None`` means
    the system itself. ``person`` is whose personal data was read or changed.
    ``reason`` is the ref of the case that gave the reason. ``details`` are ids,
    numbers and codes only, never personal data.
    """
    return Entry.objects.create(
        event=event,
        actor=name_of(by) if by is not None else "system",
        subject=name_of(subject),
        person=person.ref if person is not None else "",
        reason=reason,
        details=details,
    )


def record_each(
    event: str,
    *,
    by: Referenced | None,
    about: Iterable[tuple[object, Referenced | None, str]],
) -> None:
    """Write a row for each subject with its person and its reason, in one statement.

    For a list in which the data of several people was read; else as ``record``.
    """
    actor = name_of(by) if by is not None else "system"
    Entry.objects.bulk_create(
        Entry(
            event=event,
            actor=actor,
            subject=name_of(subject),
            person=person.ref if person is not None else "",
            reason=reason,
        )
        for subject, person, reason in about
    )


def name_of(subject: object) -> str:
    """Return ``label.model:ref`` for a row, or the text itself."""
    meta = getattr(subject, "_meta", None)
    if meta is None:
        return str(subject)
    key = getattr(subject, "ref", None) or getattr(subject, "pk", "")
    return f"{meta.label_lower}:{key}"
