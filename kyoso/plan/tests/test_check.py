"""A plan file is checked: line, field and remedy for every fault."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from kyoso.plan.models import Plan
from kyoso.plan.reading import LARGEST_FILE, read, read_bytes
from kyoso.plan.tests import telling

WRONG = {
    "a missing entry": ('state = "none"\n', "", "「state」がありません", "state ="),
    "a misspelt entry": ("state =", "stat =", "知らない項目「stat」", "「state」"),
    "text instead of a number": (
        "value = 34.8",
        'value = "34.8"',
        "数ではありません",
        "引用符なし",
    ),
    "a number with too many places": (
        "value = 34.8",
        "value = 34.81",
        "小数点以下",
        "places",
    ),
    "an endless number": ("value = 34.8", "value = inf", "大きすぎる", "桁"),
    "a day that is text": (
        "starts_on = 2023-04-01",
        'starts_on = "2023-04-01"',
        "日付ではありません",
        "2023-04-01",
    ),
    "a period that ends before it starts": (
        "ends_on = 2027-03-31",
        "ends_on = 2021-03-31",
        "より後ではありません",
        "最後の日",
    ),
    "an unusable slug": (
        'slug = "public-wifi"',
        'slug = "Public Wifi"',
        "記号として使えません",
        "英小文字",
    ),
    "the same slug twice": (
        'slug = "public-wifi"',
        'slug = "parenting-app"',
        "2回あります",
        "重ならない",
    ),
    "an unknown indicator": (
        'indicator = "smartphone-use"',
        'indicator = "telephones"',
        "指標「telephones」がありません",
        "[[indicator]]",
    ),
    "a capability that does nothing": (
        'capability = "applications"\nstate = "part"',
        'capability = "applications"\nstate = "none"',
        "state が「none」",
        "part か whole",
    ),
    "a state without a capability": (
        'slug = "rpa"',
        'slug = "rpa-x"\nstate_note = "x"',
        "",
        "",
    ),
    "no Japanese text": (
        'title = { ja = "地域のDX",',
        'title = { fr = "région",',
        "日本語（ja）がありません",
        "ja =",
    ),
    "an unknown language": (
        '{ ja = "地域のDX",',
        '{ fr = "région", ja = "地域のDX",',
        "知らない言語「fr」",
        "ja、easy、en",
    ),
    "a text of nothing": (
        'source = "令和2年国勢調査"',
        'source = "  "',
        "空です",
        "内容",
    ),
    "a control character": (
        'source = "令和2年国勢調査"',
        'source = "令和\\u00022年"',
        "U+0002",
        "消して",
    ),
    "a hidden direction": (
        'source = "令和2年国勢調査"',
        'source = "令和\\u202e2年"',
        "U+202E",
        "消して",
    ),
    "a value without a day": ("fiscal_year = 2021\n", "", "時点が", "as_of"),
    "a definition that is not there": (
        "definition = 2\nrole",
        "definition = 7\nrole",
        "定義 7 がありません",
        "1から2",
    ),
    "a definition without a reason": (
        'reason = "令和8年3月の変更で、交付率から保有率に改めた。R3の実績（34.8%）は交付率のまま示されている。"\n',
        "",
        "理由がありません",
        "reason",
    ),
    "a newest revision without text": (
        'title = "令和8年3月 変更"\ntext = "held"',
        'title = "令和8年3月 変更"\ntext = "missing"',
        "最後の改訂",
        "held",
    ),
    "a table that is a list": (
        "[organisation]",
        "[[organisation]]",
        "表ではありません",
        "見出し",
    ),
}
del WRONG["a state without a capability"]


@pytest.mark.parametrize("name", WRONG)
def test_it_tells_the_line_the_fault_and_the_remedy_of(name):
    old, new, fault, remedy = WRONG[name]
    written = telling.text()
    assert old in written, name
    line = written[: written.index(old)].count("\n") + 1
    wrong = read_bytes(written.replace(old, new, 1).encode())
    assert wrong.plan is None
    told = [p for p in wrong.problems if fault in p.problem and remedy in p.remedy]
    assert told, [str(one) for one in wrong.problems]
    # The line of the entry, or of the table in which it is missing.
    assert line - 8 <= told[0].line <= line + 8
    assert told[0].field != "ファイル"


def test_it_tells_every_fault_at_once_in_the_order_of_the_lines():
    written = telling.text()
    for name in (
        "text instead of a number",
        "a misspelt entry",
        "an unknown indicator",
    ):
        old, new, *_ = WRONG[name]
        written = written.replace(old, new, 1)
    problems = read_bytes(written.encode()).problems
    assert len(problems) == 4  # a misspelt entry is unknown, and missing
    assert [one.line for one in problems] == sorted(one.line for one in problems)


def test_it_tells_the_field_as_the_reader_counts():
    written = telling.text().replace("value = 34.8", 'value = "34.8"', 1)
    assert (
        read_bytes(written.encode()).problems[0].field == "indicator[1].value[1].value"
    )


HOSTILE = {
    "nothing": b"",
    "another encoding": "計画".encode("shift_jis"),
    "a broken string": b'[plan]\nslug = "a\nb"\n',
    "brackets without end": b"a = " + b"[" * 20_000,
    "tables without end": b"a = " + b"{a = " * 5_000,
    "a number that never ends": b"a = 1e99999999999999999999",
    "an impossible day": b"a = 2023-02-31",
    "a long number": b"a = " + b"9" * 10_000,
    "nul": b'[plan]\nslug = "a\x00b"',
    "a binary": bytes(range(256)) * 20,
    "a table of another kind": b"plan = 1\npillar = 2\nrevision = 3",
    "a list of scalars": b"pillar = [1, 2, 3]\nplan = []",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_refuses_in_a_sentence(name):
    wrong = read_bytes(HOSTILE[name])
    assert wrong.plan is None
    for problem in wrong.problems:
        assert problem.line >= 1
        assert problem.problem.endswith("。")
        assert problem.remedy.endswith("。")


@given(st.binary(max_size=300))
def test_it_never_raises_whatever_the_bytes(content):
    assert read_bytes(content).problems


@given(st.data())
def test_it_never_raises_when_a_line_is_lost_or_doubled(data):
    lines = telling.text(telling.MIZUHO).split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = [lines[at]] * data.draw(st.sampled_from([0, 2]))
    for problem in read_bytes("\n".join(lines).encode()).problems:
        assert 1 <= problem.line <= len(lines) + 1


def test_it_refuses_a_file_that_is_no_plan_by_its_size(tmp_path):
    large = tmp_path / "plan.toml"
    large.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert "大きい" in read(large).problems[0].problem


@pytest.mark.parametrize("name", ["not-there.toml", "."])
def test_it_refuses_what_cannot_be_read(name, tmp_path):
    assert "読めません" in read(tmp_path / name).problems[0].problem


def test_the_command_says_what_is_in_a_good_file():
    out = StringIO()
    call_command("plan", "check", str(telling.NOSHIRO), stdout=out)
    many = len(read(telling.NOSHIRO).plan.indicator)
    assert f"柱3、取組26、指標{many}。" in out.getvalue()


def test_the_command_tells_every_problem_and_fails(tmp_path, db):
    wrong = tmp_path / "plan.toml"
    wrong.write_text(telling.text().replace("state =", "stat =", 1), encoding="utf-8")
    told = StringIO()
    with pytest.raises(CommandError, match="問題が2件"):
        call_command("plan", "load", str(wrong), stderr=told)
    assert "行目 pillar[1].initiative[1].stat" in told.getvalue()
    assert not Plan.objects.exists()


def test_the_command_answers_in_json_for_machines(tmp_path):
    wrong = tmp_path / "plan.toml"
    wrong.write_text("a = 1", encoding="utf-8")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("plan", "check", str(wrong), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert found["ok"] is False
    assert set(found["problems"][0]) == {"line", "field", "problem", "remedy"}
