"""保存した条件: naming a filter for oneself or for one's section, and forgetting it."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kyoso.engines.casework.errors import FilterTitleTaken
from kyoso.engines.casework.models import SavedFilter
from kyoso.engines.people import api as people
from kyoso.ui import fields

READ = people.Permission.READ_CASES
HANDLE = people.Permission.HANDLE_CASES
# What a saved filter keeps: no search word, which may be somebody's name.
KEPT = ("view", "procedure", "state", "assignee", "due", "sort")
MOST = 20
_TITLE_SENTENCE = "条件の名前を、30文字までで入力してください。"
TITLE = fields.LineField(
    label="条件の名前",
    max_length=30,
    error_messages={"required": _TITLE_SENTENCE, "max_length": _TITLE_SENTENCE},
)


def filters_for(officer: people.Officer) -> list[SavedFilter]:
    """Return the officer's own filters and those of the sections (one query)."""
    sections = people.sections_where(officer, READ)
    return list(
        SavedFilter.objects.filter(
            Q(officer=officer, section=None) | Q(section__in=sections)
        ).select_related("section")
    )


@require_POST
@people.officer(READ)
def save_filter(request: people.OfficerRequest) -> HttpResponse:
    """Keep what narrows the list now under a name."""
    kept = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    query = urlencode(kept)[:300]
    back = f"{reverse('casework:queue')}?{query or 'view=open'}"
    try:
        title = TITLE.clean(request.POST.get("title", ""))
    except ValidationError as wrong:
        messages.error(request, wrong.messages[0])
        return redirect(back)
    section = None
    if request.POST.get("scope"):
        section = next(
            (
                each
                for each in people.sections_where(request.officer, HANDLE)
                if each.slug == request.POST["scope"]
            ),
            None,
        )
    if SavedFilter.objects.filter(officer=request.officer).count() >= MOST:
        messages.error(
            request, f"保存できる条件は{MOST}個までです。使わない条件を消してください。"
        )
        return redirect(back)
    try:
        with transaction.atomic():
            SavedFilter.objects.create(
                title=title, query=query, officer=request.officer, section=section
            )
    except IntegrityError:
        messages.error(request, FilterTitleTaken(title=title).sentence)
    else:
        messages.success(request, f"「{title}」を保存しました。")
    return redirect(back)


@require_POST
@people.officer(READ)
def forget_filter(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Delete a filter of one's own making."""
    found = get_object_or_404(SavedFilter, ref=ref, officer=request.officer)
    found.delete()
    messages.success(request, f"「{found.title}」を消しました。")
    return redirect("casework:queue")


def is_current(saved: SavedFilter, asked: str) -> bool:
    """Tell whether an address asks for exactly this filter (pure)."""
    return sorted(parse_qsl(saved.query)) == sorted(parse_qsl(asked))
