"""One item of a repeated group, as a clerk enters it from paper: one screen, whole."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from kyoso.citizens.applications.desk import screen_of, with_draft
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft, ItemPlace
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal


@with_draft
def item(
    request: people.OfficerRequest, draft: Draft, slug: str, item: str
) -> HttpResponseBase:
    """Every question of one item; wrong answers may wait, as on the page around."""
    walk = Walk(draft, "ja")
    place = walk.item(slug, item, 1, whole=True)
    if draft.is_filed or place is None:
        return redirect("applications:desk_check", draft.ref)
    if request.method == "POST":
        return _save(request, draft, place)
    return _show(request, walk, place, forms.Screen(place.step, place.typed))


@with_draft
def drop(
    request: people.OfficerRequest, draft: Draft, slug: str, item: str
) -> HttpResponseBase:
    """外す: what will be taken away, then the act."""
    walk = Walk(draft, "ja")
    place = walk.item(slug, item, 1, whole=True)
    is_open = not draft.is_filed and forms.may_remove(slug, item, draft.only)
    if place is None or not place.is_there or not is_open:
        return redirect("applications:desk_check", draft.ref)
    if request.method == "POST":
        forms.drop_item(draft, key=slug, item=item, by=request.officer.account)
        return redirect(_list(draft, place, request))
    rows = [row for row in walk.rows() if row.key == slug]
    context = {
        "draft": draft,
        "procedure": walk.procedure,
        "place": place,
        "back": _list(draft, place, request),
        "shown": next(
            shown for row in rows for shown in row.items if shown.name == item
        ),
    }
    return render(request, "applications/desk_item_drop.html", context)


def _save(
    request: people.OfficerRequest, draft: Draft, place: ItemPlace
) -> HttpResponseBase:
    posted = {name: list(values) for name, values in request.POST.lists()}
    key, item = place.question.key, place.item
    try:
        forms.save_item(
            draft,
            key=key,
            item=item,
            step=place.step,
            posted=posted,
            by=request.officer.account,
        )
    except forms.TooManyItems as refusal:
        typed = forms.read_posted(place.step, posted)
        screen = forms.Screen(place.step, typed)
        return _show(request, Walk(draft, "ja"), place, screen, refusal=refusal)
    except Refusal:
        return redirect("applications:desk_check", draft.ref)
    walk = Walk(draft, "ja")
    now = walk.item(key, item, 1, whole=True)
    wrong = [f for f in walk.faults_in(now) if now.typed.get(f.question)] if now else []
    if now is not None and wrong and "later" not in posted:
        screen = forms.Screen(now.step, now.typed, faults=wrong)
        return _show(request, walk, now, screen, status=422)
    return redirect(_list(draft, place, request))


def _show(
    request: people.OfficerRequest,
    walk: Walk,
    place: ItemPlace,
    screen: forms.Screen,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": walk.draft,
        "procedure": walk.procedure,
        "place": place,
        "form": screen,
        "screen": screen,
        "refusal": refusal,
        "back": _list(walk.draft, place, request),
    }
    status = 422 if refusal else status
    return render(request, "applications/desk_item.html", context, status=status)


def _list(draft: Draft, place: ItemPlace, request: people.OfficerRequest) -> str:
    """Return the address of the page that holds the group."""
    slug = screen_of(draft, place.question.key)
    address = reverse("applications:desk_page", args=[draft.ref, slug])
    return f"{address}?check=1" if "check" in request.GET else address
