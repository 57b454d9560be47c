"""One screen of questions as a Django form, so that the design system can draw it.

The form checks nothing: faults come from ``check`` and are laid beside the
controls. What was typed is shown again as it was typed, right or wrong.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField, widgets
from django.forms.utils import ErrorDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from kyoso.engines.forms.check import Fault
from kyoso.engines.forms.definition import Question, Required, Step, Value
from kyoso.engines.forms.findings import told_of
from kyoso.engines.forms.items import Group, group_shown
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.kinds.base import Asked
from kyoso.engines.forms.kinds.choices import NO, YES
from kyoso.engines.forms.kinds.files import upload_name
from kyoso.engines.forms.kinds.groups import KEPT_APART
from kyoso.ui.fields import era_choices
from kyoso.ui.widgets import DatePartsWidget

# What the camera button of a telephone offers; the server looks at the content.
ACCEPTED = "image/jpeg,image/png,image/heic,image/heif,image/webp,application/pdf"


@dataclass(frozen=True)
class Shown:
    """A question on a screen: its words, its controls, what it already has."""

    question: Question
    heading: str
    label: str
    support: str
    fields: tuple[BoundField, ...]
    statement: str = ""
    look_for: tuple[str, ...] = ()
    files: tuple[Mapping[str, Value], ...] = ()
    max_mb: int = 0
    max_files: int = 0
    is_sealed: bool = False
    group: Group | None = None

    @property
    def is_lone(self) -> bool:
        """Whether one label, or one legend, says all of the question."""
        return len(self.fields) == 1 and self.question.kind != "consent"

    @property
    def is_doubted(self) -> bool:
        """Whether a look at the files found anything."""
        return any(file["told"] for file in self.files)

    @property
    def takes_more_files(self) -> bool:
        return len(self.files) < self.max_files


class Screen(forms.Form):
    """The controls of one step, filled with what was typed."""

    # The server decides, in whole sentences; the browser is told nothing.
    use_required_attribute = False

    def __init__(
        self,
        step: Step,
        typed: Mapping[str, Value],
        *,
        language: str = "ja",
        faults: Iterable[Fault] = (),
        refused: Mapping[str, Sequence[str]] | None = None,
        only: Collection[str] = (),
    ) -> None:
        self.step = step
        self.only = only
        self.language = language
        self.typed = typed
        self.faults = tuple(faults)
        self.refused = dict(refused or {})
        data: MultiValueDict[str, str] = MultiValueDict()
        for question in step.questions:
            _lay_out(data, question, typed.get(question.key))
        super().__init__(data=data, auto_id="id_%s")
        with translation.override(language):
            for question in step.questions:
                asked = Asked(question, dt.date.min, language)
                self.fields.update(_FIELDS.get(question.kind, _text)(asked, step))

    def full_clean(self) -> None:
        """Lay the faults beside their controls; nothing else is checked here."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for fault in self.faults:
            name = self._field_of(fault.question, fault.part)
            if name:
                self._add(name, fault.sentence)
                widget = self.fields[name].widget
                if isinstance(widget, DatePartsWidget) and fault.part:
                    widget.first_wrong = f"_{fault.part}"
        for key, sentences in self.refused.items():
            for sentence in sentences:
                self._add(self._field_of(key, ""), sentence)

    def shown(self) -> list[Shown]:
        """Return the questions as the template draws them."""
        with translation.override(self.language):
            return [self._shown(question) for question in self.step.questions]

    def _shown(self, question: Question) -> Shown:
        asked = Asked(question, dt.date.min, self.language)
        settings = question.settings
        typed = self.typed.get(question.key)
        is_file = question.kind == "file"
        return Shown(
            question=question,
            heading=asked.say(question.heading),
            label=asked.label,
            support=asked.say(question.support),
            fields=tuple(self[name] for name in self._names_of(question.key)),
            statement=asked.say(settings.get("statement", "")),
            look_for=tuple(asked.say(text) for text in settings.get("look_for", ())),
            files=_files_shown(asked, typed) if is_file else (),
            max_mb=settings.get("max_mb", 0),
            max_files=settings.get("max_files", 0),
            is_sealed=settings.get("tray", False),
            group=group_shown(asked, typed, self.only) if question.questions else None,
        )

    def _names_of(self, key: str) -> list[str]:
        return [
            name for name in self.fields if name == key or name.startswith(f"{key}.")
        ]

    def _field_of(self, key: str, part: str) -> str:
        names = self._names_of(key)
        exact = f"{key}.{part}"
        return exact if exact in names else next(iter(names), "")

    def _add(self, name: str, sentence: str) -> None:
        errors = self._errors
        assert errors is not None
        errors.setdefault(name, self.error_class()).append(sentence)


