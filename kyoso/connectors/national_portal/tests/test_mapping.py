"""Every mapping of the city names questions, parts and options that exist."""

import dataclasses
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kyoso.connectors.national_portal import mapping as mapping_module
from kyoso.connectors.national_portal.items import Item
from kyoso.connectors.national_portal.mapping import (
    Fixed,
    ItemRule,
    Mapping,
    MappingWrong,
    faults,
    mapped,
    mappings,
)
from kyoso.connectors.national_portal.models import State
from kyoso.connectors.national_portal.package import Enclosed, Package
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import testing as forms_testing
from tests import people as cast


@pytest.fixture
def city(db):
    cast.section()
    folder = cast.ORGANISATION.parent
    wanted = {path.name for path in (folder / "portal").glob("*.toml")}
    for name in sorted(wanted):
        call_command(
            "procedures", "load", str(folder / "procedures" / name), verbosity=0
        )


def test_every_mapping_of_the_city_fits_its_form(city):
    out = io.StringIO()
    call_command("portal_intake", "--check", stdout=out)
    assert "様式に合っています" in out.getvalue()


def test_what_nobody_compared_is_said(city):
    out = io.StringIO()
    call_command("portal_intake", "--check", stdout=out)
    assert out.getvalue().count("見比べていません") == len(mappings()) + 1


def test_a_mapping_that_names_no_question_is_found(city, settings, tmp_path):
    folder = tmp_path / "city"
    (folder / "portal").mkdir(parents=True)
    source = Path(settings.CITY_FOLDER)
    (folder / "portal.toml").write_text(
        (source / "portal.toml").read_text("utf-8"), "utf-8"
    )
    told = (source / "portal" / "risai-shomei.toml").read_text("utf-8")
    wrong = told.replace('question = "cause"', 'question = "causes"')
    (folder / "portal" / "a.toml").write_text(wrong, "utf-8")
    settings.CITY_FOLDER = folder
    with pytest.raises(CommandError, match="causes"):
        call_command("portal_intake", "--check")


def form():
    from kyoso.engines.forms import api as forms

    return forms.parse(
        {
            "slug": "every",
            "title": "見本",
            "applicant": {"name": "name", "address": "address"},
            "pages": [
                {"slug": "one", "title": "一", "questions": forms_testing.every_type()}
            ],
        }
    )


def a_mapping(*items, **told):
    return dataclasses.replace(
        Mapping("a.toml", "A", "every", "見本", "試験", False, False),
        items=items,
        **told,
    )


@pytest.mark.parametrize(
    ("rule", "word"),
    [
        (ItemRule("n", "nothing"), "nothing"),
        (ItemRule("n", "name", "surname"), "surname"),
        (ItemRule("n", "name"), "part"),
        (ItemRule("n", "file"), "file"),
        (ItemRule("n", "group"), "group"),
        (ItemRule("n", "choice", values={"緑": "green"}), "green"),
    ],
)
def test_each_fault_is_named(rule, word):
    (fault,) = faults(a_mapping(rule), form())
    assert word in fault


def test_a_right_mapping_has_no_fault():
    rules = (
        ItemRule("n", "name", "name"),
        ItemRule("c", "choice", values={"赤": "red"}),
    )
    fixed = (Fixed("consent", "on", "画面で確かめた"),)
    assert list(faults(a_mapping(*rules, fixed=fixed), form())) == []


@pytest.mark.parametrize(
    ("question", "value"),
    [("choice", "green"), ("consent", "perhaps"), ("number", "many")],
)
def test_a_fixed_answer_that_the_form_does_not_take_is_named(question, value):
    fixed = (Fixed(question, value, "試験"),)
    (fault,) = faults(a_mapping(fixed=fixed), form())
    assert question in fault
    assert value in fault


HEAD = """[mapping]
code = "x"
procedure = "x"
title = "x"
source = "x"
form = ["x.xml"]
"""


