"""Search finds what people mean, however they write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kyoso.engines.catalogue import api as catalogue

pytestmark = pytest.mark.django_db

PAGES = [
    ("move", "引っ越しの手続", "転入届と転出届を出します。"),
    ("child", "子供の医療費", "子育てを助ける制度です。"),
    ("card", "マイナンバーカードの受け取り", "予約をして、窓口で受け取ります。"),
    ("kyoto", "京都市との交流", "姉妹都市ではありません。"),
    ("tokyo", "東京都への派遣", "職員を派遣します。"),
    ("katsuragi", "葛\U000e0100城市の紹介", "架空の交流です。"),
    ("paper", "紙の申請書", "窓口にあります。"),
    ("hair", "髪の長い友だちの会", "架空の会です。"),
]


@pytest.fixture
def pages():
    for key, title, body in PAGES:
        catalogue.publish(
            kind="notice", key=key, title=title, body=body, path=f"/notices/{key}"
        )


def keys(query, language="ja"):
    return [found.key for found in catalogue.search(query, language)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("引越し", "move"),
        ("引っ越し", "move"),
        ("ひっこし", "move"),
        ("ヒッコシ", "move"),
        ("こども", "child"),
        ("子ども", "child"),
        ("子育て", "child"),
        ("マイナンバー", "card"),
        ("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ", "card"),
        ("葛城市", "katsuragi"),
        ("窓口 予約", "card"),
        ("転入届を出したい", "move"),
    ],
)
def test_it_finds_the_page_however_it_is_written(pages, typed, key):
    assert keys(typed)[0] == key


def test_it_does_not_find_half_of_another_word(pages):
    assert keys("京都") == ["kyoto"]


def test_it_does_not_take_kanji_for_their_sound(pages):
    assert keys("紙") == ["paper"]


def test_it_puts_the_title_before_the_text(pages):
    catalogue.publish(
        kind="notice",
        key="mention",
        title="お知らせ",
        body="引越し。引越し。",
        path="/m",
    )
    assert keys("引越し") == ["move", "mention"]


def test_it_finds_the_beginning_of_a_word_when_nothing_else_fits(pages):
    assert keys("マイナ")[:1] == ["card"]


def test_it_finds_some_of_the_words_when_no_page_has_all(pages):
    assert set(keys("引越し 紙")) == {"move", "paper"}


@pytest.mark.parametrize("typed", ["", " ", "。。", "を", "\x00", "\u202e"])
def test_it_finds_nothing_for_nothing(pages, typed):
    assert keys(typed) == []


@pytest.mark.parametrize(
    "typed", ['"', "'", "OR", "NEAR(", "a'b", "\\", ":*", "*", "&|!", "(", "-x", "^"]
)
def test_it_takes_signs_of_the_database_for_text(pages, typed):
    catalogue.search(typed)


def test_it_forgets_what_is_withdrawn(pages):
    catalogue.withdraw(kind="notice", key="move")
    assert keys("引越し") == []


def test_it_finds_the_new_words_of_a_changed_page(pages):
    catalogue.publish(
        kind="notice", key="move", title="転居", body="あたらしい文", path="/x"
    )
    assert keys("引越し") == []
    assert keys("転居") == ["move"]


def test_it_prefers_the_language_of_the_page(pages):
    catalogue.publish(
        kind="notice",
        key="move",
        title="Moving house",
        body="引越し How to move in",
        path="/notices/move",
        language="en",
    )
    found = catalogue.search("引越し", "en")
    assert [one.title for one in found] == ["Moving house"]
    assert [one.title for one in catalogue.search("引越し", "ja")] == ["引っ越しの手続"]
    assert keys("moving", "en") == ["move"]


def test_it_shows_where_the_words_stand(pages):
    (found,) = catalogue.search("転出届")
    assert ("転出", True) in found.excerpt or ("転出届", True) in found.excerpt
    assert "".join(text for text, _ in found.excerpt) == "転入届と転出届を出します。"


def test_it_takes_long_texts(pages):
    catalogue.publish(
        kind="notice", key="long", title="長い", body="風の松原。" * 20_000, path="/l"
    )
    assert keys("松原") == ["long"]


def test_it_asks_the_database_once(pages, django_assert_num_queries):
    with django_assert_num_queries(1):
        catalogue.search("引越し")


class AnyQuery(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=60))
    def test_it_answers_anything_that_can_be_typed(self, typed):
        catalogue.publish(kind="notice", key="a", title="題", body=typed, path="/a")
        catalogue.search(typed)
