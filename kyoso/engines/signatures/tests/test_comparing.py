"""The certificate's holder beside the applicant, told without a false alarm."""

import pytest

from kyoso.engines.signatures.certificate import Holder
from kyoso.engines.signatures.comparing import compare
from kyoso.engines.signatures.evidence import Person
from kyoso.engines.signatures.findings import Mark


def name(certified, applied, places=()):
    return compare(
        Holder(name=certified, name_substitutes=places), Person(name=applied)
    )[0]


def address(certified, applied):
    return compare(Holder(address=certified), Person(address=applied))[1]


def born(certified, applied):
    return compare(Holder(born=certified), Person(born_on=applied))[2]


@pytest.mark.parametrize(
    ("certified", "applied"),
    [
        ("能代　花子", "能代 花子"),
        ("能代花子", "能代　花子"),
        ("辻\U000e0100 花子", "辻 花子"),
        ("ﾉｼﾛ ﾊﾅｺ", "ノシロ ハナコ"),
    ],
)
def test_spaces_widths_and_glyphs_are_no_difference(certified, applied):
    assert name(certified, applied).mark == Mark.HOLDS


def test_a_substitute_character_is_said_and_not_taken_for_the_true_one():
    told = name("渡辺　邦子", "渡邉 邦子", (2,))
    assert told.mark == Mark.LOOK
    assert "2文字目" in told.sentence
    assert "代替文字" in told.sentence
    assert "ほかの文字は、申請と同じです。" in told.sentence


def test_a_substitute_excuses_no_other_letter():
    told = name("渡辺　邦男", "渡邉 邦子", (2,))
    assert "申請では「渡邉 邦子」" in told.sentence


@pytest.mark.parametrize(
    ("certified", "applied"),
    [
        ("秋田県能代市上町一番三号", "秋田県能代市上町1番3号"),
        ("秋田県能代市上町一番三号", "能代市上町1番3号"),
        ("能代市上町１－３", "能代市上町1番3号"),
        ("能代市檜山字霧山下二十三番地", "能代市檜山字霧山下23"),
        ("能代市二ツ井町字上台一丁目二番三号", "能代市二ツ井町字上台1-2-3"),
    ],
)
def test_an_address_is_the_same_however_its_numbers_are_written(certified, applied):
    assert address(certified, applied).mark == Mark.HOLDS


def test_another_house_is_another_address():
    assert address("能代市上町1番3号", "能代市上町1番13号").mark == Mark.LOOK


@pytest.mark.parametrize(
    ("certified", "applied", "mark", "word"),
    [
        ("1975-05-03", "1975-05-03", Mark.HOLDS, "同じです"),
        ("1975-05-03", "1975-05-04", Mark.LOOK, "申請では「1975-05-04」"),
        ("1975", "1975-05-03", Mark.LOOK, "わかる部分は申請と同じ"),
        ("1975-0", "1975-05-03", Mark.LOOK, "申請では"),
        ("", "1975-05-03", Mark.LOOK, "証明書に生年月日がない"),
        ("1975-05-03", "", Mark.LOOK, "申請に生年月日がない"),
    ],
)
def test_a_day_of_birth_may_be_known_in_part(certified, applied, mark, word):
    told = born(certified, applied)
    assert told.mark == mark
    assert word in told.sentence
