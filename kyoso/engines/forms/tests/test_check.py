"""Each type of question: what it accepts, and the sentence where it cannot."""

import datetime as dt

import pytest

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import GOOD, every_type, question, small_form

TODAY = dt.date(2026, 11, 23)


def asking(*questions):
    form = small_form()
    form["pages"].append(
        {"slug": "extra", "title": "追加", "questions": list(questions)}
    )
    return forms.parse(form)


ALL = asking(*every_type())


def answer(key, typed, definition=ALL):
    checked = forms.check(definition, {key: typed}, today=TODAY, only=[key])
    return checked.answers[key]["value"], [f.sentence for f in checked.errors]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("text", "  見守り　カメラ ", "見守り カメラ"),
        ("text", "ﾐﾏﾓﾘ", "ミマモリ"),
        ("long_text", "一行目\r\n二行目\n", "一行目\n二行目"),
        (
            "name",
            {"name": "髙﨑 葛\U000e0100子", "kana": "ﾀｶｻｷ カツコ"},
            {"name": "髙﨑 葛\U000e0100子", "kana": "たかさき かつこ"},
        ),
        (
            "name",
            {"name": "Maria Santos", "kana": "", "no_kana": "on"},
            {"name": "Maria Santos", "kana": ""},
        ),
        (
            "address",
            {"postcode": "０１６－０００１", "address": "能代市 上町1－3"},
            {"postcode": "0160001", "address": "能代市 上町1－3"},
        ),
        (
            "date",
            {"era": "showa", "year": "19", "month": "２", "day": "11"},
            "1944-02-11",
        ),
        (
            "date",
            {"era": "heisei", "year": "元", "month": "1", "day": "8"},
            "1989-01-08",
        ),
        (
            "name",
            {"name": "J. O.Henry-d'Arc Jr.", "kana": "", "no_kana": "on"},
            {"name": "J. O.Henry-d'Arc Jr.", "kana": ""},
        ),
        (
            "date",
            {"era": "seireki", "year": "1944", "month": "2", "day": "11"},
            "1944-02-11",
        ),
        ("date", "1944-02-11", "1944-02-11"),
        ("yen", "２４，８００円", 24800),
        ("yen", "¥24,800", 24800),
        ("yen", 24800, 24800),
        ("number", "３", 3),
        ("phone", "0185（52）1234", "0185521234"),
        ("phone", "+81 90-1234-5678", "09012345678"),
        ("phone", "０９０－１２３４－５６７８", "09012345678"),
        ("email", " Ｈａｎａｋｏ@example.jp ", "Hanako@example.jp"),
        ("choice", "red", "red"),
        ("choices", ["blue", "red"], ["red", "blue"]),
        ("choices", "red", ["red"]),
        ("yes_no", "no", False),
        ("yes_no", True, True),
        ("consent", "on", True),
    ],
)
def test_it_accepts_what_people_write(key, typed, value):
    assert answer(key, typed) == (value, [])


