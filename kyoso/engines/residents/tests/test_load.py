"""A file is taken in whole or not at all, once, and can go on after it was cut off."""

import pytest
from django.db import IntegrityError

from kyoso.engines.audit import api as audit
from kyoso.engines.residents import applying, testing
from kyoso.engines.residents.actions import loads
from kyoso.engines.residents.errors import (
    FileWrong,
    LoadOpen,
    PersonUnknown,
    RecordOutdated,
    RemovalUnexpected,
)
from kyoso.engines.residents.models import (
    Income,
    Load,
    PastRecord,
    Person,
    Protection,
    SealRegistration,
    StagedRow,
    TaxPayment,
)
from kyoso.engines.residents.testing import FIRST, a_row, loaded

pytestmark = pytest.mark.django_db
FULL, DIFFERENCE = Load.Mode.FULL, Load.Mode.DIFFERENCE


def three(**columns):
    return [a_row(FIRST + n, **columns) for n in range(3)]


def test_every_column_stands_as_the_file_has_it():
    name = "渡邉󠄂　﨑子"
    one = testing.a_person(
        氏名=name, 転入前住所_町字="旧町", 生年月日="1945-00-00",
        生年月日_不詳フラグ="1", 生年月日_不詳表記="昭和20年（月日不詳）",
    )  # fmt: skip
    assert one.name == name
    assert one.other == {"転入前住所_町字": "旧町"}
    assert (one.birth.whole, one.birth.shown) == (None, "昭和20年（月日不詳）")
    assert one.is_current
    assert one.address == "架空県架空市架空町1番1号"


def test_a_faulty_file_changes_nothing(written):
    loaded(a_row())
    with pytest.raises(FileWrong) as refused:
        loads.load(
            written(a_row(氏名="新しい"), a_row(FIRST + 1, 性別="x")),
            mode=FULL,
            by=None,
        )
    assert len(refused.value.faults) == 1
    assert Person.objects.get().name == "能代　花子"
    assert Load.objects.count() == 1


def test_the_same_file_is_loaded_once(written):
    path = written(*three())
    assert loads.load(path, mode=FULL, by=None).has_changed
    again = loads.load(path, mode=FULL, by=None)
    assert not again.has_changed
    assert Load.objects.count() == 1


def test_a_full_file_can_be_gone_back_to_and_a_difference_is_never_repeated(written):
    path = written(*three())
    loads.load(path, mode=FULL, by=None)
    change = written(a_row(個人履歴番号="2", 氏名="改姓　花子"), name="change.csv")
    loads.load(change, mode=DIFFERENCE, by=None)
    assert loads.load(path, mode=FULL, by=None).has_changed
    assert not loads.load(change, mode=DIFFERENCE, by=None).has_changed


def test_a_difference_leaves_others_alone_and_keeps_what_was():
    loaded(*three(), mode=FULL)
    loaded(a_row(個人履歴番号="2", 氏名="改姓　花子"))
    one = Person.objects.get(number=str(FIRST))
    assert one.name == "改姓　花子"
    assert one.past.get().columns["氏名"] == "能代　花子"
    assert Person.objects.current().count() == 3


def test_a_difference_with_an_older_record_is_refused_whole():
    loaded(a_row(個人履歴番号="5"))
    with pytest.raises(RecordOutdated):
        loaded(a_row(FIRST + 1), a_row(個人履歴番号="4", 氏名="古い"))
    assert Person.objects.get().name == "能代　花子"


def test_rows_of_history_are_kept_beside_the_latest():
    loaded(a_row(個人履歴番号="2"), a_row(最新フラグ="0", 氏名="旧姓　花子"), mode=FULL)
    assert PastRecord.objects.get().columns["氏名"] == "旧姓　花子"


def test_a_full_file_that_lost_people_is_refused_until_their_number_is_said(written):
    loaded(*three(), mode=FULL)
    path = written(*three()[:1])
    with pytest.raises(RemovalUnexpected) as refused:
        loads.load(path, mode=FULL, by=None)
    assert "2件" in refused.value.sentence
    assert Person.objects.in_register().count() == 3
    loads.load(path, mode=FULL, removed=2, by=None)
    assert Person.objects.in_register().count() == 1
    assert Person.objects.count() == 3


