"""The demo's log-ins, kept in a file beside the demo database."""

import json
from typing import TypedDict

from django.conf import settings


class DemoAccount(TypedDict):
    """One fictional person who can log in."""

    role: str
    name: str
    email: str
    door: str
    log_in: str
    password: str
    api_token: str


def write_accounts(accounts: list[DemoAccount]) -> None:
    file = settings.VAR / "demo-accounts.json"
    file.write_text(json.dumps(accounts, ensure_ascii=False, indent=2), "utf-8")
    file.chmod(0o600)


def read_accounts() -> list[DemoAccount]:
    file = settings.VAR / "demo-accounts.json"
    if not file.exists():
        return []
    found: list[DemoAccount] = json.loads(file.read_text("utf-8"))
    return found
