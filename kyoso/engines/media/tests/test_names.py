"""Names: whatever was sent, the shown name is harmless, readable and true."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.media.names import safe_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("領収書.jpg", "領収書.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("..\\..\\windows\\system32\\a.exe", "a.jpg"),
        ("C:\\fakepath\\写真.jpg", "写真.jpg"),
        ("a\x00.php.jpg", "a.php.jpg"),
        ("請求\r\nSet-Cookie: a=b.jpg", "請求 Set-Cookie： a=b.jpg"),
        ("写真\u202egpj.exe", "写真gpj.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("....", "ファイル.jpg"),
        ("", "ファイル.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("nul", "_nul.jpg"),
        ("葛\U000e0100城.jpg", "葛\U000e0100城.jpg"),
        ("﨑\u3000本 髙橋.jpeg", "﨑 本 髙橋.jpg"),
        ('a<b>"c|d?.jpg', "a＜b＞”c｜d？.jpg"),
        ("\ud800写真.jpg", "写真.jpg"),
    ],
)
def test_it_makes_a_name_harmless_and_keeps_it_readable(sent, shown):
    assert safe_name(sent, "jpeg") == shown


@given(st.text(max_size=400), st.sampled_from([None, "jpeg", "png", "pdf"]))
def test_a_safe_name_is_safe_whatever_was_sent(sent, kind):
    shown = safe_name(sent, kind)
    assert shown
    assert len(shown.encode()) <= 200
    assert not set(shown) & set('<>:"/\\|?*')
    assert not shown.startswith(".")
    assert not any(
        unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"}
        for letter in shown
    )
    if kind:
        assert shown.endswith({"jpeg": ".jpg", "png": ".png", "pdf": ".pdf"}[kind])


@given(st.text(max_size=100), st.sampled_from([None, "jpeg", "png", "pdf"]))
def test_a_safe_name_stays_as_it_is(sent, kind):
    shown = safe_name(sent, kind)
    assert safe_name(shown, kind) == shown