@pytest.mark.parametrize(
    ("key", "typed", "sentence"),
    [
        ("text", "", "品名を入力してください。"),
        ("text", "　 ", "品名を入力してください。"),
        ("text", "あ" * 21, "品名は20文字までで入力してください。いま21文字です。"),
        (
            "text",
            "カメラ😀",
            "品名に使えない文字「😀」があります。別の文字で入力してください。",
        ),
        (
            "text",
            "a\x00b",
            "品名に使えない文字「\ufffd」があります。別の文字で入力してください。",
        ),
        (
            "text",
            "\udc83J",
            "品名に使えない文字「\ufffd」があります。別の文字で入力してください。",
        ),
        (
            "text",
            "abc\u202edef",
            "品名に使えない文字「U+202E」があります。別の文字で入力してください。",
        ),
        ("text", ["a", "b"], "品名は1つだけ入力してください。"),
        ("text", {"a": 1}, "品名は1つだけ入力してください。"),
        (
            "long_text",
            "あ" * 101,
            "理由は100文字までで入力してください。いま101文字です。",
        ),
        ("name", {"name": "", "kana": ""}, "氏名を入力してください。"),
        ("name", {"name": "能代", "kana": ""}, "ふりがなを入力してください。"),
        (
            "name",
            {"name": "能代", "kana": "noshiro"},
            "ふりがなはひらがなかカタカナで入力してください。",
        ),
        (
            "name",
            {"name": "あ" * 101, "kana": "あ"},
            "氏名は100文字までで入力してください。いま101文字です。",
        ),
        (
            "name",
            {"name": "当選 https://thief.example/", "kana": "あ"},
            "氏名に使えない文字「:」があります。別の文字で入力してください。",
        ),
        (
            "name",
            {"name": "thief.com", "kana": "あ"},
            "氏名に使えない文字「.」があります。別の文字で入力してください。",
        ),
        (
            "name",
            {"name": "me@thief.example", "kana": "あ"},
            "氏名に使えない文字「@」があります。別の文字で入力してください。",
        ),
        ("name", {"name": ["a", "b"], "kana": "あ"}, "氏名は1つだけ入力してください。"),
        (
            "address",
            {"postcode": "", "address": "能代市"},
            "郵便番号を入力してください。",
        ),
        (
            "address",
            {"postcode": "016", "address": "能代市"},
            "郵便番号は7けたの数字で入力してください。",
        ),
        (
            "address",
            {"postcode": "0160000", "address": " "},
            "住所を入力してください。",
        ),
        ("date", {"year": "", "month": "", "day": ""}, "生年月日を入力してください。"),
        (
            "date",
            {"era": "seireki", "year": "9999", "month": "12", "day": "31"},
            "生年月日は明治9年1月1日から令和58年12月31日までで入力してください。",
        ),
        (
            "date",
            {"era": "showa", "year": "19", "month": "", "day": "11"},
            "生年月日の「月」を入力してください。",
        ),
        (
            "date",
            {"era": "showa", "year": "19", "month": "2", "day": "30"},
            "生年月日は、ある日付を入力してください。",
        ),
        (
            "date",
            {"era": "reiwa", "year": "8", "month": "11", "day": "23"},
            "生年月日は今日より前の日付を入力してください。",
        ),
        (
            "date",
            {"era": "edo", "year": "8", "month": "11", "day": "23"},
            "生年月日の「元号」を入力してください。",
        ),
        (
            "date",
            {"era": "showa", "year": "十九", "month": "2", "day": "1"},
            "生年月日の「年」は数字で入力してください。",
        ),
        ("yen", "たくさん", "金額は数字で入力してください。"),
        ("yen", "0", "金額は1円から1,000,000円までで入力してください。"),
        ("yen", "1.5", "金額は小数点のない数字で入力してください。"),
        ("yen", "9" * 5000, "金額は数字で入力してください。"),
        ("number", "11", "台数は1から10までで入力してください。"),
        ("number", "-3", "台数は1から10までで入力してください。"),
        ("phone", "110", "電話番号は10けたまたは11けたの数字で入力してください。"),
        (
            "email",
            "hanako",
            "メールアドレスは「@」を含むメールアドレスを入力してください。",
        ),
        ("choice", "", "色を選んでください。"),
        ("choice", "green", "色は、画面にある答えから選んでください。"),
        ("choice", ["red", "blue"], "色は1つだけ選んでください。"),
        ("choices", [], "好きな色を選んでください。"),
        ("choices", ["red", "../"], "好きな色は、画面にある答えから選んでください。"),
        ("yes_no", "", "一人暮らしかを選んでください。"),
        ("yes_no", "maybe", "一人暮らしかは、画面にある答えから選んでください。"),
        ("file", [], "領収書の写真またはファイルを選んでください。"),
        ("file", ["ref"], "領収書のファイルを、もう一度選んでください。"),
        ("consent", "", "同意を読んで、よければチェックを付けてください。"),
    ],
)
def test_it_says_what_to_mend(key, typed, sentence):
    assert answer(key, typed) == (None, [sentence])


def test_it_speaks_the_language_of_the_page():
    form = small_form()
    form["pages"][0]["questions"][2]["label"] = {"ja": "電話番号", "en": "Phone"}
    checked = forms.check(
        forms.parse(form), {"applicant_phone": ""}, today=TODAY, language="en"
    )
    assert any("Phone" in fault.sentence for fault in checked.errors)


def test_it_asks_only_what_its_conditions_allow():
    definition = forms.parse(small_form())
    by_post = forms.check(definition, dict(GOOD), today=TODAY)
    assert by_post.is_good
    assert "applicant_email" not in by_post.answers
    by_mail = forms.check(definition, {**GOOD, "notice_way": "electronic"}, today=TODAY)
    assert [fault.question for fault in by_mail.errors] == ["applicant_email"]


def test_it_forgets_the_answer_of_a_question_that_is_no_longer_asked():
    typed = {**GOOD, "applicant_email": "hanako@example.jp"}
    checked = forms.check(forms.parse(small_form()), typed, today=TODAY)
    assert "applicant_email" not in checked.values


def test_it_lets_an_incomplete_application_be_filed():
    checked = forms.check(forms.parse(small_form()), dict(GOOD), today=TODAY)
    assert checked.lacking == ("receipt",)
    assert checked.is_good


def test_it_keeps_what_was_typed_beside_what_it_means():
    checked = forms.check(forms.parse(small_form()), dict(GOOD), today=TODAY)
    assert checked.answers["price"] == {"typed": "24,800円", "value": 24800}


def test_it_follows_joined_conditions():
    definition = asking(
        question("lonely", "yes_no"),
        question(
            "why",
            "text",
            when={
                "all": [
                    {"question": "lonely", "is": True},
                    {"not": {"question": "price", "less_than": 10000}},
                    {"any": [{"question": "receipt", "answered": False}]},
                ]
            },
        ),
    )
    typed = {**GOOD, "lonely": "yes"}
    assert "why" in forms.check(definition, typed, today=TODAY).answers
    cheap = {**typed, "price": "9,999"}
    assert "why" not in forms.check(definition, cheap, today=TODAY).answers