def test_a_killed_load_goes_on_where_it_stopped(written, monkeypatch):
    monkeypatch.setattr(loads, "BATCH", 1)
    path = written(*three())
    wrote = StagedRow.objects.bulk_create
    calls = []

    def killed(rows):
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(1)
        return wrote(rows)

    monkeypatch.setattr(StagedRow.objects, "bulk_create", killed)
    with pytest.raises(KeyboardInterrupt):
        loads.load(path, mode=FULL, by=None)
    assert Load.objects.get().staged == 2
    assert not Person.objects.exists()
    monkeypatch.setattr(StagedRow.objects, "bulk_create", wrote)
    done = loads.load(path, mode=FULL, by=None)
    assert done.load.pk == Load.objects.get().pk
    assert Person.objects.count() == 3
    assert not StagedRow.objects.exists()


def test_killed_while_it_is_applied_nothing_of_it_counts(written, monkeypatch):
    def killed(*args, **told):
        raise KeyboardInterrupt

    monkeypatch.setattr(applying.standings, "refresh_all", killed)
    path = written(*three())
    with pytest.raises(KeyboardInterrupt):
        loads.load(path, mode=FULL, by=None)
    assert not Person.objects.exists()
    monkeypatch.undo()
    loads.load(path, mode=FULL, by=None)
    assert Person.objects.count() == 3


def test_another_file_waits_until_an_open_load_is_ended(written, monkeypatch):
    monkeypatch.setattr(loads, "apply", lambda *args, **told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        loads.load(written(*three()), mode=FULL, by=None)
    monkeypatch.undo()
    other = written(a_row(), name="other.csv")
    with pytest.raises(LoadOpen):
        loads.load(other, mode=FULL, by=None)
    assert loads.abandon("juki", by=None) == 1
    loads.load(other, mode=FULL, by=None)
    assert Person.objects.count() == 1


def test_the_database_holds_one_open_load_of_a_layout():
    Load.objects.create(layout="juki", mode=FULL, digest="a", rows=1)
    with pytest.raises(IntegrityError):
        Load.objects.create(layout="juki", mode=FULL, digest="b", rows=1)


def test_facts_are_loaded_for_people_who_are_there():
    loaded(a_row())
    who = {"宛名番号": str(FIRST)}
    loaded(
        who
        | {"年度": "2026", "申告区分": "1", "給与収入金額": "1200000", "年税額": "0"},
        layout="shotoku",
    )
    loaded(
        who
        | {
            "年度": "2026",
            "税目": "01",
            "課税額": "5000",
            "納付額": "3000",
            "未納額": "2000",
            "基準日": "2026-11-01",
        },
        layout="nozei",
    )
    loaded(who | {"支援措置_開始年月日": "2026-04-01"}, layout="shien")
    income = Income.objects.get()
    # Nought is told as nought: a certificate that prints nothing there is useless.
    assert income.items == {"給与収入金額": 1200000, "年税額": 0}
    assert not income.is_undeclared
    assert TaxPayment.objects.get().unpaid == 2000
    assert Protection.objects.get().person.number == str(FIRST)


def test_a_fact_about_nobody_refuses_its_file():
    with pytest.raises(PersonUnknown):
        loaded({"宛名番号": "5", "支援措置_開始年月日": "2026-04-01"}, layout="shien")
    assert not Protection.objects.exists()


def test_the_total_of_a_file_is_the_total_of_the_copy():
    loaded(a_row(), a_row(FIRST + 1))
    rows = [
        {"宛名番号": str(FIRST + n), "年度": "2026", "税目": "01", "課税額": "5000",
         "納付額": "3000", "未納額": "2000", "基準日": "2026-11-01"}
        for n in range(2)
    ]  # fmt: skip
    counts = loaded(*rows, layout="nozei", mode=FULL).load.counts
    assert counts["課税額の合計"] == counts["ファイルの課税額の合計"] == 10000


def test_an_imprint_is_read_from_the_file_beside_the_list(written, tmp_path):
    from PIL import Image

    loaded(a_row())
    Image.new("RGB", (200, 200), "red").save(tmp_path / "seal.png", pnginfo=None)
    row = {
        "宛名番号": str(FIRST),
        "印鑑登録番号": "12",
        "印鑑登録年月日": "2020-01-05",
        "印影ファイル": "seal.png",
    }
    loads.load(written(row, layout="inkan"), mode=DIFFERENCE, by=None)
    assert bytes(SealRegistration.objects.get().image).startswith(b"\x89PNG")
    for wrong in ("../seal.png", "none.png", "file.csv"):
        with pytest.raises(FileWrong):
            loads.load(
                written(row | {"印影ファイル": wrong}, layout="inkan", name="next.csv"),
                mode=DIFFERENCE,
                by=None,
            )


def test_a_load_leaves_its_rows_in_the_audit():
    loaded(a_row())
    events = audit.Entry.objects.values_list("event", flat=True)
    assert {"residents.load_begun", "residents.loaded"} <= set(events)
