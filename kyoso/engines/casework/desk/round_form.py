"""決裁の順と合議: what the drafter adds to the procedure's rule."""

from django.forms import ChoiceField
from django.http import QueryDict

from kyoso.engines.casework.definition import Definition
from kyoso.engines.casework.desk.forms import sections_but
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.route import (
    MOST_ADDED,
    PLACES,
    AddedStep,
    consulted_for,
    planned,
    steps_for,
)
from kyoso.ui import fields, forms

ROWS = range(1, MOST_ADDED + 1)
NONE = ("", "なし")


class RoundForm(forms.Form):
    """Up to three more steps, and up to three more sections for 合議."""

    def __init__(self, data: QueryDict | None, *, case: Case) -> None:
        super().__init__(data)
        self.case = case
        self.sections = sections_but(case.section)
        for row in ROWS:
            self.fields[f"step_title_{row}"] = fields.LineField(
                label=f"加える決裁{row}の役割", required=False, max_length=30
            )
            self.fields[f"step_section_{row}"] = ChoiceField(
                label=f"加える決裁{row}の課",
                required=False,
                choices=[("", f"{case.section.name}（この課）"), *self.sections],
            )
            self.fields[f"step_place_{row}"] = ChoiceField(
                label=f"加える決裁{row}の場所",
                required=False,
                choices=list(PLACES.items()),
            )
            self.fields[f"consult_{row}"] = ChoiceField(
                label=f"合議先{row}", required=False, choices=[NONE, *self.sections]
            )
        forms.speak(self)

    @property
    def rows(self) -> list[dict[str, object]]:
        """Return the fields of the added steps, a row each."""
        return [
            {part: self[f"step_{part}_{row}"] for part in ("title", "section", "place")}
            for row in ROWS
        ]

    @property
    def consult_fields(self) -> list[object]:
        return [self[f"consult_{row}"] for row in ROWS]

    @property
    def is_used(self) -> bool:
        """Tell whether the drafter has typed anything here, or it has faults."""
        return self.is_bound and bool(self.errors or self.added or self.consult)

    @property
    def added(self) -> list[AddedStep]:
        typed = self.cleaned_data
        return [
            AddedStep(
                typed[f"step_title_{row}"],
                typed.get(f"step_section_{row}") or "",
                typed.get(f"step_place_{row}") or "first",
            )
            for row in ROWS
            if typed.get(f"step_title_{row}")
        ]

    @property
    def consult(self) -> list[str]:
        found = (self.cleaned_data.get(f"consult_{row}") for row in ROWS)
        return list(dict.fromkeys(filter(None, found)))


def round_shown(
    definition: Definition,
    case: Case,
    outcome: str,
    terms: dict[str, int | str] | None,
    form: RoundForm,
) -> dict[str, object]:
    """Return the route and the 合議 of a draft as they would go round.

    Without terms yet (nothing typed) only what every amount asks is certain; the
    steps that an amount may add are told as such.
    """
    names = dict(form.sections) | {"": case.section.name}
    is_known = terms is not None
    typed = form.is_bound and form.is_valid()
    rule = steps_for(definition, outcome, terms or {})
    steps = planned(rule, form.added if typed else [])
    asked = consulted_for(definition, outcome, terms or {})
    later = [
        f"{step.title}（{_amount(step.when.above)}円を超えるとき）"
        for step in definition.route
        if step.when.above is not None
        and not is_known
        and (not step.when.outcomes or outcome in step.when.outcomes)
    ]
    return {
        "steps": [
            {"title": step.title, "section": _short(names, step.section)}
            for step in steps
        ],
        "later": later,
        "consulted": [
            _short(names, slug)
            for slug in dict.fromkeys([*asked, *(form.consult if typed else [])])
        ],
    }


def _amount(above: int | None) -> str:
    return f"{above or 0:,}"


def _short(names: dict[str, str], slug: str) -> str:
    return names.get(slug, slug)
