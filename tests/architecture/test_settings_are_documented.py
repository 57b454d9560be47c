"""Each variable that the settings read is described, and nothing else is."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
READ = re.compile(
    r"""(?:env\.)?\b(?:text|words|flag|number|choice)\(\s*["']([A-Z][A-Z_]+)["']"""
)
DESCRIBED = re.compile(r"`([A-Z][A-Z_]{3,})`")


def read_by_the_code():
    return {
        name
        for file in (ROOT / "kyoso").rglob("*.py")
        for name in READ.findall(file.read_text("utf-8"))
    }


def described():
    text = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in DESCRIBED.findall(row)}


def test_every_variable_is_described():
    assert read_by_the_code() - described() == set()


def test_no_described_variable_is_unknown():
    # KYOSO_DOOR and the ports are also read by name from a table.
    assert described() - read_by_the_code() == set()
