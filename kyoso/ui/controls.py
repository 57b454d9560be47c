"""How a form field's control is drawn: its class, its ids, its error marks."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField, widgets
from django.utils.safestring import SafeString

from kyoso.ui.widgets import DatePartsWidget

# The widget's class decides the partial; the first that fits wins.
_KINDS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "checkboxes"),
    (widgets.RadioSelect, "radios"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.Textarea, "textarea"),
    (widgets.FileInput, "file_field"),
    (DatePartsWidget, "date_parts"),
    (widgets.Select, "select"),
)
_CLASSES = {
    "textarea": "ks-textarea",
    "select": "ks-select",
    "file_field": "ks-file__input",
    "checkbox": "ks-choice__input",
    "date_parts": "",
}


def kind_of(field: BoundField) -> str:
    """Return the name of the partial that draws this field."""
    widget = field.field.widget
    for widget_class, kind in _KINDS:
        if isinstance(widget, widget_class):
            return kind
    return "input_text"


def described_by(field: BoundField) -> str:
    """Return the ids of the error and the support text, in that order."""
    ids = []
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    if field.help_text:
        ids.append(f"{field.auto_id}_support")
    return " ".join(ids)


def render_control(field: BoundField, size: str) -> SafeString:
    """Draw the control alone. ``required`` is never said to the browser: the
    server decides, in whole sentences.
    """
    field.form.use_required_attribute = False
    attrs: dict[str, str | bool] = {}
    described = described_by(field)
    if described:
        attrs["aria-describedby"] = described
    if field.errors:
        attrs["aria-invalid"] = "true"
    css = _CLASSES.get(kind_of(field), "ks-input")
    given = field.field.widget.attrs.get("class", "")
    if css or given:
        attrs["class"] = f"{css} {given}".strip()
    if css in {"ks-input", "ks-select"} and size != "lg":
        attrs["data-size"] = size
    return field.as_widget(attrs=attrs)


@dataclass(frozen=True)
class Option:
    """One answer of a group of radios or checkboxes."""

    id: str
    name: str
    value: str
    label: str
    is_chosen: bool
    hint: str
    is_wrong: bool


def options_of(field: BoundField) -> list[Option]:
    """Return the answers of a group in order.

    A widget may carry ``hints``, sentences by value. The first answer has the
    id to which the error summary leads.
    """
    hints = getattr(field.field.widget, "hints", {})
    found = []
    for number, subwidget in enumerate(field.subwidgets):
        told = subwidget.data
        value = str(told["value"])
        found.append(
            Option(
                id=f"{field.auto_id}_{number}",
                name=told["name"],
                value=value,
                label=told["label"],
                is_chosen=bool(told["selected"]),
                hint=hints.get(value, ""),
                is_wrong=bool(field.errors),
            )
        )
    return found


@dataclass(frozen=True)
class Line:
    """One line of the error summary."""

    sentence: str
    target: str


def summary_of(form: BaseForm) -> list[Line]:
    """Return what is wrong in the order of the fields, then of the whole form."""
    lines = []
    for field in form:
        target = first_control(field)
        lines += [Line(str(sentence), target) for sentence in field.errors]
    lines += [Line(str(sentence), "") for sentence in form.non_field_errors()]
    return lines


def first_control(field: BoundField) -> str:
    """Return the id of the control to mend first."""
    if kind_of(field) in {"radios", "checkboxes"}:
        return f"{field.auto_id}_0"
    widget = field.field.widget
    if isinstance(widget, DatePartsWidget):
        return f"{field.auto_id}{widget.first_wrong or f'_{widget.parts[0]}'}"
    return field.auto_id
