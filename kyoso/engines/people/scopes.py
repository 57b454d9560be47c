"""What a mandate or a token may reach to, told by the engines above.

people.procedure_lists.register(people.ProcedureList("casework", list_procedures))
people.token_scopes.register(people.TokenScope("plan", "計画の値を読む"))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class ProcedureList:
    """Procedures in which one may act for another: pairs of slug and title."""

    slug: str
    list: Callable[[], Iterable[tuple[str, Mapping[str, str] | str]]]


@dataclass(frozen=True)
class TokenScope:
    """One thing that a program may do with a token."""

    slug: str
    title: str | Promise


procedure_lists: Registry[ProcedureList] = Registry("list of procedures")
token_scopes: Registry[TokenScope] = Registry("token scope")


def procedure_titles() -> dict[str, Mapping[str, str] | str]:
    """Return the titles of all procedures that a mandate may name, by slug."""
    return {slug: title for known in procedure_lists for slug, title in known.list()}
