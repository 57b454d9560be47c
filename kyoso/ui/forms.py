"""Forms that speak: the server decides, in the fixed sentences, with labels.

    from kyoso.ui import fields, forms

    class ApplicantForm(forms.Form):
        name = fields.NameField(label=_("氏名"))

Every field needs a ``label``. The browser is told nothing that would block
(``required``, ``min``, ``pattern``).
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise

from kyoso.ui import sentences
from kyoso.ui.sentences import Sentence, Text


def choose(field: forms.Field, choices: Iterable[tuple[object, str | Promise]]) -> None:
    """Give a field of choices what may be chosen now."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(str(value), label) for value, label in choices]


def speak(form: forms.BaseForm) -> None:
    """Give each field of Django's own the sentences of the guideline."""
    for name, field in form.fields.items():
        label = field.label or name
        field.error_messages = {**field.error_messages, **_sentences(field, label)}


def _sentences(field: forms.Field, label: Text) -> dict[str, Text]:
    said: dict[str, Text] = {
        "required": _required(field, label),
        "max_length": sentences.too_long(
            _literal(label), "%(limit_value)d", "%(show_value)d"
        ),
        "null_characters_not_allowed": sentences.unusable(label, "\0"),
        "invalid_choice": sentences.unchosen(label),
        "invalid_list": sentences.unchosen(label),
    }
    if isinstance(field, forms.EmailField):
        said["invalid"] = sentences.not_an_address(label)
    elif isinstance(field, forms.IntegerField):
        said |= _numbers(field, label)
    elif isinstance(field, forms.DateField):
        said["invalid"] = sentences.no_such_day(label)
    elif isinstance(field, forms.FileField):
        said["empty"] = said["missing"] = said["invalid"] = sentences.no_file(label)
    return said


def _required(field: forms.Field, label: Text) -> Sentence:
    if isinstance(field, forms.FileField):
        return sentences.no_file(label)
    if isinstance(field, forms.BooleanField):
        return sentences.unticked(label)
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return sentences.unchosen(label)
    return sentences.empty(label)


def _numbers(field: forms.IntegerField, label: Text) -> dict[str, Text]:
    said: dict[str, Text] = {"invalid": sentences.not_a_number(label)}
    least, most = field.min_value, field.max_value
    if least is not None and most is not None:
        said["min_value"] = said["max_value"] = sentences.out_of_range(
            label, least, most
        )
    elif least is not None:
        said["min_value"] = sentences.too_small(label, least)
    elif most is not None:
        said["max_value"] = sentences.too_great(label, most)
    return said


def _literal(label: Text) -> Text:
    """Keep a percent sign of a label from being read as a place holder."""
    return label.replace("%", "%%") if isinstance(label, str) else label


class Form(forms.Form):
    """The form that every page uses."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        speak(self)


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same for the plain edit of one row."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        speak(self)
