"""試し入力: the pages that residents would see, filled in, filing nothing."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST

from kyoso.administration.amendments import actions, trying
from kyoso.administration.amendments.desk.loading import EDIT, amendment_for
from kyoso.administration.amendments.findings import faults
from kyoso.administration.amendments.models import Amendment, Rehearsal
from kyoso.administration.amendments.trying import Walk
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.people import api as people
from kyoso.kernel import clock, words

LANGUAGES = (("ja", "日本語"), ("ja-easy", "やさしい日本語"), ("en", "English"))


@people.officer(EDIT)
def begin(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Lead on to the first screen that is open, or to the end."""
    amendment = amendment_for(request, ref)
    walk = _walk(request, amendment)
    if walk is None:
        ctx = {"amendment": amendment, "faults": faults(amendment.content)}
        return render(request, "amendments/try_not_yet.html", ctx)
    step = walk.first_open()
    if step is None:
        return redirect(_named(request, "amendments:try_end", amendment.ref))
    return redirect(_named(request, "amendments:try_screen", amendment.ref, step.slug))


@people.officer(EDIT)
def screen(request: people.OfficerRequest, ref: str, slug: str) -> HttpResponse:
    """One screen as residents see it."""
    amendment = amendment_for(request, ref)
    walk = _walk(request, amendment)
    place = walk.place(slug) if walk else None
    if walk is None or place is None:
        return redirect(_named(request, "amendments:try", amendment.ref))
    if request.method == "POST":
        return _answered(request, amendment, walk, place)
    shown = forms.Screen(place.step, walk.typed, language=walk.language)
    return _show(request, amendment, walk, place, shown)


@people.officer(EDIT)
def item(
    request: people.OfficerRequest, ref: str, slug: str, name: str, number: int
) -> HttpResponse:
    """One screen of one item of a repeated group."""
    amendment = amendment_for(request, ref)
    walk = _walk(request, amendment)
    try:
        place = walk.item(slug, name, number) if walk else None
    except KeyError:
        raise Http404 from None
    if walk is None or place is None:
        return redirect(_named(request, "amendments:try", amendment.ref))
    faulty: list[forms.Fault] = []
    if request.method == "POST":
        posted = {key: list(values) for key, values in request.POST.lists()}
        walk = _keep(request, amendment, walk, trying.with_item(walk, place, posted))
        now = walk.item(slug, name, number)
        if now is None:
            return _to_list(request, amendment, walk, slug)
        own = {question.key for question in now.step.questions}
        faulty = [
            fault.within
            for fault in walk.checked.faults_of(slug)
            if fault.item == name and fault.within and fault.within.question in own
        ]
        if not faulty and now.is_last:
            return _to_list(request, amendment, walk, slug)
        if not faulty:
            args = (amendment.ref, slug, name, number + 1)
            return redirect(_named(request, "amendments:try_item", *args))
        place = now
    shown = forms.Screen(place.step, place.typed, language=walk.language, faults=faulty)
    body = _drawn(
        request, walk, "amendments/phone_item.html", {"place": place, "screen": shown}
    )
    back = _named(request, "amendments:try", amendment.ref)
    return _page(request, amendment, walk, body, back, shown, place.title)


@people.officer(EDIT)
def note(request: people.OfficerRequest, ref: str, slug: str, key: str) -> HttpResponse:
    """The exit that these answers meet, and the way on."""
    amendment = amendment_for(request, ref)
    walk = _walk(request, amendment)
    found = None
    if walk is not None:
        known = forms.exits(walk.definition, walk.checked.values)
        found = next((each for each in known if each.slug == slug), None)
    if walk is None or found is None:
        return redirect(_named(request, "amendments:try", amendment.ref))
    back = _named(request, "amendments:try_screen", amendment.ref, key)
    context = {
        "exit": found,
        "back": back,
        "onward": _onward(request, amendment, walk, key),
    }
    body = _drawn(request, walk, "amendments/phone_note.html", context)
    return _page(request, amendment, walk, body, back, None, found.title)


