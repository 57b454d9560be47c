"""What residents read: a sentence for each event, a receipt number for each reason.

The engines and capabilities that write events register their words::

    audit.labels.register(
        audit.Label("casework.opened", _("申請の内容を見ました。"))
    )
    audit.reasons.register(audit.Reasons("residents.purpose", name_purposes))
    audit.receipts.register(audit.Receipts("cases", receipt_numbers))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Label:
    """The sentence of an event, as the person whose data it was reads it.

    ``slug`` is the event (``casework.opened``). ``is_shown=False`` keeps an
    event off the person's page (it stays in the record).
    """

    slug: str
    sentence: str | Promise
    is_shown: bool = True


@dataclass(frozen=True)
class Reasons:
    """Names reasons: takes refs, returns words for those it knows, without a query."""

    slug: str
    name: Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Receipts:
    """Reasons that a receipt number (受付番号) names.

    ``rows`` takes refs and returns a ``values_list`` of ref and number. It runs as
    part of one query for all kinds, however many there are.
    """

    slug: str
    rows: Callable[[set[str]], QuerySet[Any, tuple[str, str]]]


labels: Registry[Label] = Registry("audit label")
reasons: Registry[Reasons] = Registry("kind of audit reason")
receipts: Registry[Receipts] = Registry("kind of receipt number")


def name_reasons(refs: Iterable[str]) -> dict[str, str]:
    """Return words for every ref that some engine can name; one query at most."""
    wanted = {ref for ref in refs if ref}
    named: dict[str, str] = {}
    for kind in reasons:
        named.update(kind.name(wanted - set(named)))
    return named | _receipts(wanted - set(named))


def _receipts(refs: set[str]) -> dict[str, str]:
    if not refs or not len(receipts):
        return {}
    first, *others = [kind.rows(refs).order_by() for kind in receipts]
    found = first.union(*others, all=True) if others else first
    return {ref: _("受付番号 %(number)s") % {"number": number} for ref, number in found}
