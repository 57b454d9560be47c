"""The index of public pages: what enters it, what leaves it, and how it is rebuilt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise

from kyoso.engines.catalogue import tokens
from kyoso.engines.catalogue.models import Entry
from kyoso.kernel import clock
from kyoso.kernel.registry import Registry
from kyoso.kernel.words import KEYS


@dataclass(frozen=True)
class Page:
    """One public page as its source tells it; ``body`` is plain text."""

    key: str
    title: str
    body: str
    path: str
    language: str = "ja"


@dataclass(frozen=True)
class Source:
    """Where public pages of one kind come from.

    ``slug`` is their kind, ``title`` its name among search results (手続, 指標);
    ``pages`` returns all that are public now, in every language they have.
    """

    slug: str
    title: str | Promise
    pages: Callable[[], Iterable[Page]]


sources: Registry[Source] = Registry("search source")

# Data files say "easy" where settings say "ja-easy"; both are understood.
_LANGUAGES = {key: code for code, key in KEYS.items()} | {
    code: code for code, _ in settings.LANGUAGES
}


def publish(
    *, kind: str, key: str, title: str, body: str, path: str, language: str = "ja"
) -> None:
    """Let search find a page that anyone may read, or tell it that it changed.

    Only public text may be given. Runs in the caller's transaction, so that a
    page that is rolled back is not found.
    """
    title, body = _storable(title), _storable(body)
    Entry.objects.update_or_create(
        kind=kind,
        key=key,
        language=_LANGUAGES[language],
        defaults={
            "title": title,
            "body": body,
            "path": path,
            "title_words": tokens.of_text(title),
            "words": tokens.of_text(body),
            "published_at": clock.now(),
        },
    )


def withdraw(*, kind: str, key: str) -> None:
    """Let search forget a page, in every language; one that it never knew is no fault."""
    Entry.objects.filter(kind=kind, key=key).delete()


def reindex(source: Source) -> int:
    """Make the index say what the source says now; return how many pages it has."""
    with transaction.atomic():
        before = {
            (entry.key, entry.language): entry
            for entry in Entry.objects.filter(kind=source.slug)
        }
        now = set()
        for page in source.pages():
            place = (page.key, _LANGUAGES[page.language])
            now.add(place)
            known = before.get(place)
            if known is None or _told(known) != (page.title, page.body, page.path):
                publish(
                    kind=source.slug,
                    key=page.key,
                    title=page.title,
                    body=page.body,
                    path=page.path,
                    language=page.language,
                )
        gone = [entry.pk for place, entry in before.items() if place not in now]
        Entry.objects.filter(pk__in=gone).delete()
    return len(now)


def reindex_all() -> None:
    """Make search say what every source says now."""
    for source in sources:
        reindex(source)
    forget_unknown()


def forget_unknown() -> int:
    """Remove the pages of kinds that no source tells any more."""
    known = [source.slug for source in sources]
    removed, _ = Entry.objects.exclude(kind__in=known).delete()
    return removed


def _storable(told: str) -> str:
    # PostgreSQL takes no NUL in text; nobody reads one.
    return told.replace("\0", "")


def _told(entry: Entry) -> tuple[str, str, str]:
    return entry.title, entry.body, entry.path
