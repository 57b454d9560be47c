"""In production each door takes posts from its own pages only, and keeps its sessions."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "KYOSO_MODE": "production",
    "KYOSO_SECRET_KEY": "production-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDE",
    "KYOSO_CODE_KEY": "production-only-codes-0123456789-abcdefghijklmnopqrstuvwxyz",
    "KYOSO_PUBLIC_URL": "https://city.example.jp",
    "KYOSO_OFFICE_URL": "https://office.example.jp",
    "DATABASE_URL": "postgres:///kyoso",
}


def settings_of(door, what):
    told = subprocess.run(
        [sys.executable, "-c", f"from kyoso.config import settings; print({what})"],
        env=os.environ | PRODUCTION | {"KYOSO_DOOR": door},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


@pytest.mark.parametrize(
    ("door", "trusted"),
    [
        ("public", "https://city.example.jp"),
        ("office", "https://office.example.jp"),
        ("worker", ""),
    ],
)
def test_it_trusts_its_own_address(door, trusted):
    assert settings_of(door, "*settings.CSRF_TRUSTED_ORIGINS") == trusted


@pytest.mark.parametrize(("door", "ends"), [("public", "False"), ("office", "True")])
def test_an_officers_session_ends_with_the_browser(door, ends):
    assert settings_of(door, "settings.SESSION_EXPIRE_AT_BROWSER_CLOSE") == ends
    assert settings_of(door, "not settings.ACCOUNT_SESSION_REMEMBER") == ends
