"""The city's organisation as a file: departments and sections, checked and loaded."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.errors import OrganisationFileWrong
from kyoso.engines.people.models import Account, Department, Section

_TEXTS = ("name", "phone", "counter", "document_symbol", "hours", "source")
_FLAGS = ("verified", "fictional")
_SECTION_KEYS = {"slug", *_TEXTS, *_FLAGS}


@dataclass(frozen=True)
class Loaded:
    """How many rows a load made or changed; rows absent from the file stay."""

    departments: int
    sections: int


def read(path: Path) -> list[dict[str, Any]]:
    """Read and check an organisation file; return its departments.

    Raises ``OrganisationFileWrong`` naming the place and the remedy.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise OrganisationFileWrong(
            where=str(path), remedy="ファイルの場所を確かめてください。"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise OrganisationFileWrong(
            where=path.name, remedy=f"TOMLとして読めません（{wrong}）。"
        ) from None
    departments = content.get("department", [])
    if not departments or not isinstance(departments, list):
        raise OrganisationFileWrong(
            where="department", remedy="部を一つ以上書いてください。"
        )
    slugs: set[str] = set()
    section_slugs: set[str] = set()
    for number, department in enumerate(departments, 1):
        where = f"department {number}"
        _check(department, where, {"slug", "name", "section"}, slugs)
        for place, section in enumerate(department.get("section", []), 1):
            _check(section, f"{where} section {place}", _SECTION_KEYS, section_slugs)
            _check_claims(section, f"{where} section {place}")
    return departments


@transaction.atomic
def load(path: Path, *, by: Account | None) -> Loaded:
    """Load an organisation file whole or not at all; loading twice changes nothing.

    Sections that the file no longer names stay, because cases point to them.
    Raises ``OrganisationFileWrong``.
    """
    departments = read(path)
    sections = 0
    for order, given in enumerate(departments, 1):
        department, _ = Department.objects.update_or_create(
            slug=given["slug"], defaults={"name": given["name"], "order": order}
        )
        for place, section in enumerate(given.get("section", []), 1):
            Section.objects.update_or_create(
                slug=section["slug"],
                defaults={
                    "department": department,
                    "order": place,
                    **{key: section.get(key, "") for key in _TEXTS},
                    **{key: section.get(key, False) for key in _FLAGS},
                },
            )
            sections += 1
    audit.record(
        "people.organisation_loaded",
        by=by,
        subject=path.name,
        departments=len(departments),
        sections=sections,
    )
    return Loaded(len(departments), sections)


def _check(given: object, where: str, allowed: set[str], slugs: set[str]) -> None:
    if not isinstance(given, dict):
        raise OrganisationFileWrong(where=where, remedy="表として書いてください。")
    unknown = sorted(set(given) - allowed)
    if unknown:
        raise OrganisationFileWrong(
            where=f"{where} {unknown[0]}",
            remedy="この項目はありません。つづりを確かめてください。",
        )
    for key in ("slug", "name"):
        if not isinstance(given.get(key), str) or not given[key]:
            raise OrganisationFileWrong(
                where=f"{where} {key}", remedy="文字で書いてください。"
            )
    if given["slug"] in slugs:
        raise OrganisationFileWrong(
            where=f"{where} slug", remedy=f"「{given['slug']}」は二度使われています。"
        )
    slugs.add(given["slug"])


def _check_claims(section: dict[str, Any], where: str) -> None:
    for key in _TEXTS:
        if not isinstance(section.get(key, ""), str):
            raise OrganisationFileWrong(
                where=f"{where} {key}", remedy="文字で書いてください。"
            )
    for key in _FLAGS:
        if not isinstance(section.get(key, False), bool):
            raise OrganisationFileWrong(
                where=f"{where} {key}", remedy="true か false を書いてください。"
            )
    if section.get("verified") and not section.get("source"):
        raise OrganisationFileWrong(
            where=f"{where} source", remedy="確認済みの課には出典が要ります。"
        )
