"""Rules without code: conditions as rows, formulas as one act a page."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kyoso.administration.amendments import actions, conditions, content, formulas
from kyoso.administration.amendments.conditions import Row, TooTangled
from kyoso.administration.amendments.content import Place, at, has, place_of
from kyoso.administration.amendments.desk.loading import (
    EDIT,
    amendment_for,
    edition_of,
    told,
)
from kyoso.administration.amendments.findings import editable, face_of, place_words
from kyoso.administration.amendments.models import Amendment
from kyoso.administration.amendments.parts_of_form import is_question, part_of
from kyoso.administration.amendments.saying import Vocabulary
from kyoso.engines.people import api as people
from kyoso.ui import forms

_CONDITIONS = {"when", "if"}
_LETTERS = "ＡＢＣＤＥＦ"


class ConditionForm(forms.Form):
    """Rows of tests; the rows of one letter hold together, of several letters one."""

    def __init__(
        self,
        data: Any,
        *,
        rows: list[Row],
        choices: list[tuple[str, list[tuple[str, str]]]],
        words: Vocabulary,
    ) -> None:
        super().__init__(data)
        self.words = words
        known = {test for _label, tests in choices for test, _said in tests}
        unknown = [
            (row.test, conditions.words_of(row, words))
            for row in rows
            if row.test not in known
        ]
        offered: list[Any] = [("", "なし"), *choices]
        if unknown:
            offered.append(("いまの条件", unknown))
        groups = [(str(n), letter) for n, letter in enumerate(_LETTERS, start=1)]
        for number in range(conditions.ROWS):
            row = rows[number] if number < len(rows) else Row("", None, 1)
            self.fields[f"test{number}"] = django_forms.ChoiceField(
                label=f"条件{number + 1}",
                choices=offered,
                initial=row.test,
                required=False,
            )
            self.fields[f"number{number}"] = django_forms.IntegerField(
                label=f"条件{number + 1}の数",
                initial=row.number,
                required=False,
                min_value=-999_999_999,
                max_value=999_999_999,
                widget=django_forms.TextInput(
                    {"inputmode": "numeric", "data-width": "8"}
                ),
            )
            self.fields[f"group{number}"] = django_forms.ChoiceField(
                label=f"条件{number + 1}の組",
                choices=groups,
                initial=str(row.group),
                required=False,
            )
        forms.speak(self)

    def clean(self) -> None:
        for number in range(conditions.ROWS):
            test = self.cleaned_data.get(f"test{number}", "")
            is_bound = test.partition(":")[0].endswith(("at_least", "less_than"))
            name = f"number{number}"
            if (
                is_bound
                and self.cleaned_data.get(name) is None
                and not self.errors.get(name)
            ):
                self.add_error(
                    name,
                    f"条件{number + 1}の数を、1000のように数字で入力してください。",
                )

    def condition(self) -> dict[str, Any] | None:
        """Return the condition that was chosen; ``None`` without any row."""
        typed = self.cleaned_data
        rows = [
            Row(typed[f"test{n}"], typed[f"number{n}"], int(typed[f"group{n}"] or 1))
            for n in range(conditions.ROWS)
            if typed[f"test{n}"]
        ]
        return conditions.condition_of(rows, self.words)

    def lines(self) -> list[dict[str, Any]]:
        """Return the controls row by row."""
        return [
            {
                "test": self[f"test{n}"],
                "number": self[f"number{n}"],
                "group": self[f"group{n}"],
            }
            for n in range(conditions.ROWS)
        ]


@people.officer(EDIT)
def condition(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """When something is asked, shown, charged: chosen row by row."""
    amendment = amendment_for(request, ref)
    place = _place(amendment, where, _CONDITIONS)
    words = Vocabulary.of(amendment.content)
    data = at(amendment.content, place) if has(amendment.content, place) else None
    is_tangled = False
    try:
        rows = conditions.rows_of(data) if data else []
    except TooTangled:
        rows, is_tangled = [], True
    form = ConditionForm(
        request.POST or None,
        rows=rows,
        choices=conditions.choices(amendment.content, place),
        words=words,
    )
    if request.method == "POST" and amendment.is_drafting and form.is_valid():
        made = form.condition()
        if place[-1] == "if" and made is None:
            made = {"all": []}
        before = [] if is_tangled else rows
        is_same = bool(data) and made is not None and _rows(made) == before and before
        if is_same or told(
            request,
            lambda: actions.change(
                amendment=amendment,
                make=lambda whole: content.put(whole, place, made),
                edition=edition_of(request),
                by=request.officer.account,
                place=place,
            ),
            "条件を保存しました。" if made else "条件をなくしました。",
        ):
            return redirect(_back(amendment, place))
    ctx = {
        "amendment": amendment,
        "form": form,
        "said": words.condition(data) if data else "",
        "is_tangled": is_tangled,
        "place_words": place_words(amendment.content, place[:-1]),
        "back": _back(amendment, place),
        "edition": request.POST.get("edition") or amendment.edition,
        "may_change": amendment.is_drafting,
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/condition.html", ctx, status=status)


@people.officer(EDIT)
def formula(request: people.OfficerRequest, ref: str, where: str) -> HttpResponse:
    """How something is computed: one act, its parts, and the formulas inside."""
    amendment = amendment_for(request, ref)
    place = _place(amendment, where, set())
    data = at(amendment.content, place) if has(amendment.content, place) else 0
    is_date = formulas.wants_date(amendment.content, place)
    acts = formulas.DATE_ACTS if is_date else formulas.NUMBER_ACTS
    asked = request.GET.get("act", "")
    if asked in dict(acts) and asked != formulas.act_of(data):
        data = formulas.begun(asked)
    form = formulas.FormulaForm(
        request.POST or None,
        formula=data,
        content=amendment.content,
        is_date=is_date,
    )
    if request.method == "POST" and amendment.is_drafting and form.is_valid():
        made = form.made()
        if _kept(request, amendment, place, made):
            if formulas.parts_of(made) or "stay" in request.POST or form.act == "if":
                return redirect("amendments:formula", amendment.ref, where)
            return redirect(_back(amendment, place))
    is_optional = place[-1] == "times"
    ctx = {
        "amendment": amendment,
        "form": form,
        "acts": acts,
        "act": form.act,
        "said": Vocabulary.of(amendment.content).formula(data),
        "inner": [
            (said, content.address_of((*place, *part)))
            for part, said in formulas.parts_of(data)
            if has(amendment.content, (*place, *part))
        ],
        "condition": content.address_of((*place, "if"))
        if form.act == "if" and has(amendment.content, (*place, "if"))
        else "",
        "place_words": place_words(amendment.content, place),
        "back": _back(amendment, place),
        "is_optional": is_optional and has(amendment.content, place),
        "where": where,
        "edition": request.POST.get("edition") or amendment.edition,
        "may_change": amendment.is_drafting,
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/formula.html", ctx, status=status)


def _kept(
    request: people.OfficerRequest, amendment: Amendment, place: Place, made: Any
) -> bool:
    if "remove" in request.POST and place[-1] == "times":
        made = None
    return told(
        request,
        lambda: actions.change(
            amendment=amendment,
            make=lambda whole: content.put(whole, place, made),
            edition=edition_of(request),
            by=request.officer.account,
            place=place,
        ),
        "計算のしかたを保存しました。",
    )


def _place(amendment: Amendment, where: str, names: set[str]) -> Place:
    """Return the place of a rule that the part around it may have; else 404."""
    place = place_of(where)
    owner = editable(amendment.content, place[:-1])
    inside = place[len(owner) :]
    if not inside or not has(amendment.content, place[:-1]):
        raise Http404
    kind = ""
    if is_question(owner):
        kind = str(at(amendment.content, owner).get("type", ""))
    part = part_of(owner, kind=kind)
    rules = {rule.name: rule for rule in part.rules} if part else {}
    rule = rules.get(str(inside[0]))
    is_condition = bool(names)
    if rule is None or (is_condition and place[-1] not in names):
        raise Http404
    if not is_condition and (not rule.is_formula or place[-1] == "if"):
        raise Http404
    return place


def _rows(data: Any) -> list[Row]:
    try:
        return conditions.rows_of(data)
    except TooTangled:
        return []


def _back(amendment: Amendment, place: Place) -> str:
    """Return the page around: the formula around a part of one, else the part."""
    owner = editable(amendment.content, place[:-1])
    inside = place[len(owner) :]
    if len(inside) > 1:
        around = place[:-2] if isinstance(place[-1], int) else place[:-1]
        return _address("formula", amendment, content.address_of(around))
    where = content.address_of(owner)
    if owner == ("procedure",):
        where = f"{where}@{face_of(place)}"
    return _address("part", amendment, where)


def _address(name: str, amendment: Amendment, where: str) -> str:
    return reverse(f"amendments:{name}", args=[amendment.ref, where])
