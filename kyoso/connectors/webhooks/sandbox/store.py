"""What the receiver remembers: its secret, and a line for each notice that came."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

_SHOWN = 100


def keep_secret(name: str, secret: str) -> None:
    """Give the receiver the secret that the city showed once."""
    _file(name, "secret").write_text(secret, "utf-8")


def secret_of(name: str) -> str:
    file = _file(name, "secret")
    return file.read_text("utf-8") if file.exists() else ""


def add(name: str, told: dict[str, Any]) -> None:
    with _file(name, "jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(told, ensure_ascii=False) + "\n")


def read(name: str) -> list[dict[str, Any]]:
    """Return what came, the newest first."""
    file = _file(name, "jsonl")
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [json.loads(line) for line in lines[-_SHOWN:]][::-1]


def _file(name: str, kind: str) -> Path:
    folder = Path(settings.VAR) / "sandbox" / "webhooks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name[:40]}.{kind}"
