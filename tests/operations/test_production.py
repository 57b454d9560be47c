"""Production refuses the conveniences of the demo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
REAL = {
    "KYOSO_MODE": "production",
    "KYOSO_SECRET_KEY": "production-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDE",
    "KYOSO_CODE_KEY": "production-only-codes-0123456789-abcdefghijklmnopqrstuvwxyz",
    "KYOSO_HOSTS": "city.example.jp",
    "KYOSO_PUBLIC_URL": "https://city.example.jp",
    "KYOSO_OFFICE_URL": "https://office.example.jp",
    "DATABASE_URL": "postgres:///kyoso",
    "KYOSO_DOOR": "public",
}


def check(**changes):
    environment = {**os.environ, **REAL, **changes}
    return subprocess.run(
        [sys.executable, "-m", "kyoso", "check", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_with_real_settings():
    done = check()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"KYOSO_SECRET_KEY": ""}, "KYOSO_SECRET_KEY"),
        ({"KYOSO_CODE_KEY": ""}, "KYOSO_CODE_KEYが空です"),
        ({"KYOSO_CODE_KEY": REAL["KYOSO_SECRET_KEY"]}, "KYOSO_CODE_KEYがKYOSO_SECRET"),
        ({"KYOSO_HOSTS": ""}, "KYOSO_HOSTS"),
        ({"KYOSO_PUBLIC_URL": "http://localhost:8000"}, "KYOSO_PUBLIC_URL"),
        ({"KYOSO_OFFICE_URL": "http://office.localhost:8001"}, "KYOSO_OFFICE_URL"),
        ({"DATABASE_URL": "sqlite:////var/lib/kyoso/x.sqlite3"}, "PostgreSQL"),
        ({"KYOSO_DOOR": "both"}, "1つの入口だけ"),
        ({"KYOSO_DOOR": "side"}, "KYOSO_DOOR"),
        ({"KYOSO_BEHIND_PROXY": "maybe"}, "KYOSO_BEHIND_PROXY"),
        ({"OFFICE_PORT": "eight"}, "OFFICE_PORT"),
    ],
)
def test_it_refuses_and_names_the_setting(changes, told, tmp_path):
    if changes.get("DATABASE_URL", "").startswith("sqlite"):
        changes = {"DATABASE_URL": f"sqlite:///{tmp_path}/x.sqlite3"}
    done = check(**changes)
    assert done.returncode != 0
    assert told in done.stderr


def test_the_mode_is_production_unless_told_otherwise():
    done = check(KYOSO_MODE=None, KYOSO_SECRET_KEY="")
    assert "KYOSO_SECRET_KEYが空です" in done.stderr
