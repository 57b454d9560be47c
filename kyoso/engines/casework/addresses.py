"""Where a resident finds the case, and begins one: told by the capability of the pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise

from kyoso.engines.casework.errors import NotOpen
from kyoso.engines.casework.models import Case, CaseQuerySet, Procedure
from kyoso.engines.people.api import Account
from kyoso.kernel import doors
from kyoso.kernel.registry import Registry


def _nowhere(_: object) -> str:
    return ""


@dataclass(frozen=True)
class CasePage:
    """A page behind the public door on which applicants follow their cases.

    ``link`` returns its whole address for a case, ``procedure`` that of the page
    on which an application begins.
    """

    slug: str
    link: Callable[[Case], str]
    procedure: Callable[[Procedure], str] = _nowhere


@dataclass(frozen=True)
class CaseWay:
    """A way on from a case: to what another capability keeps about it.

    ``joined`` names the one-to-one of the case that holds it: the case is read with
    it (``with_ways``), so that a way costs no query, except for its ``heavy`` fields.
    ``public`` and ``office`` return the whole address at that door; a door for which
    there is none reads nothing of it, and need not be allowed to.
    """

    slug: str
    title: str | Promise
    joined: str
    public: Callable[[Case], str] = _nowhere
    office: Callable[[Case], str] = _nowhere
    heavy: tuple[str, ...] = ()

    def at(self, door: str) -> Callable[[Case], str]:
        return self.public if door == doors.PUBLIC else self.office


@dataclass(frozen=True)
class ApplicationPage:
    """Where a logged-in resident goes on with an application begun elsewhere.

    ``begin`` makes the draft with the answers that are known already, as typed,
    and returns its path behind the public door. It raises a ``Refusal``.
    """

    slug: str
    begin: Callable[[Procedure, Account, Mapping[str, str]], str]


application_pages: Registry[ApplicationPage] = Registry("page of applications")
case_pages: Registry[CasePage] = Registry("page of a case")
case_ways: Registry[CaseWay] = Registry("way on from a case")


def public_link(case: Case) -> str:
    """Return the address for the applicant: the case's page, or the front door."""
    for page in case_pages:
        return page.link(case)
    return str(settings.DOORS[doors.PUBLIC]["base"])


def procedure_path(procedure: Procedure) -> str:
    """Return the path of a procedure's public page, or nothing where none is shown."""
    told = next((page.procedure(procedure) for page in case_pages), "")
    return urlsplit(told).path


def with_ways(cases: CaseQuerySet, door: str) -> CaseQuerySet:
    """Read cases with what ``ways_on`` asks about them at a door, in the same query."""
    ways = [way for way in case_ways if way.at(door) is not _nowhere]
    if not ways:
        return cases
    heavy = [f"{way.joined}__{name}" for way in ways for name in way.heavy]
    return cases.select_related(*(way.joined for way in ways)).defer(*heavy)


def ways_on(case: Case, door: str) -> list[tuple[str | Promise, str]]:
    """Return the ways on from a case at a door: their words and paths."""
    found = []
    for way in case_ways:
        told = way.at(door)(case)
        if told:
            found.append((way.title, urlsplit(told).path))
    return found


def begin_application(
    procedure: Procedure, *, by: Account, typed: Mapping[str, str]
) -> str:
    """Begin an application with what is known already; return where it goes on.

    Raises ``NotOpen`` where the city runs without pages for applications, and
    what those pages refuse.
    """
    for page in application_pages:
        return page.begin(procedure, by, typed)
    raise NotOpen
