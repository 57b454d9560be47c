"""市: the name, the address and the telephone of the city this house serves.

Read once from ``city.toml`` in the city's folder (``settings.CITY_FOLDER``), so
that no page asks the database who it belongs to. Each group of values there
carries its ``source`` and whether somebody has ``verified`` it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kyoso.kernel import words
from kyoso.kernel.words import Words


@dataclass(frozen=True)
class City:
    """What header, help box and footer say; texts by language (ja, easy, en)."""

    slug: str
    name: Words
    service: Words
    postcode: str
    address: Words
    section: Words
    phone: str
    fax: str
    email: str
    hours: Words
    closed: Words
    hours_verified: bool


def city() -> City:
    """Return the city of this installation.

    Raises ``ImproperlyConfigured`` with the file's name when it is missing or
    a value is.
    """
    return _read(Path(settings.CITY_FOLDER) / "city.toml")


@lru_cache(maxsize=4)
def _read(file: Path) -> City:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return City(
            slug=told["slug"],
            name=_text(told["name"]),
            service=_text(told["service"]),
            postcode=told["address"]["postcode"],
            address=words.read(told["address"]["text"]),
            section=words.read(told["contact"]["section"]),
            phone=told["contact"]["phone"],
            fax=told["contact"].get("fax", ""),
            email=told["contact"].get("email", ""),
            hours=_text(told["hours"]),
            closed=_text(told["hours"]["closed"]),
            hours_verified=told["hours"]["verified"],
        )
    except FileNotFoundError:
        raise ImproperlyConfigured(
            f"{file.name} is missing in {file.parent}."
        ) from None
    except (KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{file}: {wrong}") from wrong


def _text(told: Mapping[str, object]) -> words.Words:
    return words.read({key: told[key] for key in words.KEYS.values() if key in told})
