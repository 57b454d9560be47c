"""The page inspector finds what it is there to find."""

import pytest

from tests.visit import Visitor, inspect

GOOD = """<!doctype html><html lang="ja"><head><meta charset="utf-8">
<title>申請する｜能代市</title></head><body><main id="main"><h1>申請する</h1>{}</main></body></html>"""


def test_it_is_content_with_a_good_page():
    form = '<form action="/x" method="get"><label for="q">氏名</label><input id="q" name="q"></form>'
    assert inspect(GOOD.format(form)) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("<h1>もう一つ</h1>", "2 h1"),
        ("<h3>飛ばした見出し</h3>", "A h3 follows a h1"),
        ('<input name="q">', "has no label"),
        ('<form method="get"></form>', "where it goes"),
        ('<form action="/x"></form>', "how it goes"),
        ('<form action="/x" method="post"></form>', "no token"),
        ("<script>1</script>", "script stands in"),
        ("<style>p{}</style>", "style stands in"),
        ('<p style="color:red">x</p>', "attribute style"),
        ('<p onclick="x()">x</p>', "attribute onclick"),
        ('<a href="javascript:x()">x</a>', "link is a script"),
        ('<p id="a">x</p><p id="a">x</p>', "stands twice"),
        ('<label for="nobody">x</label>', "leads nowhere"),
        ('<a href="#nobody">x</a>', "leads nowhere"),
        ('<img src="x.png">', "no alt"),
        ('<label>氏名<input name="q" required></label>', "has required"),
        ('<label>氏名<input name="q" placeholder="x"></label>', "has placeholder"),
        ("<p><div></p>", "Not valid HTML"),
    ],
)
def test_it_finds_the_fault(wrong, told):
    assert any(told in fault for fault in inspect(GOOD.format(wrong)))


def test_it_finds_a_title_that_says_something_else():
    page = GOOD.format("").replace("<title>申請する", "<title>べつの題")
    assert any("does not begin" in fault for fault in inspect(page))


def test_it_finds_a_language_that_is_not_said():
    page = GOOD.format("").replace(' lang="ja"', "")
    assert any("html lang" in fault for fault in inspect(page))


@pytest.mark.django_db
def test_it_counts_the_queries_of_a_page(monkeypatch):
    visitor = Visitor()
    with pytest.raises(AssertionError, match="at most -1"):
        visitor.get("/_styleguide/", queries=-1)