def _files_shown(asked: Asked, typed: Value) -> tuple[Mapping[str, Value], ...]:
    """Return the kept files, each with what a look at it found, in words."""
    return tuple(
        {**file, "told": told_of(asked.question, file, asked.language)}
        for file in (typed if isinstance(typed, list) else ())
    )


class _Files(widgets.FileInput):
    allow_multiple_selected = True


class _Day(DatePartsWidget):
    """The parts named ``key.year``: no question's key can hold a full stop."""

    def __init__(self, eras: list[tuple[str, Any]], *, birthday: bool) -> None:
        super().__init__(eras, birthday=birthday)
        self.widgets_names = [f".{part}" for part in self.parts]


class _DayField(forms.Field):
    """Gives the widget its four texts back as they were typed."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data


Fields = dict[str, forms.Field]


def _lay_out(data: MultiValueDict[str, str], question: Question, typed: Value) -> None:
    """Write what was typed under the names of the controls."""
    kind = kinds.get(question.kind)
    if isinstance(typed, Mapping):
        for part, value in typed.items():
            data.setlist(f"{question.key}.{part}", [_as_text(value)])
    elif isinstance(typed, list) and question.kind == "choices":
        data.setlist(question.key, [_as_text(item) for item in typed])
    elif typed is not None and not kind.parts and question.kind not in KEPT_APART:
        data.setlist(question.key, [_as_text(typed)])


def _as_text(value: Value) -> str:
    if isinstance(value, list):
        return _as_text(value[-1]) if value else ""
    return value if isinstance(value, str) else str(value or "")


def _common(asked: Asked, step: Step) -> dict[str, Any]:
    """The words of a control that carries the whole question.

    Alone on its screen its label is the question itself; among others the noun.
    """
    is_alone = len(step.questions) == 1
    question = asked.question
    return {
        "label": asked.say(question.heading) if is_alone else asked.label,
        "help_text": _support(asked),
        "required": question.is_required,
    }


def _support(asked: Asked) -> str:
    support = asked.say(asked.question.support)
    if asked.question.required == Required.SOFT and not support:
        return _("いま用意できないときは、このまま次へ進めます。")
    return support


def _text(asked: Asked, step: Step) -> Fields:
    width = {"short": "8", "medium": "16"}.get(
        asked.question.settings.get("width", ""), ""
    )
    attrs = {"data-width": width} if width else {}
    field = forms.CharField(widget=widgets.TextInput(attrs), **_common(asked, step))
    return {asked.question.key: field}


def _long_text(asked: Asked, step: Step) -> Fields:
    area = widgets.Textarea({"rows": asked.setting("rows"), "cols": None})
    return {asked.question.key: forms.CharField(widget=area, **_common(asked, step))}


def _phone(asked: Asked, step: Step) -> Fields:
    box = widgets.TextInput(
        {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "data-width": "16"}
    )
    return {asked.question.key: forms.CharField(widget=box, **_common(asked, step))}


def _email(asked: Asked, step: Step) -> Fields:
    # type=text: a browser's own check of type=email speaks before we can.
    box = widgets.TextInput({"autocomplete": "email", "inputmode": "email"})
    return {asked.question.key: forms.CharField(widget=box, **_common(asked, step))}


def _number(asked: Asked, step: Step) -> Fields:
    mode = "decimal" if asked.question.settings.get("decimals") else "numeric"
    box = widgets.TextInput({"inputmode": mode, "data-width": "16"})
    return {asked.question.key: forms.CharField(widget=box, **_common(asked, step))}


def _name(asked: Asked, step: Step) -> Fields:
    key, required = asked.question.key, asked.question.is_required
    own = asked.question.prefill == "name"
    return {
        f"{key}.name": forms.CharField(
            label=asked.label,
            help_text=_support(asked),
            required=required,
            widget=widgets.TextInput({"autocomplete": "name" if own else "off"}),
        ),
        f"{key}.kana": forms.CharField(
            label=_("ふりがな"),
            help_text=_("ひらがなでもカタカナでもかまいません。"),
            required=required,
            widget=widgets.TextInput({"autocomplete": "off"}),
        ),
        f"{key}.no_kana": forms.BooleanField(
            label=_("読み方がない（ふりがなのない名前の方）"), required=False
        ),
    }


def _address(asked: Asked, step: Step) -> Fields:
    key, required = asked.question.key, asked.question.is_required
    own = asked.question.prefill == "address"
    code = widgets.TextInput(
        {
            "autocomplete": "postal-code" if own else "off",
            "inputmode": "numeric",
            "data-width": "8",
        }
    )
    # One line, however long: a textarea would take a line feed for an answer.
    line = widgets.TextInput({"autocomplete": "street-address" if own else "off"})
    return {
        f"{key}.postcode": forms.CharField(
            label=_("郵便番号"),
            help_text=_("例：016-0000"),
            required=required,
            widget=code,
        ),
        f"{key}.address": forms.CharField(
            label=asked.label, help_text=_support(asked), required=required, widget=line
        ),
    }


def _date(asked: Asked, step: Step) -> Fields:
    first = asked.setting("first_era")
    eras = sorted(era_choices(), key=lambda era: era[0] != first)
    day = _Day(eras, birthday=asked.setting("birthday"))
    return {asked.question.key: _DayField(widget=day, **_common(asked, step))}


def _choice(asked: Asked, step: Step) -> Fields:
    options = [(o.key, asked.say(o.label)) for o in asked.question.options]
    radios = widgets.RadioSelect()
    _hint(radios, asked)
    field = forms.ChoiceField(choices=options, widget=radios, **_common(asked, step))
    return {asked.question.key: field}


def _choices(asked: Asked, step: Step) -> Fields:
    options = [(o.key, asked.say(o.label)) for o in asked.question.options]
    boxes = widgets.CheckboxSelectMultiple()
    _hint(boxes, asked)
    field = forms.MultipleChoiceField(
        choices=options, widget=boxes, **_common(asked, step)
    )
    return {asked.question.key: field}


def _hint(widget: widgets.Widget, asked: Asked) -> None:
    widget.hints = {  # type: ignore[attr-defined] # read by ui/choice.html
        option.key: asked.say(option.support)
        for option in asked.question.options
        if option.support
    }


def _yes_no(asked: Asked, step: Step) -> Fields:
    options = [
        (YES, asked.say(asked.setting("yes")) or _("はい")),
        (NO, asked.say(asked.setting("no")) or _("いいえ")),
    ]
    field = forms.ChoiceField(
        choices=options, widget=widgets.RadioSelect(), **_common(asked, step)
    )
    return {asked.question.key: field}


def _consent(asked: Asked, step: Step) -> Fields:
    common = _common(asked, step) | {"label": _("内容を読み、同意します")}
    return {asked.question.key: forms.BooleanField(**common)}


def _file(asked: Asked, step: Step) -> Fields:
    is_sealed = asked.setting("tray")
    # What nobody looks into may be of any kind.
    box = _Files({} if is_sealed else {"accept": ACCEPTED})
    return {
        upload_name(asked.question): forms.FileField(widget=box, **_common(asked, step))
    }


def _group(asked: Asked, step: Step) -> Fields:
    # Its items are drawn by forms/group.html; the field carries words and faults.
    return {asked.question.key: forms.Field(**_common(asked, step))}


_FIELDS = {
    "long_text": _long_text,
    "phone": _phone,
    "email": _email,
    "yen": _number,
    "number": _number,
    "name": _name,
    "address": _address,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "consent": _consent,
    "file": _file,
    "group": _group,
}
