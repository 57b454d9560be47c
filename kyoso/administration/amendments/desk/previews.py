"""見本のページ: the question as it would be with what is typed now, saved or not."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kyoso.administration.amendments import content, previewing
from kyoso.administration.amendments.content import Place, at, place_of
from kyoso.administration.amendments.desk.loading import EDIT, amendment_for
from kyoso.administration.amendments.errors import NoSuchPlace
from kyoso.administration.amendments.forms import PartForm
from kyoso.administration.amendments.models import Amendment
from kyoso.administration.amendments.parts_of_form import is_question, part_of
from kyoso.engines.forms import api as forms
from kyoso.engines.people import api as people


@require_POST
@people.officer(EDIT)
def preview(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """Draw the question beside its fields anew; nothing is saved."""
    amendment = amendment_for(request, ref)
    place = place_of(where)
    return render(request, "amendments/preview.html", typed(request, amendment, place))


def typed(
    request: people.OfficerRequest, amendment: Amendment, place: Place
) -> dict[str, Any]:
    """Return what the preview shows of what is typed now."""
    known = part_of(place, kind=_kind(amendment, place)) if is_question(place) else None
    if known is None:
        raise Http404
    table = at(amendment.content, place)
    form = PartForm(
        request.POST, part=known, table=table, content=amendment.content, place=place
    )
    if not form.is_valid():
        return {"preview": None}
    return shown(content.put(amendment.content, place, form.table()), place)


def beside(whole: content.Content, place: Place) -> dict[str, Any]:
    """Return what stands beside the fields of a part: the preview of a question."""
    return shown(whole, place) | {"has_preview": True} if is_question(place) else {}


def shown(whole: content.Content, place: Place) -> dict[str, Any]:
    """Return what the preview shows of this content: the screen, or that it cannot."""
    found = previewing.screen_of(whole, place)
    screen = forms.Screen(found.step, {}, language="ja") if found else None
    return {"preview": found, "preview_screen": screen}


def _kind(amendment: Amendment, place: Place) -> str:
    try:
        return str(at(amendment.content, place).get("type", ""))
    except NoSuchPlace:
        raise Http404 from None
