"""Fields understand what people type, and say in one sentence what they cannot."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import clock
from kyoso.ui import fields
from kyoso.ui.years import Years

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=clock.CITY)


def told(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (fields.NameField, " 能代　花子 ", "能代 花子"),
        (fields.NameField, "神\ufa19", "神\ufa19"),
        (fields.NameField, "葛\U000e0100城", "葛\U000e0100城"),
        (fields.NameField, "Maria da Silva", "Maria da Silva"),
        (fields.KanaField, "ﾉｼﾛ ハナコ", "のしろ はなこ"),
        (fields.PhoneField, "０１８５−８９−２１８９", "0185892189"),
        (fields.PhoneField, "+81 90-1234-5678", "09012345678"),
        (fields.PostcodeField, "〒０１６ー８５０１", "0168501"),
        (fields.EmailField, "ｈａｎａｋｏ@example.jp", "hanako@example.jp"),
        (fields.YenField, "１２，３４５円", 12345),
        (fields.TextField, "一行目\r\n二行目", "一行目\n二行目"),
    ],
)
def test_it_understands(field, typed, value):
    assert field(label="それ").clean(typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (fields.NameField(label="氏名"), "花子\u202e", "氏名に使えない文字「U+202E」があります。別の文字で入力してください。"),
        (fields.LineField(label="住所"), "上町\n1番", "住所に使えない文字「U+000A」があります。別の文字で入力してください。"),
        (fields.KanaField(label="ふりがな"), "花子", "ふりがなに使えない文字「花」があります。別の文字で入力してください。"),
        (fields.PhoneField(label="電話番号"), "123", "電話番号は10けたまたは11けたの数字で入力してください。"),
        (fields.PostcodeField(label="郵便番号"), "016-850", "郵便番号は7けたの数字で入力してください。"),
        (fields.YenField(label="値段"), "高い", "値段は数字で入力してください。"),
        (fields.YenField(label="値段", least=1, most=9999), "10000", "値段は1円から9,999円までで入力してください。"),
    ],
)  # fmt: skip
def test_it_says_what_is_wrong(field, typed, sentence):
    assert told(field, typed) == sentence


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (["showa", "25", "4", "1"], dt.date(1950, 4, 1)),
        (["heisei", "元", "1", "8"], dt.date(1989, 1, 8)),
        (["reiwa", "８年", "１１月", "２３日"], dt.date(2026, 11, 23)),
        (["seireki", "1950", "4", "1"], dt.date(1950, 4, 1)),
    ],
)
def test_it_understands_days_with_an_era(parts, day):
    assert (
        fields.WarekiDateField(
            label="生まれた日", years=Years(130, 5), birthday=True
        ).clean(parts)
        == day
    )


@pytest.mark.parametrize("year", ["2026", "令和8", "R8", "８"])
def test_it_understands_days_without_a_choice_of_era(year):
    field = fields.WarekiDateField(label="買う日", years=Years(130, 5))
    if year == "８":
        assert "ある日付" in told(field, [year, "11", "23"])
    else:
        assert field.clean([year, "11", "23"]) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (["showa", "25", "", "1"], "生まれた日の「月」を入力してください。"),
        (["showa", "", "4", "1"], "生まれた日の「年」を入力してください。"),
        (["showa", "25", "2", "30"], "生まれた日は、ある日付を入力してください。"),
        (["showa", "x", "2", "3"], "生まれた日は、ある日付を入力してください。"),
        (["edo", "1", "2", "3"], "生まれた日は、ある日付を入力してください。"),
        (["reiwa", "9", "1", "1"], "生まれた日は今日より前の日付を入力してください。"),
        (["showa", "", "", ""], "生まれた日を入力してください。"),
        (None, "生まれた日を入力してください。"),
    ],
)
def test_it_says_which_part_of_a_day_is_wrong(parts, sentence):
    field = fields.WarekiDateField(
        label="生まれた日", years=Years(130, 5), birthday=True, must_be="past"
    )
    with clock.at(NOW):
        assert told(field, parts) == sentence


def test_it_wants_a_day_to_come():
    field = fields.WarekiDateField(
        label="買う日", years=Years(130, 5), must_be="future"
    )
    with clock.at(NOW):
        assert told(field, ["2026", "11", "23"]).startswith("買う日は今日より後")
        assert field.clean(["2026", "11", "24"]) == dt.date(2026, 11, 24)


def test_it_takes_nothing_where_nothing_is_needed():
    for field in (
        fields.WarekiDateField(label="日", years=Years(130, 5), required=False),
        fields.YenField(label="値段", required=False),
    ):
        assert field.clean(None) is None
    assert fields.PhoneField(label="電話", required=False).clean("") == ""


@pytest.mark.parametrize(
    "field",
    [
        fields.NameField(label="氏名"),
        fields.KanaField(label="ふりがな"),
        fields.PhoneField(label="電話番号"),
        fields.PostcodeField(label="郵便番号"),
        fields.EmailField(label="メール"),
        fields.YenField(label="値段"),
        fields.TextField(label="理由", max_length=40),
    ],
    ids=lambda field: type(field).__name__,
)
@given(typed=st.text())
def test_whatever_is_typed_gets_a_value_or_a_sentence(field, typed):
    try:
        field.clean(typed)
    except ValidationError as refused:
        assert refused.messages  # noqa: PT017 - both ends are good


@given(parts=st.lists(st.text(max_size=6), max_size=5))
def test_whatever_is_typed_as_a_day_gets_a_day_or_a_sentence(parts):
    try:
        fields.WarekiDateField(label="日", years=Years(130, 5), birthday=True).clean(
            parts
        )
    except ValidationError as refused:
        assert refused.messages  # noqa: PT017 - both ends are good
