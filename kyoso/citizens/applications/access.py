"""Whose draft, whose case: the loaders of every page of this capability.

A resident with an account holds what is theirs; without an account the browser
holds what was begun or opened with its code in it. Another person's thing does
not exist (404). A stranger is asked for the code or the log-in, in the same
words whether the thing exists or not: a session that has ended loses nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from kyoso.citizens.applications import reading
from kyoso.citizens.applications.rules import CASE, PROCEDURE, subject_of
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account

View = Callable[..., HttpResponseBase]

# What names the screen in an address: a question, or a part of an item of a group.
_SCREEN = ("slug", "item", "number")
_CASES = "applications.cases"
_MOST_CASES = 20


def resident_account(request: HttpRequest) -> Account | None:
    """Return the logged-in resident's account, if there is one."""
    user = request.user
    if isinstance(user, Account) and user.kind == Account.Kind.RESIDENT:
        return user
    return None


def acting_for(request: HttpRequest, procedure: Procedure) -> people.Standing | None:
    """Return for whom this resident acts in a procedure, if for another.

    Who acts for a company acts for themself in what is for persons only.
    """
    standing = standing_of(request)
    if standing is None or not standing.covers(procedure.slug):
        return None
    company = standing.company
    if company is not None and company.kind not in procedure.definition.applicants:
        return None
    return standing


def standing_of(request: HttpRequest) -> people.Standing | None:
    """Return for whom this session acts, whoever asks; no query where for nobody."""
    if resident_account(request) is None or not people.is_acting(request):
        return None
    request.resident = people.resident_of(request)  # type: ignore[attr-defined]
    return people.standing_of(request)


def who(request: HttpRequest) -> str:
    """Return what rates are counted by: the account, or the address of the net."""
    account = resident_account(request)
    return account.ref if account else people.limits.address_of(request)


def with_draft(view: View) -> View:
    """Load the draft of the address for whoever holds it, and state so."""

    @people.anyone
    @wraps(view)
    def guarded(
        request: HttpRequest, ref: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        account = resident_account(request)
        draft = forms.draft_shown(ref)
        if draft is None or not _holds_draft(request, draft, account):
            if account is not None:
                raise Http404
            parts = [str(kwargs[part]) for part in _SCREEN if part in kwargs]
            return _ask_for_code(request, ref, ".".join(parts))
        if draft.is_expired:
            return redirect("applications:resume")
        return private(view(request, draft, *args, **kwargs))

    return guarded


def with_case(view: View) -> View:
    """Load the case of the address for whoever holds it, and state so."""

    @people.anyone
    @wraps(view)
    def guarded(
        request: HttpRequest, ref: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        account = resident_account(request)
        held = _cases_of(request)
        if account is None and ref not in held:
            return redirect("applications:status")
        case = reading.case_held(ref) if ref in held else reading.case_of(account, ref)
        if case is not None and held.get(ref, _mark(case)) != _mark(case):
            # A slip whose code was made anew closes the case in every browser.
            if account is None:
                return redirect("applications:status")
            case = reading.case_of(account, ref)
        if case is None:
            raise Http404
        return private(view(request, case, *args, **kwargs))

    return guarded


def hold_case(request: HttpRequest, case: Case) -> None:
    """Let this browser open the case from now on."""
    held = _cases_of(request)
    held.pop(case.ref, None)
    held[case.ref] = _mark(case)
    request.session[_CASES] = dict(list(held.items())[-_MOST_CASES:])


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a personal page out of every cache."""
    response["Cache-Control"] = "no-store, private"
    return response


def _cases_of(request: HttpRequest) -> dict[str, str]:
    """Return which cases this browser may open, each with the mark of its slip."""
    return dict(request.session.get(_CASES, {}))


def _mark(case: Case) -> str:
    slip = getattr(case, "slip", None)
    return slip.code_digest[:16] if slip else ""


def _holds_draft(request: HttpRequest, draft: Draft, account: Account | None) -> bool:
    if forms.is_held(request, draft):
        return True
    if account is None or draft.account_id is None:
        return False
    if draft.account_id == account.pk:
        return True
    if subject_of(draft.about, CASE) is not None:
        return reading.case_mended_by(account, draft) is not None
    slug = subject_of(draft.about, PROCEDURE) or ""
    holder = draft.account
    return holder is not None and people.may_act_for(account, holder, slug)


def _ask_for_code(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    if request.method == "POST" and step:
        posted = {name: list(values) for name, values in request.POST.lists()}
        forms.keep_pending(request, ref, step, posted)
        request.session["applications.after"] = request.path
    return redirect("applications:resume")
