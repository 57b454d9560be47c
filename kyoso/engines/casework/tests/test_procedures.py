"""A procedure's file: loaded whole, exported unchanged, refused with line and remedy."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.errors import ProcedureFileWrong
from kyoso.engines.casework.models import Procedure, ProcedureRevision

pytestmark = pytest.mark.django_db
SHIPPED = Path(settings.ROOT) / "cities" / "noshiro" / "procedures"


@pytest.fixture
def file(tmp_path, care_section):
    def write(before: str = "", after: str = "") -> Path:
        path = tmp_path / "hanadan.toml"
        text = testing.EXAMPLE.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        return path

    return write


def test_it_loads_and_exports_the_same(file, tmp_path):
    casework.load(casework.read_file(file()), by=None)
    text = casework.export(Procedure.objects.get())
    assert tomllib.loads(text) == tomllib.loads(
        testing.EXAMPLE.read_text(encoding="utf-8")
    )


def test_the_same_text_twice_is_one_revision(file):
    for _ in range(2):
        casework.load(casework.read_file(file()), by=None)
    assert ProcedureRevision.objects.count() == 1


def test_a_change_is_a_new_revision_and_old_cases_keep_theirs(file):
    old = casework.load(casework.read_file(file()), by=None)
    case = testing.case(old)
    casework.load(casework.read_file(file("days = 10", "days = 20")), by=None)
    case = casework.Case.objects.get(pk=case.pk)
    assert case.revision.definition.standard_period.days == 10
    assert Procedure.objects.get().standard_days == 20


@pytest.mark.parametrize(
    ("before", "after", "line", "remedy"),
    [
        ('state = "live"', 'state = "lvie"', 6, "hidden、preparing、live、closed"),
        ("years = 5", "years = 0", 17, "1から100"),
        ("days = 10", 'days = "10"', 20, "整数"),
        ('section = "choju-ikigai"', 'section = "unknown"', 5, "organisation.toml"),
        ("is_disposition = true", 'is_disposition = "はい"', 25, "true か false"),
        ("reasons_required = true", "reasons_required = false", 27, "理由の提示"),
        ("summary", "summry", 8, "この項目はありません"),
        ("purpose_of_use", "# purpose", 3, "「purpose_of_use」"),
        ('answer = "bed"', 'answer = "bad"', 119, "様式に質問「bad」がありません"),
        ('type = "yes_no"', 'type = "yesno"', 82, ""),
        (
            "{arrived_on}付けで申込みのあった花壇の利用について、次のとおり",
            "{day}",
            109,
            "{day} は使えません",
        ),
    ],
)
def test_a_wrong_file_gets_line_and_remedy(file, before, after, line, remedy):
    with pytest.raises(ProcedureFileWrong) as refusal:
        casework.read_file(file(before, after))
    told = refusal.value.sentence
    assert remedy in told
    found = int(told.split("hanadan.toml:")[1].split(":")[0])
    assert abs(found - line) <= 3, told
    assert not Procedure.objects.exists()


@pytest.mark.parametrize(
    "content", [b"[procedure", b"\xff\xfe", b"", b"procedure = 1", b"[[procedure]]"]
)
def test_it_refuses_what_is_no_procedure(tmp_path, content):
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(ProcedureFileWrong):
        casework.read_file(path)
    with pytest.raises(ProcedureFileWrong):
        casework.read_file(tmp_path / "none.toml")


def test_verified_needs_a_source(file):
    with pytest.raises(ProcedureFileWrong, match="出典"):
        casework.read_file(file('source = "テストの仮の値"', "verified = true"))


def test_a_verified_name_needs_a_source(file):
    with pytest.raises(ProcedureFileWrong, match="title_source"):
        casework.read_file(
            file('state = "live"', 'state = "live"\ntitle_verified = true')
        )


@pytest.mark.parametrize(
    ("said", "is_marked"),
    [
        ({}, False),
        ({"title_source": "国の一覧"}, True),
        ({"title_source": "国の一覧", "title_verified": True}, False),
    ],
)
def test_a_name_that_nobody_compared_is_told(care_section, said, is_marked):
    definition = testing.procedure(**said).definition
    assert definition.is_title_unverified is is_marked
    assert ("国の一覧" in definition.unverified) is is_marked


def test_every_shipped_procedure_is_in_order(care_section):
    files = casework.read_files([SHIPPED])
    assert files
    for procedure in casework.load_all(files, by=None):
        assert tomllib.loads(casework.export(procedure))


def test_the_subsidy_is_marked_as_unconfirmed(care_section):
    file = casework.read_file(SHIPPED / "mimamori-kiki-josei.toml")
    procedure = casework.load(file, by=None)
    definition = procedure.definition
    assert definition.unverified
    assert not definition.standard_period.fact.verified
    assert all(not amount.fact.verified for amount in definition.amounts)


def test_the_command_tells_every_fault(file, capsys):
    path = file("years = 5", "years = 0")
    with pytest.raises(CommandError, match="1から100"):
        call_command("procedures", "check", str(path))
    call_command("procedures", "load", str(file()))
    call_command("procedures", "export", "hanadan")
    assert "花壇" in capsys.readouterr().out
