"""役割 are data: the house's file, and the city's laid over it."""

from pathlib import Path

import pytest

from kyoso.engines.people import api as people
from kyoso.engines.people import roles
from kyoso.engines.people.models import Post

P = people.Permission
PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "roles.md"
A_ROLE = """[[role]]
slug = "reception"
title = "受付担当"
description = "自分の課の申請を受け付けます。"
permissions = ["read_cases", "handle_cases"]
"""


def test_a_city_adds_a_role_and_keeps_those_of_the_house(tmp_path):
    (tmp_path / "roles.toml").write_text(A_ROLE, "utf-8")
    found = roles.load(tmp_path)
    assert found["reception"].permissions == {P.READ_CASES, P.HANDLE_CASES}
    assert found["clerk"] == people.ROLES["clerk"]


def test_a_city_replaces_a_role_of_the_house(tmp_path):
    text = A_ROLE.replace("reception", "clerk") + 'reach = "department"\n'
    (tmp_path / "roles.toml").write_text(text, "utf-8")
    found = roles.load(tmp_path)["clerk"]
    assert P.ENTER_VALUES not in found.permissions
    assert found.over_department
    assert not found.everywhere


def test_a_role_that_was_struck_out_permits_nothing():
    assert people.role_of(Post(role="no-such-role")).permissions == frozenset()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('[[role]]\nslug = "x"\n', "line 1: title"),
        (A_ROLE + 'colour = "red"\n', "colour"),
        (A_ROLE.replace('"handle_cases"', '"rule_the_world"'), "rule_the_world"),
        (A_ROLE.replace('["read_cases", "handle_cases"]', "[1]"), "1"),
        (A_ROLE + 'reach = "moon"\n', "moon"),
        (A_ROLE + A_ROLE, "line 6: slug"),
        ("role = 3\n", "line 1: role"),
        ("roles = []\n", "line 1: roles"),
        ("[[role", "roles.toml"),
        (A_ROLE.replace("reception", "operator"), "'operate'"),
    ],
)
def test_a_wrong_file_says_where_and_what_to_write(tmp_path, wrong, said):
    (tmp_path / "roles.toml").write_text(wrong, "utf-8")
    with pytest.raises(roles.RolesWrong) as refused:
        roles.load(tmp_path)
    assert "roles.toml" in str(refused.value)
    assert said in str(refused.value)


def test_the_page_of_roles_tells_every_permission():
    page = PAGE.read_text("utf-8")
    assert all(f"| `{permission.value}` |" in page for permission in P)
