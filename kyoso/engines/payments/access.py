"""Whose due: the loaders of the payers' pages.

A due of a resident is theirs alone: to another it does not exist, a stranger is
led to the log-in. A due without an account is open to whoever has its address,
which nobody can guess, as with a payment slip on paper.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control

from kyoso.engines.ledger.api import Due
from kyoso.engines.payments.models import Attempt
from kyoso.engines.people import api as people

View = Callable[..., HttpResponseBase]


def payer(request: HttpRequest) -> people.Account | None:
    """Return the logged-in resident's account, if there is one."""
    user = request.user
    if isinstance(user, people.Account) and user.kind == people.Account.Kind.RESIDENT:
        return user
    return None


def with_due(view: View) -> View:
    """Load the due of the address for its payer, and state so."""

    @people.anyone
    @wraps(view)
    def guarded(request: HttpRequest, ref: str) -> HttpResponseBase:
        found = _dues().filter(ref=ref).first()
        return _shown(request, found, lambda: view(request, found))

    return guarded


def _dues() -> QuerySet[Due]:
    """Return dues with what their page says of attempts: the live one, how the last is."""
    attempts = Attempt.objects.filter(due=OuterRef("pk")).order_by("-pk")
    return Due.objects.select_related("line__section").annotate(
        live_ref=Subquery(attempts.live().values("ref")[:1]),
        last_state=Subquery(attempts.values("state")[:1]),
    )


def with_attempt(view: View) -> View:
    """Load the attempt of the address for its payer, and state so."""

    @people.anyone
    @wraps(view)
    def guarded(request: HttpRequest, ref: str) -> HttpResponseBase:
        found = Attempt.objects.select_related("due__line").filter(ref=ref).first()
        due = found.due if found else None
        return _shown(request, due, lambda: view(request, found))

    return guarded


def due_of_desk(ref: str) -> Due:
    """Return a due for the officers who keep the books."""
    return get_object_or_404(
        Due.objects.select_related("line__section", "debtor", "exported"), ref=ref
    )


def _shown(
    request: HttpRequest, due: Due | None, show: Callable[[], Any]
) -> HttpResponseBase:
    account = payer(request)
    if due is None or (due.debtor_id and account and due.debtor_id != account.pk):
        if account is None:
            # The same answer, whether it exists or not.
            return redirect_to_login(request.get_full_path())
        raise Http404
    if due.debtor_id and account is None:
        return redirect_to_login(request.get_full_path())
    response: HttpResponseBase = show()
    patch_cache_control(response, private=True, no_store=True)
    return response
