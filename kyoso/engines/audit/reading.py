"""Reading the record, for the person it is about."""

from kyoso.engines.audit.models import Entry, EntryQuerySet


def entries_about(ref: str) -> EntryQuerySet:
    """Return the entries whose personal data was this account's, newest first."""
    return Entry.objects.filter(person=ref).newest_first()
