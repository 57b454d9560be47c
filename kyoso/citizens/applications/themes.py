"""分野: under which headings the list of procedures stands.

Read once from ``themes.toml`` in the city's folder. A procedure names its theme
(``[procedure] theme``); a city without the file has one undivided list.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.kernel import words
from kyoso.kernel.words import Words


@dataclass(frozen=True)
class Theme:
    """One heading, in the order of the file."""

    slug: str
    title: Words


def themes() -> tuple[Theme, ...]:
    """Return the headings of this installation's city, none without a file.

    Raises ``ImproperlyConfigured`` with the file's name when a value is wrong.
    """
    return _read(Path(settings.CITY_FOLDER) / "themes.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> tuple[Theme, ...]:
    if not file.exists():
        return ()
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return tuple(
            Theme(slug=theme["slug"], title=words.read(theme["title"]))
            for theme in told["theme"]
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong
