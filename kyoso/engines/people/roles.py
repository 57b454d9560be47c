"""Roles by section: data that a person of the law can read, the house's or the city's."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings

from kyoso.kernel.toml_lines import lines_of

if TYPE_CHECKING:
    from kyoso.engines.people.models import Post

FILE = "roles.toml"
Named = TypeVar("Named", bound=StrEnum)
_SHAPES = {"slug": str, "title": str, "description": str, "permissions": list}


class Permission(StrEnum):
    """What an officer may do, in the section of the post that carries the role."""

    READ_CASES = "read_cases"
    HANDLE_CASES = "handle_cases"
    APPROVE_CASES = "approve_cases"
    EDIT_PROCEDURES = "edit_procedures"
    PUBLISH_PROCEDURES = "publish_procedures"
    ENTER_VALUES = "enter_values"
    CONFIRM_VALUES = "confirm_values"
    REPORT_INITIATIVES = "report_initiatives"
    MANAGE_PLAN = "manage_plan"
    ATTEND_HEADQUARTERS = "attend_headquarters"
    DISPATCH_MAIL = "dispatch_mail"
    KEEP_LEDGER = "keep_ledger"
    READ_REGISTER = "read_register"
    ISSUE_CERTIFICATES = "issue_certificates"
    TAKE_SEALED = "take_sealed"
    OPERATE = "operate"
    CONFIRM_ROLES = "confirm_roles"


class RolesWrong(ValueError):  # noqa: N818 - named after what is wrong
    """A file of roles says something that cannot be; the sentence says where."""


class Reach(StrEnum):
    """How far a role goes from the section of its post."""

    SECTION = "section"
    DEPARTMENT = "department"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Role:
    """A role (役割): what the holder of a post may do in its section."""

    slug: str
    title: str
    description: str
    permissions: frozenset[Permission]
    everywhere: bool = False
    # In every section of the department (部) of the post's section.
    over_department: bool = False


def load(folder: Path) -> dict[str, Role]:
    """Return the roles of the house with those of a city's folder laid over them.

    Raises ``RolesWrong`` naming the file, the line, the field and the remedy.
    """
    found: dict[str, Role] = {}
    for path in (Path(__file__).with_name(FILE), folder / FILE):
        if path.exists():
            found |= read(path)
            _refuse_a_house_without_keys(path, found)
    return found


def _refuse_a_house_without_keys(path: Path, roles: Mapping[str, Role]) -> None:
    """Nobody could give a post any more, and no file but this one would help."""
    for needed in (Permission.OPERATE, Permission.CONFIRM_ROLES):
        if not any(needed in role.permissions for role in roles.values()):
            raise RolesWrong(f"{path}: some role must have {needed.value!r}.")


def read(path: Path) -> dict[str, Role]:
    """Return the roles of one file. Raises ``RolesWrong``."""
    try:
        text = path.read_text("utf-8")
        found: dict[str, Role] = {}
        for line, table in _tables(tomllib.loads(text), text):
            role = _role(line, table)
            if role.slug in found:
                raise RolesWrong(f"line {line}: slug: {role.slug!r} stands twice.")
            found[role.slug] = role
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RolesWrong) as error:
        raise RolesWrong(f"{path}: {error}") from error
    return found


def _tables(
    content: Mapping[str, Any], text: str
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    lines = lines_of(text)
    for key in content:
        if key != "role":
            raise RolesWrong(f"line {lines[key,]}: {key}: write roles as [[role]].")
    tables = content.get("role", [])
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise RolesWrong(f"line {lines['role',]}: role: write each as [[role]].")
    for number, table in enumerate(tables):
        yield lines["role", number], table


def _role(line: int, table: Mapping[str, Any]) -> Role:
    for key in table:
        if key not in {*_SHAPES, "reach"}:
            raise RolesWrong(f"line {line}: {key}: is not known here.")
    for key, shape in _SHAPES.items():
        if not isinstance(table.get(key), shape) or not table[key]:
            raise RolesWrong(f"line {line}: {key}: is missing, or of another type.")
    permissions = {_one_of(Permission, line, each) for each in table["permissions"]}
    reach = _one_of(Reach, line, table.get("reach", Reach.SECTION))
    return Role(
        table["slug"],
        table["title"],
        table["description"],
        frozenset(permissions),
        everywhere=reach == Reach.EVERYWHERE,
        over_department=reach == Reach.DEPARTMENT,
    )


def _one_of(names: type[Named], line: int, given: object) -> Named:
    known = {name.value: name for name in names}
    if not isinstance(given, str) or given not in known:
        offered = ", ".join(known)
        raise RolesWrong(
            f"line {line}: {names.__name__.lower()}: {given!r} is not one of {offered}."
        )
    return known[given]


# Read once: who may do what changes with a start, never between two requests.
ROLES = load(Path(settings.CITY_FOLDER))


def role_of(post: "Post") -> Role:
    """Return the role of a post; one that the city has struck out permits nothing."""
    return ROLES.get(post.role) or Role(post.role, post.role, "", frozenset())
