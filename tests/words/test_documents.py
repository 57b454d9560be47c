"""The documents: every page can be reached, every link leads somewhere, examples load."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command

from kyoso.engines.casework.api import Procedure
from tests import people as cast

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FRONT = [ROOT / name for name in ("README.md", "README.ja.md", "CONTRIBUTING.md")]
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
CODE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)


def links_of(page: Path) -> list[Path]:
    """Return what a page links to in this repository."""
    words = CODE.sub("", page.read_text("utf-8"))
    return [(page.parent / target).resolve() for target in LINK.findall(words)]


@pytest.mark.parametrize(
    "page", [*FRONT, *PAGES], ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_every_link_leads_somewhere(page):
    assert not [str(link) for link in links_of(page) if not link.exists()]


def test_the_index_links_every_page():
    linked = {DOCS / "index.md", *links_of(DOCS / "index.md")}
    assert not [str(page) for page in PAGES if page not in linked]


def test_the_readmes_lead_to_the_index():
    for page in FRONT[:2]:
        assert DOCS / "index.md" in links_of(page), page.name


@pytest.mark.django_db
def test_the_first_procedure_of_the_tutorial_loads(tmp_path):
    cast.section()
    page = (DOCS / "tutorial/first-procedure.md").read_text("utf-8")
    file = tmp_path / "flower-bed.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1], "utf-8")
    call_command("procedures", "check", str(file))
    call_command("procedures", "load", str(file))
    assert Procedure.objects.live().filter(slug="flower-bed").exists()
