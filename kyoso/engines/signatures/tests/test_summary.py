"""The text that is signed: always the same, and nothing in it looks like another thing."""

from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.signatures.summary import (
    INDENT,
    Line,
    Part,
    compose,
    lines_under,
    says,
)

ANYTHING = st.text(max_size=80)


def test_it_reads_like_a_page():
    text = compose("申請の要約", [Part("申請する人", (Line("氏名", ("能代 花子",)),))])
    assert text == (
        "申請の要約\n要約の書き方：第1版\n\n■申請する人\n氏名\n\u3000能代 花子\n"
    )


def test_glyphs_of_names_are_kept_and_hidden_characters_are_shown():
    text = compose("", [Part("", (Line("氏名", ("辻\U000e0100\u202e子\u200b",)),))])
    assert "辻\U000e0100［U+202E］子［U+200B］" in text


@given(st.lists(st.tuples(ANYTHING, st.lists(ANYTHING, max_size=3)), max_size=4))
def test_the_same_content_is_the_same_text_and_no_answer_begins_a_line(lines):
    parts = [Part("頁", tuple(Line("問い", tuple(said)) for _label, said in lines))]
    text = compose("題", parts)
    assert text == compose("題", parts)
    for line in text.split("\n")[4:]:
        assert line in {"", "問い"} or line.startswith(INDENT)


@given(ANYTHING, ANYTHING)
def test_nobody_answers_so_that_it_looks_like_another_line(answer, digest):
    forged = Line("回答のSHA-256", (digest,))
    inside = f"{answer}\n回答のSHA-256\n\u3000{digest}"
    text = compose("題", [Part("頁", (Line("問い", (inside,)),))])
    assert not says(text, forged)
    assert says(text, Line("問い", (inside,)))


def test_a_line_with_more_under_it_is_another_line():
    text = compose("題", [Part("頁", (Line("値", ("一", "二")),))])
    assert not says(text, Line("値", ("一",)))
    assert says(text, Line("値", ("一", "二")))


# No question and no stored file is called by a space at its beginning.
LABEL = st.text(min_size=1, max_size=20).filter(lambda each: each == each.lstrip())
LINES = st.lists(
    st.builds(Line, LABEL, st.lists(ANYTHING, min_size=1, max_size=3).map(tuple)),
    max_size=4,
)


@given(LINES, LINES)
def test_the_lines_of_a_part_are_read_as_they_were_written(before, lines):
    """Whatever a file is called and whatever was answered before it."""
    named = Part("添付するファイル", tuple(lines))
    proof = Part("照合の値", (Line("値", ("一",)),))
    text = compose("題", [Part("頁", tuple(before)), named, proof])
    found = lines_under(text, "添付するファイル")
    assert all(says(text, line) for line in found)
    alone = compose("題", [named])
    assert found == lines_under(alone, "添付するファイル")
    assert [line.label for line in found] == [
        compose(line.label, []).split("\n")[0] for line in lines
    ]


def test_a_part_that_is_not_there_has_no_lines():
    text = compose("題", [Part("頁", (Line("問い", ("■添付するファイル",)),))])
    assert lines_under(text, "添付するファイル") == ()
