"""Building: the whole at a glance, one part a page, order by plain buttons."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kyoso.administration.amendments import actions, content, drafting, outline
from kyoso.administration.amendments.content import Place, at, has, place_of
from kyoso.administration.amendments.desk import previews
from kyoso.administration.amendments.desk.loading import (
    CHIPS,
    EDIT,
    amendment_for,
    edition_of,
    told,
)
from kyoso.administration.amendments.errors import NoSuchPlace
from kyoso.administration.amendments.findings import (
    doubts,
    faults,
    place_words,
)
from kyoso.administration.amendments.forms import FileForm, PartForm
from kyoso.administration.amendments.models import Amendment
from kyoso.administration.amendments.parts import Part
from kyoso.administration.amendments.parts_of_form import (
    TYPES,
    is_question,
    part_of,
)
from kyoso.administration.amendments.saying import Vocabulary
from kyoso.engines.casework import api as casework
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal


@people.officer(EDIT)
def overview(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Everything of the amendment, with what is wrong and doubtful beside it."""
    amendment = amendment_for(request, ref)
    found = faults(amendment.content)
    ctx = _context(amendment) | {
        "outline": outline.of(amendment.content),
        "faults": found,
        "doubts": [] if found else doubts(amendment.content),
        "is_own": request.officer.account_id
        in {amendment.proposed_by_id, amendment.changed_by_id},
        "may_publish": people.may(
            request.officer,
            people.Permission.PUBLISH_PROCEDURES,
            amendment.procedure.section if amendment.procedure else amendment.section,
        ),
        "is_outdated": _is_outdated(amendment),
        "chip": CHIPS[amendment.state],
    }
    return render(request, "amendments/amendment.html", ctx)