@pytest.mark.parametrize(
    "second",
    [
        '[[items]]\nname = "b"\nquestion = "q"\n',
        '[[items]]\nname = "b"\npart = "name"\nquestion = "q"\n',
        '[[fixed]]\nvalue = "b"\nreason = "b"\nquestion = "q"\n',
        '[[files]]\nname = "b"\nquestion = "q"\n',
    ],
)
def test_two_rules_for_one_question_are_refused_with_line_and_remedy(mappings, second):
    text = f'{HEAD}[[items]]\nname = "a"\nquestion = "q"\n{second}'
    (mappings / "z.toml").write_text(text, "utf-8")
    line = len(text.splitlines())
    with pytest.raises(MappingWrong) as wrong:
        mapping_module.mappings()
    sentence = wrong.value.sentence
    assert f"{line}行目" in sentence
    assert "「q」" in sentence
    assert "消してください" in sentence


def items(**told):
    return Package(tuple(Item(name, value) for name, value in told.items()), ())


def test_two_items_for_one_part_are_one_line():
    rules = (ItemRule("県", "address", "address"), ItemRule("町", "address", "address"))
    found = mapped(a_mapping(*rules), items(県="秋田県", 町="能代市"), form())
    assert found.typed["address"] == {"address": "秋田県能代市"}


def test_a_word_that_is_no_option_is_left_as_it_came():
    rule = ItemRule("色", "choice", values={"赤": "red"})
    found = mapped(a_mapping(rule), items(色="緑"), form())
    assert found.typed == {}
    assert found.left == (Item("色", "緑"),)


def test_some_words_of_several_are_no_answer():
    rule = ItemRule("色", "choices", values={"赤": "red"}, split="、")
    found = mapped(a_mapping(rule), items(色="赤、緑"), form())
    assert found.left == (Item("色", "赤、緑"),)


def test_a_repeated_item_is_left_not_overwritten():
    rule = ItemRule("品", "text")
    package = Package((Item("品", "一"), Item("品", "二")), ())
    found = mapped(a_mapping(rule), package, form())
    assert found.typed["text"] == "一"
    assert found.left == (Item("品", "二"),)


def test_nothing_of_a_package_is_lost():
    package = Package((Item("a", "1"), Item("b", "2")), (Enclosed("x", "x", b""),))
    found = mapped(a_mapping(ItemRule("a", "text")), package, form())
    assert len(found.taken) + len(found.left) == len(package.items)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[mapping]\n",
        "mapping = 3\n",
        '[mapping]\ncode = ""\nprocedure = "x"\ntitle = "x"\nsource = "x"\n',
        '[mapping]\ncode = "x"\nprocedure = "x"\ntitle = "x"\n',
        '[mapping]\ncode="x"\nprocedure="x"\ntitle="x"\nsource="x"\n',
        '[mapping]\ncode="x"\nprocedure="x"\ntitle="x"\nsource="x"\nform="a.xml"\n',
        '[mapping]\ncode="x"\nprocedure="x"\ntitle="x"\nsource="x"\n[[items]]\nname="n"\n',
        '[mapping]\ncode="x"\nprocedure="x"\ntitle="x"\nsource="x"\n[[fixed]]\nvalue="on"\n',
    ],
)
def test_a_file_that_says_too_little_is_wrong(mappings, text):
    (mappings / "z.toml").write_text(text, "utf-8")
    with pytest.raises(MappingWrong, match=r"z\.toml"):
        mapping_module.mappings()


def test_a_code_stands_once(mappings):
    told = (mappings / "risai-shomei.toml").read_text("utf-8")
    (mappings / "z.toml").write_text(told, "utf-8")
    with pytest.raises(MappingWrong, match="重複"):
        mapping_module.mappings()


def test_a_wrong_file_hides_no_right_one(mappings):
    (mappings / "z.toml").write_text("[mapping", "utf-8")
    assert mapping_module.of_code(examples.DISASTER).procedure == "risai-shomei"
    with pytest.raises(MappingWrong, match=r"z\.toml"):
        mapping_module.of_code("SANDBOX-UNKNOWN")


def test_a_mended_file_holds_from_the_next_try(mappings, town, sato):
    path = mappings / "risai-shomei.toml"
    told = path.read_text("utf-8")
    path.write_text(told.replace('name = "災害の種類"', 'name = "原因"'), "utf-8")
    town.arrive()
    town.round()
    assert town.arrival().state == State.WAITING
    path.write_text(told, "utf-8")
    from kyoso.connectors.national_portal import actions

    case = actions.file_now(town.arrival(), by=sato.account)
    assert case.procedure == Procedure.objects.get(slug="risai-shomei")
    assert examples.HOUSE["氏名"] == case.name
