"""A register file is looked at as a whole: every fault has its line, column and remedy."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.residents.checking import check
from kyoso.engines.residents.layout import code_lists, layouts
from kyoso.engines.residents.testing import FIRST, a_row


def faults(path, *, is_full=True):
    return [str(fault) for fault in check(path, is_full=is_full).faults]


def test_a_lawful_file_has_no_fault(written):
    reading = check(written(a_row()), is_full=True)
    assert not reading.faults
    assert (reading.rows, reading.counts["現存者"], reading.counts["世帯"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"氏名": ""}, "2行目「氏名」：空にできません。値を書いてください。"),
        (
            {"氏名": "花\u0007子"},
            "2行目「氏名」：使えない文字「U+0007」があります。取り除いてください。",
        ),
        ({"氏名": "あ" * 101}, "2行目「氏名」：100文字までで書いてください。"),
        (
            {"住民種別": "7"},
            "2行目「住民種別」：「住民種別」の一覧にあるコードを書いてください。",
        ),
        (
            {"住所_郵便番号": "016-000"},
            "2行目「住所_郵便番号」：半角の数字だけで書いてください。",
        ),
        (
            {"生年月日": "1975-02-30"},
            "2行目「生年月日」：この日付はありません。ある日付を書いてください。",
        ),
        ({"生年月日": ""}, "2行目「生年月日」：空にできません。日付を書いてください。"),
        (
            {"生年月日": "1975-05-00"},
            "2行目「生年月日」：この日付はありません。ある日付を書いてください。",
        ),
        (
            {"生年月日_不詳フラグ": "1"},
            "2行目「生年月日」：不詳フラグが1のときは、不詳表記を書いてください。",
        ),
        (
            {"生年月日_不詳表記": "昭和50年"},
            "2行目「生年月日」：不詳表記があるときは、不詳フラグを1にしてください。",
        ),
        ({"最新フラグ": "はい"}, "2行目「最新フラグ」：1か0で書いてください。"),
    ],
)
def test_it_names_line_column_and_remedy(written, columns, said):
    assert faults(written(a_row(**columns))) == [said]


def test_it_tells_every_fault_and_not_only_the_first(written):
    path = written(a_row(氏名="", 住民種別="7"), a_row(FIRST + 1, 性別="x"))
    assert len(faults(path)) == 3


def test_it_never_repeats_what_stands_in_a_cell(written):
    path = written(a_row(生年月日="ひみつ", 住所_郵便番号="ひみつ"))
    assert faults(path)
    assert not any("ひみつ" in fault for fault in faults(path))


@pytest.mark.parametrize(
    ("born", "words"),
    [
        ("1945-00-00", "昭和20年（月日不詳）"),
        ("1945-03-00", "昭和20年3月"),
        ("", "不詳"),
    ],
)
def test_a_date_may_be_unknown_in_part(written, born, words):
    row = a_row(生年月日=born, 生年月日_不詳フラグ="1", 生年月日_不詳表記=words)
    assert not faults(written(row))


def test_a_person_stands_once_as_the_latest(written):
    said = "3行目「宛名番号」：同じ宛名番号の行が二つあります。一つにしてください。"
    assert said in faults(written(a_row(), a_row()))
    assert not faults(written(a_row(個人履歴番号="2"), a_row(最新フラグ="0")))


def test_a_household_has_one_head_in_a_full_file(written):
    second = a_row(FIRST + 1, 世帯番号=str(FIRST))
    path = written(a_row(), second)
    assert "世帯主が一人でない世帯が1あります" in faults(path)[0]
    assert not faults(path, is_full=False)


def test_an_unknown_column_and_a_lacking_one_are_named(tmp_path):
    row = a_row() | {"しらない列": ""}
    del row["氏名"]
    path = tmp_path / "file.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    assert faults(path) == [
        "1行目「しらない列」：この列はレイアウトにありません。名前を確かめてください。",
        "1行目「氏名」：この列がありません。加えてください。",
        "2行目「氏名」：空にできません。値を書いてください。",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ファイル：見出しの行を書いてください。"),
        ("氏名".encode("cp932"), "ファイル：UTF-8のCSVにしてください。"),
        (
            "名前,年れい\r\n花子,5\r\n".encode(),
            "1行目：どのレイアウトの見出しでもありません。列の名前を確かめてください。",
        ),
    ],
)
def test_what_is_no_register_file_is_said_so(tmp_path, content, said):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert faults(path) == [said]


def test_what_the_layouts_and_codes_say_has_a_source_and_is_unverified():
    known = [*layouts().values(), *code_lists().values()]
    assert all(one.source for one in known)
    assert not any(one.verified for one in known)


def test_every_code_column_has_its_list():
    lists = {c.list for layout in layouts().values() for c in layout.columns if c.list}
    assert lists == set(code_lists())


LAYOUT = layouts()["juki"]


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_bytes_are_it_answers_in_sentences(tmp_path, content):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    assert all(fault.endswith("。") for fault in faults(path))
    assert faults(path)


@given(st.sampled_from([c.name for c in LAYOUT.columns]), st.text(max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_whatever_a_cell_holds_it_answers_in_sentences(written, column, cell):
    path = written(a_row(**{column: cell.encode("utf-8", "ignore").decode()}))
    assert all(fault.endswith("。") for fault in faults(path))
