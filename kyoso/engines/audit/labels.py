"""What residents read: a sentence for each event, a receipt number for each reason.

The engines and capabilities that write events register their words::

    audit.labels.register(
        audit.Label("casework.opened", _("申請の内容を見ました。"))
    )
    audit.reasons.register(audit.Reasons("case", receipt_numbers))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

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
    """Names reasons: takes refs, returns words for those it knows (one query)."""

    slug: str
    name: Callable[[Iterable[str]], dict[str, str]]


labels: Registry[Label] = Registry("audit label")
reasons: Registry[Reasons] = Registry("kind of audit reason")


def name_reasons(refs: Iterable[str]) -> dict[str, str]:
    """Return words for every ref that some engine can name."""
    wanted = {ref for ref in refs if ref}
    named: dict[str, str] = {}
    for kind in reasons if wanted else ():
        named.update(kind.name(wanted - set(named)))
    return named
