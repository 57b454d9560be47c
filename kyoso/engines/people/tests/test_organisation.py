"""The organisation file is loaded whole or not at all."""

import pytest
from django.core.management import CommandError, call_command

from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from tests import people as cast

pytestmark = pytest.mark.django_db

GOOD = """
[[department]]
slug = "a"
name = "甲部"
[[department.section]]
slug = "b"
name = "乙課"
phone = "0185-00-0000"
source = "架空"
fictional = true
"""


def test_the_citys_file_names_the_plans_section():
    call_command("organisation", "load", str(cast.ORGANISATION))
    section = people.Section.objects.get(slug="chiiki-joho")
    assert section.verified
    assert section.department.name == "企画部"
    assert section.phone == "0185-89-2189"
    assert all(one.source for one in people.Section.objects.all())
    assert people.Section.objects.filter(verified=True).count() == 1


def test_loading_twice_changes_nothing(tmp_path):
    path = tmp_path / "o.toml"
    path.write_text(GOOD, "utf-8")
    for _ in range(2):
        assert people.load_organisation(path, by=None).sections == 1
    assert people.Section.objects.get().fictional


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ('name = "乙課"', "", "department 1 section 1 name"),
        ('slug = "b"', 'slug = ""', "department 1 section 1 slug"),
        ("phone =", "fone =", "department 1 section 1 fone"),
        ('"0185-00-0000"', "185", "department 1 section 1 phone"),
        ("fictional = true", 'fictional = "yes"', "department 1 section 1 fictional"),
        ('source = "架空"', "verified = true", "department 1 section 1 source"),
        ("[[department]]", "[[departments]]", "department"),
        (GOOD, "department = []", "department"),
        (
            GOOD,
            GOOD + '[[department.section]]\nslug="b"\nname="丙課"',
            "section 2 slug",
        ),
    ],
)
def test_a_wrong_file_is_told_by_its_place(tmp_path, before, after, where):
    path = tmp_path / "o.toml"
    path.write_text(GOOD.replace(before, after), "utf-8")
    with pytest.raises(errors.OrganisationFileWrong) as refused:
        people.load_organisation(path, by=None)
    assert where in refused.value.sentence
    assert people.Department.objects.count() == 0
    with pytest.raises(CommandError):
        call_command("organisation", "check", str(path))


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="ファイルの場所"):
        call_command("organisation", "load", str(tmp_path / "none.toml"))
