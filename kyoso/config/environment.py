"""Settings come from the environment only; an odd value stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str, *, default: bool = False) -> bool:
    given = os.environ.get(name)
    if given is None:
        return default
    if given.strip().lower() in _TRUE:
        return True
    if given.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(
        f"{name}はtrueかfalseで設定してください（今の値: {given!r}）。"
    )


def number(name: str, default: int) -> int:
    given = text(name, str(default))
    try:
        return int(given)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}は整数で設定してください（今の値: {given!r}）。"
        ) from None


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    given = text(name, default)
    if given not in allowed:
        raise ImproperlyConfigured(
            f"{name}は{'、'.join(allowed)}のどれかで設定してください（今の値: {given!r}）。"
        )
    return given
