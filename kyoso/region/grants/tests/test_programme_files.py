"""Programmes as data: every fault with file, line, key and remedy; all or nothing."""

import datetime as dt
import io
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.kernel import clock
from kyoso.region.grants import programmes, testing
from kyoso.region.grants.errors import OutsideRounds, ProgrammeFileWrong
from kyoso.region.grants.models import Programme, ProgrammeRevision
from kyoso.region.grants.windows import set_windows

pytestmark = pytest.mark.django_db
CITY = Path(settings.CITY_FOLDER)
FOLDER = CITY / "grants"
SHIPPED = {"mimamori-kiki", "ict-katsuyo", "hatasaku-kikai"}


@pytest.fixture
def shelf(care_section):
    """The city's budget, and the procedures that its programmes name."""
    ledger.load_budget(CITY / "budget.toml", by=None)
    files = []
    for file in sorted(FOLDER.glob("*.toml")):
        told = tomllib.loads(file.read_text("utf-8"))
        files.append(CITY / "procedures" / f"{told['programme']['procedure']}.toml")
    casework.load_all(casework.read_files(files), by=None)


def faults(**changes):
    with pytest.raises(ProgrammeFileWrong) as refused:
        programmes.check(testing.content(**changes))
    return "\n".join(refused.value.problems)


def test_the_citys_three_are_loaded_and_say_that_nobody_verified_them(shelf):
    call_command("grants", "load", str(FOLDER), stdout=io.StringIO())
    found = {one.slug: one for one in Programme.objects.all()}
    assert set(found) == SHIPPED
    for one in found.values():
        assert not one.definition.is_verified
        assert one.definition.amount.fact.source
        for text in (one.definition.title, one.definition.summary):
            assert set(text) == {"ja", "easy", "en"}
        assert all(not held.verified for held in one.rounds.all())


def test_checking_loads_nothing(shelf):
    told = io.StringIO()
    call_command("grants", "check", str(FOLDER), stdout=told)
    assert "3件とも問題はありません" in told.getvalue()
    assert not Programme.objects.exists()


def test_the_same_file_twice_is_one_revision(shelf):
    for _ in range(2):
        call_command("grants", "load", str(FOLDER), stdout=io.StringIO())
    assert ProgrammeRevision.objects.count() == len(SHIPPED)


def test_a_fault_is_told_with_its_line_and_remedy(shelf, tmp_path):
    file = tmp_path / "x.toml"
    text = (FOLDER / "mimamori-kiki.toml").read_text("utf-8")
    file.write_text(text.replace("cap = 20000", 'cap = "2万円"'), "utf-8")
    line = text.split("cap = 20000")[0].count("\n") + 1
    with pytest.raises(CommandError, match=rf"x\.toml:{line}: amount\.cap: .*整数"):
        call_command("grants", "load", str(file))
    assert not Programme.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("あ".encode("cp932"), "UTF-8で保存してください"),
        (b"x = = 1", "TOMLとして読めません"),
        (b"", "「programme」を書いてください"),
    ],
)
def test_what_is_no_programme_gets_a_sentence(tmp_path, content, told):
    file = tmp_path / "x.toml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=told):
        call_command("grants", "check", str(file))


def test_what_the_file_alone_can_tell(programme):
    for table, change, told in (
        ("amount", {"numerator": 3, "denominator": 2}, "割合は1をこえない"),
        ("amount", {"unit": 1_000_000}, "上限は端数の単位より大きく"),
        ("amount", {"verified": True}, "提案は確認済みにできません"),
        ("amount", {"colour": "red"}, "この項目はありません"),
        ("report", {"within_days": None, "last_day": None}, "実績報告の期限"),
        ("clawback", {"reasons": []}, "返還の理由を1つ以上"),
        ("inspection", {"kind": "site"}, "確認する項目を書いてください"),
    ):
        changed = {**testing.content()[table], **change}
        changed = {key: value for key, value in changed.items() if value is not None}
        assert told in faults(**{table: changed})


def test_what_only_the_house_can_tell(programme):
    content = testing.content()
    head, rounds, amount = content["programme"], content["rounds"], content["amount"]
    for changes, told in (
        (
            {"programme": {**head, "procedure": "nowhere"}},
            "手続「nowhere」がありません",
        ),
        ({"programme": {**head, "section": "nowhere"}}, "課「nowhere」がありません"),
        ({"programme": {**head, "grant_outcome": "refuse"}}, "金額の項目「amount」"),
        ({"rounds": [{**rounds[0], "line": "99-99-99-99"}]}, "kyoso budget load"),
        ({"amount": {**amount, "cost": ["bed"]}}, "金額の質問「bed」がありません"),
        (
            {"programme": {**head, "slug": "other"}},
            "補助制度「hanadan-hojo」のものです",
        ),
    ):
        assert told in faults(**changes)


def test_a_round_keeps_at_least_what_it_has_given(programme, sato, suzuki):
    testing.granted(by=sato.account, approver=suzuki.account)
    rounds = testing.content()["rounds"]
    rounds[0]["ceiling"] = 9_999
    with pytest.raises(ProgrammeFileWrong, match="10,000円より少なくできません"):
        testing.programme(rounds=rounds)


def test_the_procedure_is_open_while_a_round_is(programme, clock_at):
    today = clock.today()
    rounds = testing.content()["rounds"]
    coming = {
        **rounds[0],
        "opens_on": today + dt.timedelta(days=10),
        "closes_on": today + dt.timedelta(days=20),
    }
    testing.programme(rounds=[coming])
    procedure = casework.Procedure.objects.get(slug="hanadan")
    assert not procedure.is_open_on(today)
    assert procedure.is_open_on(coming["opens_on"])
    clock_at(f"{coming['closes_on'] + dt.timedelta(days=1)} 10:00")
    set_windows()
    procedure.refresh_from_db()
    assert not procedure.is_open_on(clock.today())


def test_what_arrives_outside_the_rounds_is_not_filed(programme):
    today = clock.today()
    testing.programme(
        rounds=[
            {
                **testing.content()["rounds"][0],
                "opens_on": today - dt.timedelta(days=20),
                "closes_on": today - dt.timedelta(days=10),
            }
        ]
    )
    # As after the procedure's own file was loaded again: its window is open.
    casework.Procedure.objects.update(opens_on=None, closes_on=None)
    with pytest.raises(OutsideRounds):
        testing.applied()
    assert not casework.Case.objects.exists()
