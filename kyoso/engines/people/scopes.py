"""What a mandate or a token may reach to, told by the engines above.

people.procedure_lists.register(people.ProcedureList("casework", list_procedures))
people.token_scopes.register(people.TokenScope("apply", "申請する"))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from kyoso.engines.people.models import Account
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class ProcedureList:
    """Procedures in which one may act for another: pairs of slug and title."""

    slug: str
    list: Callable[[], Iterable[tuple[str, Mapping[str, str] | str]]]


@dataclass(frozen=True)
class TokenScope:
    """One thing that a program may do with a token, of a resident or of an officer."""

    slug: str
    title: str | Promise
    is_for_officers: bool = False


procedure_lists: Registry[ProcedureList] = Registry("list of procedures")
token_scopes: Registry[TokenScope] = Registry("token scope")


def scopes_for(account: Account) -> list[TokenScope]:
    """Return what a token of this account may reach to."""
    is_officer = account.kind == Account.Kind.OFFICER
    return [scope for scope in token_scopes if scope.is_for_officers == is_officer]


def procedure_titles() -> dict[str, Mapping[str, str] | str]:
    """Return the titles of all procedures that a mandate may name, by slug."""
    return {slug: title for known in procedure_lists for slug, title in known.list()}
