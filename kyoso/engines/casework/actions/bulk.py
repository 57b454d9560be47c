"""一括処理: one act on many cases; each is done whole or refused with its sentence."""

from collections.abc import Iterable

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.actions import handling
from kyoso.engines.casework.errors import NotYourCase, TooManyAtOnce
from kyoso.engines.casework.models import BulkAct, BulkResult, Case
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Officer
from kyoso.kernel.errors import Refusal

# One page of the list; more belongs into a rule, not into a click.
MOST_AT_ONCE = 50


@transaction.atomic
def carry_out(
    cases: Iterable[Case],
    *,
    kind: str,
    token: str,
    by: Officer,
    to: Officer | None = None,
    text: str = "",
) -> BulkAct:
    """Assign to ``to``, accept, or note ``text`` on each of ``cases``.

    The same ``token`` is the same act: sent twice it is done once. A refusal of
    one case leaves the others as they are and is kept beside it. Raises
    ``TooManyAtOnce``, and nothing is done.
    """
    chosen = sorted(set(cases), key=lambda case: case.pk)
    if not 0 < len(chosen) <= MOST_AT_ONCE:
        raise TooManyAtOnce(most=MOST_AT_ONCE)
    act, is_new = BulkAct.objects.get_or_create(
        token=token, defaults={"kind": kind, "done_by": by.account}
    )
    if not is_new:
        return act
    # In the order of their keys, so that two such acts never wait for each other.
    results = [
        BulkResult(
            act=act, case=case, refusal=_refusal(kind, case, by=by, to=to, text=text)
        )
        for case in chosen
    ]
    BulkResult.objects.bulk_create(results)
    audit.record(
        "casework.done_to_many",
        by=by.account,
        subject=act,
        kind=kind,
        cases=len(results),
        refused=sum(bool(result.refusal) for result in results),
    )
    return act


def _refusal(
    kind: str, case: Case, *, by: Officer, to: Officer | None, text: str
) -> str:
    """Do it to one case; return why not, or "" when it is done."""
    try:
        with transaction.atomic():
            if not people.may(by, people.Permission.HANDLE_CASES, case.section):
                raise NotYourCase
            _do(kind, case, by=by.account, to=to, text=text)
    except Refusal as refusal:
        return refusal.sentence[:300]
    return ""


def _do(kind: str, case: Case, *, by: Account, to: Officer | None, text: str) -> None:
    if kind == BulkAct.Kind.ASSIGN:
        assert to is not None
        # Who stood in for the last officer does not for the next one.
        handling.assign(case, to=to, by=by)
    elif kind == BulkAct.Kind.ACCEPT:
        handling.accept(case, by=by)
    else:
        handling.note(case, text=text, by=by)