@people.officer(EDIT)
def end(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """What these answers lead to: the way, the fee, who decides, the outcomes."""
    amendment = amendment_for(request, ref)
    walk = _walk(request, amendment)
    if walk is None or walk.first_open() is not None:
        return redirect(_named(request, "amendments:try", amendment.ref))
    values = walk.checked.values
    ctx = {
        "amendment": amendment,
        "definition": casework.Definition.read(amendment.content),
        "rows": trying.rows(walk),
        "route": trying.route(walk),
        "skipped": trying.skipped(walk),
        "exits": forms.exits(walk.definition, values),
        "lacking": [walk.definition.by_key[key].label for key in walk.checked.lacking],
        "fee": forms.fee_of(walk.definition, values, today=clock.today()),
    }
    return render(request, "amendments/try_end.html", ctx)


@require_POST
@people.officer(EDIT)
def forget(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Begin the test run anew."""
    amendment = amendment_for(request, ref)
    actions.rehearse(amendment=amendment, typed={}, by=request.officer.account)
    return redirect(_named(request, "amendments:try", amendment.ref))


def _walk(request: people.OfficerRequest, amendment: Amendment) -> Walk | None:
    """Return the officer's rehearsal; ``None`` while there is something to mend."""
    content = amendment.content
    if "form" not in content or casework.faults_of(content):
        return None
    kept = Rehearsal.objects.filter(
        amendment=amendment, typed_by=request.officer.account
    ).first()
    typed = dict(kept.typed) if kept else {}
    return Walk(forms.parse(content["form"]), typed, _language(request))


def _language(request: people.OfficerRequest) -> str:
    asked = request.GET.get("in", "ja")
    return asked if asked in dict(LANGUAGES) else "ja"


def _keep(
    request: people.OfficerRequest,
    amendment: Amendment,
    walk: Walk,
    typed: trying.Typed,
) -> Walk:
    kept = actions.rehearse(
        amendment=amendment, typed=typed, by=request.officer.account
    )
    return Walk(walk.definition, dict(kept.typed), walk.language)


def _answered(
    request: people.OfficerRequest,
    amendment: Amendment,
    walk: Walk,
    place: forms.Place,
) -> HttpResponse:
    posted = {name: list(values) for name, values in request.POST.lists()}
    walk = _keep(request, amendment, walk, trying.saved(walk, place.step, posted))
    slug = place.step.slug
    pressed = forms.pressed(place.step, posted)
    if pressed is not None:
        way, key, name = pressed
        if way == "drop":
            _keep(request, amendment, walk, trying.without_item(walk, key, name))
            return redirect(
                _named(request, "amendments:try_screen", amendment.ref, slug)
            )
        args = (amendment.ref, key, name, 1)
        return redirect(_named(request, "amendments:try_item", *args))
    now = walk.place(slug)
    if now is None:
        return redirect(_named(request, "amendments:try", amendment.ref))
    keys = {question.key for question in now.step.questions}
    faulty = [fault for fault in walk.checked.errors if fault.question in keys]
    if faulty:
        shown = forms.Screen(
            now.step, walk.typed, language=walk.language, faults=faulty
        )
        return _show(request, amendment, walk, now, shown)
    for known in forms.exits(walk.definition, walk.checked.values):
        if keys & set(known.when.questions()):
            way_out = (amendment.ref, known.slug, slug)
            return redirect(_named(request, "amendments:try_note", *way_out))
    return redirect(_onward(request, amendment, walk, slug))


def _onward(
    request: people.OfficerRequest, amendment: Amendment, walk: Walk, slug: str
) -> str:
    place = walk.place(slug)
    if place is None or place.after is None:
        return _named(request, "amendments:try", amendment.ref)
    return _named(request, "amendments:try_screen", amendment.ref, place.after.slug)


def _to_list(
    request: people.OfficerRequest, amendment: Amendment, walk: Walk, key: str
) -> HttpResponse:
    slug = forms.step_of(walk.definition, key)
    return redirect(_named(request, "amendments:try_screen", amendment.ref, slug))


def _show(
    request: people.OfficerRequest,
    amendment: Amendment,
    walk: Walk,
    place: forms.Place,
    shown: forms.Screen,
) -> HttpResponse:
    body = _drawn(
        request,
        walk,
        "amendments/phone.html",
        {
            "place": place,
            "screen": shown,
            "samples": list(trying.SamplesForm(place.step, walk.typed)),
        },
    )
    back = reverse("amendments:amendment", args=[amendment.ref])
    if place.before is not None:
        back = _named(
            request, "amendments:try_screen", amendment.ref, place.before.slug
        )
    page = place.step.page
    heading = page.title if page.together else place.step.heading
    return _page(request, amendment, walk, body, back, shown, heading)


def _drawn(
    request: people.OfficerRequest, walk: Walk, template: str, context: dict[str, Any]
) -> str:
    """Draw what a resident would see, in the language of the test run."""
    with translation.override(walk.language):
        known = {"walk": walk, "title": walk.definition.title}
        return render_to_string(template, known | context, request)


def _page(
    request: people.OfficerRequest,
    amendment: Amendment,
    walk: Walk,
    body: str,
    back: str,
    shown: forms.Screen | None,
    heading: str | Mapping[str, str],
) -> HttpResponse:
    ctx = {
        "heading": words.pick(heading, walk.language),
        "amendment": amendment,
        "body": body,
        "back": back,
        "form": shown,
        "languages": [(code, word, code == walk.language) for code, word in LANGUAGES],
    }
    status = 422 if shown is not None and shown.errors else 200
    return render(request, "amendments/try.html", ctx, status=status)


def _named(request: people.OfficerRequest, name: str, *args: Any) -> str:
    """Return an address that keeps the language of the test run."""
    language = _language(request)
    query = "" if language == "ja" else f"?in={language}"
    return reverse(name, args=args) + query