@people.officer(EDIT)
def part(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """One part: its fields, its rules in words, its lists."""
    amendment = amendment_for(request, ref)
    place, face = _named(where)
    table = _table(amendment, place)
    kind = str(table.get("type", "")) if is_question(place) else ""
    known = part_of(place, face=face, kind=kind)
    if known is None:
        raise Http404
    form = PartForm(
        request.POST or None,
        part=known,
        table=table,
        content=amendment.content,
        place=place,
    )
    if request.method == "POST" and amendment.is_drafting and form.is_valid():
        made = form.table()
        if _saved(request, amendment, place, made):
            return redirect(_way_on(request, amendment, place, face))
    ctx = _context(amendment) | {
        "form": form,
        "title": known.title,
        "where": where,
        "place_words": "" if face else place_words(amendment.content, place),
        "rules": _rules(amendment, known, place, table),
        "lists": outline.lists_in(amendment.content, place),
        "edition": request.POST.get("edition") or amendment.edition,
        "may_change": amendment.is_drafting,
        **previews.beside(amendment.content, place),
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/part.html", ctx, status=status)


@people.officer(EDIT)
def add(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """A new item of a list: its type first, where it is a question; then its fields."""
    amendment = amendment_for(request, ref)
    place = place_of(where)
    kind = request.GET.get("type", "")
    here: Place = (*place, 0)
    if not place or not has(amendment.content, place[:-1]):
        place, here = _with_fee(amendment, place)
    if is_question(here) and kind not in TYPES:
        return render(
            request,
            "amendments/types.html",
            _context(amendment)
            | {
                "types": [
                    (slug, *words)
                    for slug, words in TYPES.items()
                    if part_of(here, kind=slug)
                ],
                "where": where,
            },
        )
    known = part_of(here, kind=kind)
    if known is None or isinstance(place[-1], int):
        raise Http404
    item = drafting.new_item(amendment.content, place, kind)
    form = PartForm(
        request.POST or None,
        part=known,
        table=item,
        content=amendment.content,
        place=here,
    )
    if request.method == "POST" and amendment.is_drafting and form.is_valid():
        made = form.table()
        added = _added(request, amendment, place, made)
        if added is not None:
            return redirect("amendments:part", amendment.ref, content.address_of(added))
    ctx = _context(amendment) | {
        "form": form,
        "title": f"{known.title}を加える",
        "where": where,
        "is_new": True,
        "edition": request.POST.get("edition") or amendment.edition,
        "may_change": amendment.is_drafting,
        "has_more": bool(known.rules or known.lists or is_question(here)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/part.html", ctx, status=status)


@require_POST
@people.officer(EDIT)
def move(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """One place up, one down, or out."""
    amendment = amendment_for(request, ref)
    place, way = place_of(where), request.POST.get("way", "")
    changes = {
        "up": lambda whole: content.move(whole, place, by=-1),
        "down": lambda whole: content.move(whole, place, by=1),
        "remove": lambda whole: content.remove(whole, place),
    }
    if way not in changes:
        raise Http404
    said = place_words(amendment.content, place)
    sentence = (
        f"{said}を消しました。間違えたときは「直前の変更を取り消す」を押してください。"
        if way == "remove"
        else f"{said}の順番を変えました。"
    )
    told(
        request,
        lambda: actions.change(
            amendment=amendment,
            make=changes[way],
            edition=edition_of(request),
            by=request.officer.account,
            place=place,
        ),
        sentence,
    )
    back = request.POST.get("back", "")
    if back and has(amendment.content, place_of(back)):
        return redirect("amendments:part", amendment.ref, back)
    return redirect("amendments:amendment", amendment.ref)


@require_POST
@people.officer(EDIT)
def undo(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Take the last change back."""
    amendment = amendment_for(request, ref)
    told(
        request,
        lambda: actions.undo(
            amendment=amendment,
            edition=edition_of(request),
            by=request.officer.account,
        ),
        "直前の変更を取り消しました。",
    )
    return redirect("amendments:amendment", amendment.ref)


@require_POST
@people.officer(EDIT)
def begin_form(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Give a procedure without questions the form that a new one begins with."""
    amendment = amendment_for(request, ref)

    def make(whole: content.Content) -> content.Content:
        title = content.japanese(whole["procedure"].get("title"))
        begun = drafting.skeleton(slug=amendment.slug, title=title, section="")
        return {**whole, "form": whole.get("form") or begun["form"]}

    told(
        request,
        lambda: actions.change(
            amendment=amendment,
            make=make,
            edition=edition_of(request),
            by=request.officer.account,
            place=("form",),
        ),
        "様式を作りはじめました。",
    )
    return redirect("amendments:amendment", amendment.ref)


@people.officer(EDIT)
def replace(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Take a file's text for the whole content of this amendment."""
    amendment = amendment_for(request, ref)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    problems: tuple[str, ...] = ()
    if is_sent and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            actions.replace_by_file(
                amendment=amendment,
                file=casework.read_text(sent.read(), name=sent.name),
                edition=edition_of(request),
                by=request.officer.account,
            )
        except casework.errors.ProcedureFileWrong as wrong:
            problems = wrong.problems
            form.add_error(
                "file", f"ファイルに直すところが{len(problems)}か所あります。"
            )
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, "ファイルの内容に入れ替えました。")
            return redirect("amendments:amendment", amendment.ref)
    ctx = _context(amendment) | {
        "form": form,
        "problems": problems,
        "edition": amendment.edition,
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/file.html", ctx, status=status)


def _context(amendment: Amendment) -> dict[str, Any]:
    return {"amendment": amendment, "may_change": amendment.is_drafting}


def _named(where: str) -> tuple[Place, str]:
    """Return the place and the page of an address: ``procedure@about``."""
    place, _at, face = where.partition("@")
    return place_of(place), face


def _table(amendment: Amendment, place: Place) -> dict[str, Any]:
    try:
        table = at(amendment.content, place)
    except NoSuchPlace:
        raise Http404 from None
    if not isinstance(table, dict):
        raise Http404
    return table


def _saved(
    request: people.OfficerRequest,
    amendment: Amendment,
    place: Place,
    made: dict[str, Any],
) -> bool:
    return told(
        request,
        lambda: actions.change(
            amendment=amendment,
            make=lambda whole: content.put(whole, place, made),
            edition=edition_of(request),
            by=request.officer.account,
            place=place,
        ),
        "保存しました。",
    )


def _added(
    request: people.OfficerRequest,
    amendment: Amendment,
    place: Place,
    made: dict[str, Any],
) -> Place | None:
    def make(whole: content.Content) -> content.Content:
        if place[:2] == ("form", "fee"):
            whole["form"].setdefault("fee", {"lines": []})
        return content.add(whole, place, made)

    changed: list[Amendment] = []
    is_done = told(
        request,
        lambda: changed.append(
            actions.change(
                amendment=amendment,
                make=make,
                edition=edition_of(request),
                by=request.officer.account,
                place=place,
            )
        ),
        "加えました。",
    )
    if not is_done:
        return None
    return (*place, len(at(changed[0].content, place)) - 1)


def _with_fee(amendment: Amendment, place: Place) -> tuple[Place, Place]:
    """Return the place of a fee that has no line yet; nothing else may lack."""
    is_fee = place[:2] == ("form", "fee") and has(amendment.content, ("form",))
    if not is_fee:
        raise Http404
    return place, (*place, 0)


def _way_on(
    request: people.OfficerRequest, amendment: Amendment, place: Place, face: str
) -> str:
    if "stay" in request.POST:
        where = content.address_of(place) + (f"@{face}" if face else "")
        return reverse("amendments:part", args=[amendment.ref, where])
    return reverse("amendments:amendment", args=[amendment.ref])


def _rules(
    amendment: Amendment, known: Part, place: Place, table: dict[str, Any]
) -> list[dict[str, Any]]:
    words = Vocabulary.of(amendment.content)
    found = []
    for rule in known.rules:
        where = content.address_of((*place, rule.name))
        name = "amendments:formula" if rule.is_formula else "amendments:condition"
        said = ""
        if rule.name in table:
            data = table[rule.name]
            said = words.formula(data) if rule.is_formula else words.condition(data)
        found.append(
            {
                "label": rule.label,
                "said": said,
                "href": reverse(name, args=[amendment.ref, where]),
                "must": rule.must,
            }
        )
    return found


def _is_outdated(amendment: Amendment) -> bool:
    procedure = amendment.procedure
    return (
        amendment.is_open
        and procedure is not None
        and procedure.current_id != amendment.base_id
    )
