"""Days, moments and amounts in the language of the page."""

import datetime as dt

import pytest
from django.template import engines
from django.utils import translation

from kyoso.kernel import clock

DAY = dt.date(2026, 11, 23)
MOMENT = dt.datetime(2026, 11, 23, 5, 5, tzinfo=dt.UTC)


def shown(source, language="ja", **context):
    with translation.override(language):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "language", "told"),
    [
        ("{{ day|wareki }}", "ja", "令和8年11月23日"),
        ("{{ day|wareki }}", "ja-easy", "2026年11月23日"),
        ("{{ day|wareki }}", "en", "November 23, 2026"),
        ("{{ day|wareki_weekday }}", "ja", "令和8年11月23日（月曜日）"),
        ("{{ day|wareki_weekday }}", "en", "Monday, November 23, 2026"),
        ("{{ day|wareki_short }}", "ja", "R8.11.23"),
        ("{{ day|wareki_short }}", "en", "Nov 23, 2026"),
        ("{{ day|wareki_short }}", "ja-easy", "2026年11月23日"),
        ("{{ moment|wareki_time }}", "ja", "令和8年11月23日 午後2時5分"),
        ("{{ moment|wareki_time }}", "en", "November 23, 2026, 2:05 p.m."),
        ("{{ moment|desk_time }}", "ja", "R8.11.23 14:05"),
        ("{{ moment|wareki }}", "ja", "令和8年11月23日"),
        ("{{ price|yen }}", "ja", "12,345円"),
        ("{{ price|yen }}", "en", "12,345 yen"),
        ("{{ price|count }}", "ja", "12,345"),
        ("{{ nothing|wareki }}{{ nothing|yen }}{{ nothing|count }}", "ja", ""),
        ("{{ text|words }}", "ja-easy", "やさしく"),
        ("{{ text|words }}", "en", "日本語"),
        ("{{ moment|iso }}", "ja", "2026-11-23T14:05+09:00"),
        ("{{ day|iso }}", "ja", "2026-11-23"),
        ('{{ "0185-89-2189"|tel }}', "ja", "0185892189"),
    ],
)
def test_it_says_it_in_the_language_of_the_page(source, language, told):
    text = {"ja": "日本語", "easy": "やさしく"}
    context = {"day": DAY, "moment": MOMENT, "price": 12345, "nothing": None}
    assert shown(source, language, text=text, **context) == told


def test_midnight_and_noon_are_twelve_in_english():
    midnight = dt.datetime(2026, 11, 23, 0, 0, tzinfo=clock.CITY)
    assert shown("{{ at|wareki_time }}", "en", at=midnight).endswith("12:00 a.m.")
    assert shown("{{ at|wareki_time }}", "ja", at=midnight).endswith("午前0時")
