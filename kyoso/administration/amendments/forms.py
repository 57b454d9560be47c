"""The forms of the pages: one for every part, and those of the acts around them."""

import copy
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms as django_forms

from kyoso.administration.amendments.among import offered
from kyoso.administration.amendments.content import Place, japanese
from kyoso.administration.amendments.parts import Field, Part, Shape
from kyoso.engines.people.api import Section
from kyoso.kernel import clock
from kyoso.ui import fields, forms

LANGUAGES = (
    ("ja", ""),
    ("easy", "（やさしい日本語）"),
    ("en", "（English）"),
)
_REQUIRED = {"yes": True, "no": False, "soft": "soft"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_LINE = 300
_LONGEST_TEXT = 5000
_LARGEST_FILE = 1_000_000


class PartForm(forms.Form):
    """The fields of one part, filled from its table and read back into it.

    What is not on the page stays in the table as it was; what was not touched
    keeps its very form, so that opening and saving changes nothing.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        part: Part,
        table: Mapping[str, Any],
        content: Mapping[str, Any],
        place: Place,
    ) -> None:
        self.part = part
        self.given = table
        super().__init__(data)
        for field in part.fields:
            value = _found(table, field.name)
            for name, control in _controls(field, value, content, place):
                self.fields[name] = control
        forms.speak(self)

    def table(self) -> dict[str, Any]:
        """Return the part's table with what was typed."""
        made = copy.deepcopy(dict(self.given))
        for field in self.part.fields:
            before = _found(self.given, field.name)
            value = _read(field, self.cleaned_data, before)
            if value is not None and _is_same(field, value, before):
                value = before
            _write(made, field, value)
        if "standard_period" in made:
            if "days" in made["standard_period"]:
                made["standard_period"].setdefault("unit", "open_days")
            else:
                # Without the number, where it comes from says nothing.
                del made["standard_period"]
        for optional in ("statutory_period", "charge"):
            if not any(made.get(optional, {}).values()):
                made.pop(optional, None)
        return made


class BeginForm(forms.Form):
    """A new procedure: its name and its section are enough to begin."""

    title = fields.LineField(label="手続の名称", max_length=100)
    slug = fields.LineField(
        label="記号",
        max_length=60,
        help_text="アドレスに使います。小さい英字、数字、ハイフン（例：hana-dan）。"
        "あとで変えられません。",
    )
    section = django_forms.ChoiceField(label="担当課")

    def __init__(self, *args: Any, sections: list[Section], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sections = {each.slug: each for each in sections}
        self.fields["section"] = django_forms.ChoiceField(
            label="担当課", choices=[(each.slug, each.name) for each in sections]
        )
        forms.speak(self)

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].strip()
        if not _SLUG.fullmatch(slug):
            raise django_forms.ValidationError(
                "記号は、小さい英字、数字、ハイフンで入力してください（例：hana-dan）。"
            )
        return slug

    @property
    def chosen(self) -> Section:
        return self.sections[self.cleaned_data["section"]]


class FileForm(forms.Form):
    """A procedure's file, as 「ファイルに書き出す」 makes it."""

    file = django_forms.FileField(
        label="手続のファイル（TOML）", help_text="1MBまで。UTF-8のファイル。"
    )

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > _LARGEST_FILE:
            raise django_forms.ValidationError(
                "ファイルが1MBを超えています。手続のファイルを選んでください。"
            )
        return sent


class ReasonForm(forms.Form):
    """Why: of a change, of sending back, of stopping."""

    reason = fields.TextField(label="理由", max_length=1000)

    def __init__(self, *args: Any, label: str, support: str = "", **options: Any):  # noqa: ANN204
        super().__init__(*args, **options)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = support
        forms.speak(self)


class MonthsForm(forms.Form):
    """How far back past applications are walked again."""

    months = django_forms.IntegerField(
        label="さかのぼる月数", min_value=1, max_value=60, initial=12
    )


def _controls(
    field: Field, value: Any, content: Mapping[str, Any], place: Place
) -> list[tuple[str, django_forms.Field]]:
    name = field.name
    told: dict[str, Any] = {
        "label": field.label,
        "help_text": field.support,
        "required": field.must,
        "initial": value,
    }
    match field.shape:
        case Shape.WORDS | Shape.LONG_WORDS:
            return _words(field, value)
        case Shape.TEXT:
            return [(name, fields.TextField(max_length=_LONGEST_TEXT, **told))]
        case Shape.LINES:
            lines = [japanese(each) for each in value or ()]
            told["initial"] = "\n".join(lines)
            return [(name, fields.TextField(max_length=_LONGEST_TEXT, **told))]
        case Shape.FLAG:
            told["required"] = False
            told["initial"] = value if value is not None else bool(field.absent)
            return [(name, django_forms.BooleanField(**told))]
        case Shape.MANY:
            told["initial"] = value if value is not None else field.absent
            boxes = django_forms.MultipleChoiceField(
                choices=_among(field, content, place),
                widget=django_forms.CheckboxSelectMultiple,
                **told,
            )
            return [(name, boxes)]
        case Shape.CHOICE:
            return [(name, _choice(field, value, told, content, place))]
        case Shape.COUNT:
            number = django_forms.IntegerField(
                min_value=field.least, max_value=field.most, **told
            )
            number.widget = django_forms.TextInput(
                {"inputmode": "numeric", "data-width": "8"}
            )
            return [(name, number)]
        case Shape.DAY:
            return [(name, _DayField(**told))]
        case Shape.LINE:
            return [(name, fields.LineField(max_length=_LONGEST_LINE, **told))]
    raise AssertionError(field.shape)


def _words(field: Field, value: Any) -> list[tuple[str, django_forms.Field]]:
    texts = value if isinstance(value, Mapping) else {"ja": value or ""}
    is_long = field.shape == Shape.LONG_WORDS
    found: list[tuple[str, django_forms.Field]] = []
    for key, words in LANGUAGES:
        told: dict[str, Any] = {
            "label": f"{field.label}{words}",
            "help_text": field.support if key == "ja" else "",
            "required": field.must and key == "ja",
            "initial": texts.get(key, ""),
            "max_length": _LONGEST_TEXT if is_long else _LONGEST_LINE,
        }
        control = (
            fields.TextField(widget=django_forms.Textarea({"rows": 3}), **told)
            if is_long
            else fields.LineField(**told)
        )
        found.append((f"{field.name}:{key}", control))
    return found


def _choice(
    field: Field,
    value: Any,
    told: dict[str, Any],
    content: Mapping[str, Any],
    place: Place,
) -> django_forms.ChoiceField:
    options = _among(field, content, place)
    if field.name == "required":
        value = {True: "yes", False: "no", None: "yes"}.get(value, value)
    if value in {None, ""} and field.absent not in {None, ""}:
        value = field.absent
    if value and value not in dict(options):
        # What a file says and nothing here offers is kept until it is changed.
        options.append((str(value), f"{value}（いまの値）"))
    told["initial"] = value or ""
    if not field.must or not value:
        options = [("", "選んでください" if field.must else "なし"), *options]
    return django_forms.ChoiceField(choices=options, **told)


def _among(
    field: Field, content: Mapping[str, Any], place: Place
) -> list[tuple[str, str]]:
    if field.among:
        return offered(field.among, content, place)
    return list(field.options)


class _DayField(fields.LineField):
    """A day as officers write it: 令和9年4月1日, R9.4.1 or 2027-04-01."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return clock.parse_day(typed)
        except (clock.DayImpossible, clock.DayUnreadable):
            raise django_forms.ValidationError(
                f"{self.label}は、令和9年4月1日のように入力してください。"
            ) from None


def _found(table: Mapping[str, Any], name: str) -> Any:
    found: Any = table
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _read(field: Field, typed: Mapping[str, Any], before: Any) -> Any:
    """Return what was typed as the file says it; ``None`` for nothing."""
    if field.shape in {Shape.WORDS, Shape.LONG_WORDS}:
        texts = {
            key: typed[f"{field.name}:{key}"].strip()
            for key, _words in LANGUAGES
            if typed[f"{field.name}:{key}"].strip()
        }
        return texts["ja"] if set(texts) == {"ja"} else texts or None
    value = typed[field.name]
    if field.shape == Shape.LINES:
        known = {japanese(each): each for each in before or ()}
        lines = [line.strip() for line in value.split("\n") if line.strip()]
        return [known.get(line, line) for line in lines] or None
    if field.name == "required" and field.shape == Shape.CHOICE:
        return _REQUIRED[value or "yes"]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _is_same(field: Field, value: Any, before: Any) -> bool:
    if field.shape in {Shape.WORDS, Shape.LONG_WORDS}:
        return _texts(value) == _texts(before)
    if field.shape == Shape.FLAG and before is None:
        return bool(value == field.absent)
    return bool(value == before)


def _texts(value: Any) -> dict[str, str]:
    texts = value if isinstance(value, Mapping) else {"ja": value or ""}
    return {key: text.strip() for key, text in texts.items() if text and text.strip()}


def _write(table: dict[str, Any], field: Field, value: Any) -> None:
    *way, name = field.name.split(".")
    for part in way:
        inner = table.get(part)
        if not isinstance(inner, dict):
            if value in (None, "", False) and not field.is_kept_empty:
                return
            inner = table[part] = {}
        table = inner
    is_default = value == _default(field) and name not in table
    if field.is_kept_empty:
        table[name] = value if value is not None else ""
    elif value in (None, "", []) or is_default:
        table.pop(name, None)
    else:
        table[name] = value


def _default(field: Field) -> Any:
    return True if field.name == "required" and field.absent == "yes" else field.absent
