"""One way to register things: unique, ordered, and replaceable in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """What a registry holds: anything with a unique ``slug``."""

    @property
    def slug(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


class Registry(Generic[Thing]):
    """Things by slug, in the order in which they were registered."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._things: dict[str, Thing] = {}

    def register(self, thing: Thing) -> Thing:
        """Add one thing; a second of the same slug raises ``ValueError``."""
        if thing.slug in self._things:
            raise ValueError(f"{self._what} {thing.slug!r} is registered twice.")
        self._things[thing.slug] = thing
        return thing

    def get(self, slug: str) -> Thing:
        """Return the thing of this slug; an unknown slug raises ``KeyError``."""
        try:
            return self._things[slug]
        except KeyError:
            raise KeyError(f"No {self._what} is registered as {slug!r}.") from None

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._things.values())

    def __contains__(self, slug: object) -> bool:
        return slug in self._things

    def __len__(self) -> int:
        return len(self._things)

    @contextmanager
    def temporarily(self, thing: Thing) -> Iterator[Thing]:
        """Hold one thing for the length of a test, replacing any of its slug."""
        before = self._things.get(thing.slug)
        self._things[thing.slug] = thing
        try:
            yield thing
        finally:
            if before is None:
                del self._things[thing.slug]
            else:
                self._things[thing.slug] = before
