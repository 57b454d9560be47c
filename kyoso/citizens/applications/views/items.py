"""One item of a repeated group: its own screens, and taking it away."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from kyoso.citizens.applications.access import resident_account, with_draft
from kyoso.citizens.applications.views.drafts import context_of
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft, ItemPlace
from kyoso.kernel.errors import Refusal


@with_draft
def item(
    request: HttpRequest, draft: Draft, slug: str, item: str, number: int
) -> HttpResponseBase:
    """One screen of one item; what is typed is kept, right or wrong."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, get_language() or "ja")
    place = walk.item(slug, item, number)
    if place is None:
        return redirect("applications:draft", draft.ref)
    if request.method == "POST":
        return _save(request, draft, place)
    typed = dict(place.typed)
    pending = forms.take_pending(request, draft)
    if pending and pending[0] == f"{slug}.{item}.{number}":
        typed |= forms.read_posted(place.step, pending[1])
    screen = forms.Screen(place.step, typed, language=walk.language)
    return _show(request, walk, place, screen)


@with_draft
def drop(request: HttpRequest, draft: Draft, slug: str, item: str) -> HttpResponseBase:
    """外す: what will be taken away, then the act."""
    walk = Walk(draft, get_language() or "ja")
    place = walk.item(slug, item, 1)
    if draft.is_filed or place is None or not place.is_there:
        return redirect("applications:draft", draft.ref)
    if not forms.may_remove(slug, item, draft.only):
        return redirect(_list(request, draft, place))
    if request.method == "POST":
        forms.drop_item(draft, key=slug, item=item, by=resident_account(request))
        return redirect(_list(request, draft, place))
    rows = [row for row in walk.rows() if row.key == slug]
    context = context_of(walk) | {
        "place": place,
        "back": _list(request, draft, place),
        "shown": next(
            shown for row in rows for shown in row.items if shown.name == item
        ),
    }
    return render(request, "applications/item_drop.html", context)


def _save(request: HttpRequest, draft: Draft, place: ItemPlace) -> HttpResponseBase:
    posted = {name: list(values) for name, values in request.POST.lists()}
    key, item, number = place.question.key, place.item, place.number
    try:
        forms.save_item(
            draft,
            key=key,
            item=item,
            step=place.step,
            posted=posted,
            by=resident_account(request),
        )
    except forms.TooManyItems as refusal:
        walk = Walk(draft, get_language() or "ja")
        typed = forms.read_posted(place.step, posted)
        screen = forms.Screen(place.step, typed, language=walk.language)
        return _show(request, walk, place, screen, refusal=refusal)
    except Refusal:
        return redirect("applications:resume")
    walk = Walk(draft, get_language() or "ja")
    now = walk.item(key, item, number)
    if now is None:
        return redirect(_list(request, draft, place))
    faults = walk.faults_in(now)
    if faults:
        screen = forms.Screen(
            now.step, now.typed, language=walk.language, faults=faults
        )
        return _show(request, walk, now, screen, status=422)
    if not now.is_last:
        return redirect(_address(request, draft, now, number + 1))
    return redirect(_list(request, draft, now))


def _show(
    request: HttpRequest,
    walk: Walk,
    place: ItemPlace,
    screen: forms.Screen,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = walk.draft
    context = context_of(walk) | {
        "form": screen,
        "screen": screen,
        "place": place,
        "refusal": refusal,
        "comments": walk.comments_on_item(place.question.key, place.item),
        "back": (
            _list(request, draft, place)
            if place.number == 1
            else _address(request, draft, place, place.number - 1)
        ),
    }
    status = 422 if refusal else status
    return render(request, "applications/item.html", context, status=status)


def _list(request: HttpRequest, draft: Draft, place: ItemPlace) -> str:
    """Return the address of the group's list of items."""
    address = reverse("applications:question", args=[draft.ref, place.question.key])
    return f"{address}?check=1" if "check" in request.GET else address


def _address(request: HttpRequest, draft: Draft, place: ItemPlace, number: int) -> str:
    args = [draft.ref, place.question.key, place.item, number]
    address = reverse("applications:item", args=args)
    return f"{address}?check=1" if "check" in request.GET else address
