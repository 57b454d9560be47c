"""Which sentences of the house are to be translated, and where the catalogues are.

The Japanese sentence is the message id. English and やさしい日本語 stand in
``locale/{en,ja_Easy}/LC_MESSAGES/django.po`` of each app, written by people;
``kyoso compile-words`` makes the ``.mo`` beside each, without GNU gettext.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.utils.translation.template import templatize

LOCALES = ("en", "ja_Easy")
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_STRING = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_IN_TEMPLATE = re.compile(rf"(?:\bn?gettext|(?<![\w.])_)\(\s*u?{_STRING}")


def folders() -> list[Path]:
    """Return the folders of our own apps."""
    return [
        Path(config.path)
        for config in apps.get_app_configs()
        if config.name.startswith("kyoso.")
    ]


def messages_of(folder: Path) -> dict[str, str]:
    """Return each message id used in an app, with the file that uses it first.

    Tests and migrations are left out.
    """
    found: dict[str, str] = {}
    for file in sorted(folder.rglob("*")):
        if {"tests", "migrations", "styleguide"} & set(file.relative_to(folder).parts):
            continue
        for message in _messages(file):
            found.setdefault(message, str(file.relative_to(folder)))
    return found


def literals_of(folder: Path) -> set[str]:
    """Return every whole string of an app's code.

    Words that are translated when they are shown (the title of a state) carry
    no mark of their own.
    """
    return {
        node.value
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def catalogues(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the locale and the path of each ``.po`` of an app."""
    for locale in LOCALES:
        file = folder / "locale" / locale / "LC_MESSAGES" / "django.po"
        if file.exists():
            yield locale, file


def _messages(file: Path) -> Iterator[str]:
    if file.suffix in {".html", ".txt"}:
        spoken = templatize(file.read_text(encoding="utf-8"))
        for found in _IN_TEMPLATE.finditer(spoken):
            yield ast.literal_eval(found[1])
    elif file.suffix == ".py":
        yield from _in_python(ast.parse(file.read_text(encoding="utf-8")))


def _in_python(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in _MARKS
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value
