"""Which amendments and procedures an officer may open: those of their section."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest

from kyoso.administration.amendments.models import Amendment
from kyoso.engines.casework.api import Procedure
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

EDIT = people.Permission.EDIT_PROCEDURES
PUBLISH = people.Permission.PUBLISH_PROCEDURES
# How the states of amendments and of procedures are coloured; the word says it.
CHIPS = {
    "drafting": "blue",
    "proposed": "orange",
    "published": "green",
    "dropped": "neutral",
    "live": "green",
    "preparing": "yellow",
    "closed": "neutral",
    "hidden": "neutral",
}


def amendment_for(
    request: people.OfficerRequest, ref: str, permission: people.Permission = EDIT
) -> Amendment:
    """Return the amendment if the officer may act in its section; else 404.

    Of a procedure that is there already, its own section counts, whatever the
    amendment would make of it.
    """
    found = (
        Amendment.objects.filter(ref=ref)
        .select_related(
            "section__department",
            "procedure__section__department",
            "base",
            "changed_by__officer",
            "proposed_by__officer",
            "published_by__officer",
        )
        .first()
    )
    if found is None:
        raise Http404
    section = found.procedure.section if found.procedure else found.section
    if not people.may(request.officer, permission, section):
        raise Http404
    return found


def procedure_for(
    request: people.OfficerRequest, slug: str, permission: people.Permission = EDIT
) -> Procedure:
    """Return the procedure if the officer may act in its section; else 404."""
    found = (
        Procedure.objects.filter(slug=slug)
        .select_related("section__department", "current", "form")
        .first()
    )
    if found is None or not people.may(request.officer, permission, found.section):
        raise Http404
    return found


def edition_of(request: HttpRequest) -> int:
    """Return the edition that the officer's page showed; 0 fits none."""
    given = request.POST.get("edition", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def sections_of(officer: people.Officer) -> list[people.Section]:
    """Return the sections whose procedures the officer may change."""
    return list({s.pk: s for s in people.sections_where(officer, EDIT)}.values())


def told(request: HttpRequest, act: Any, sentence: str) -> bool:
    """Do it and say what happened, or why it did not; tell whether it did."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return False
    if sentence:
        messages.success(request, sentence)
    return True
