"""Characters: what the font cannot write goes to a person, never to a wrong glyph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.audit.api import Entry
from kyoso.engines.documents import api as documents
from kyoso.engines.documents import glyphs
from kyoso.engines.documents.testing import a_notice, a_paper
from kyoso.engines.jobs.testing import drain

State = documents.Document.State
# Adobe-Japan1 has this pair; Moji_Joho's E0103 the fonts of the papers lack.
WRITABLE = "葛\U000e0100"
UNKNOWN = "葛\U000e01ef"


@pytest.mark.parametrize(
    "text",
    ["能代 花子", "髙橋 﨑 濵 𠮷", WRITABLE, "A-1 12,345円（〒）", "\t\n\u3000", ""],
)
def test_ordinary_and_variant_characters_can_be_written(text):
    assert glyphs.unwritable(text) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f"花{UNKNOWN}城{UNKNOWN}", [UNKNOWN]),
        ("花子\U0001f600", ["\U0001f600"]),
        ("\U00030000", ["\U00030000"]),
        ("ا", ["ا"]),
        ("\ue000", ["\ue000"]),
    ],
)
def test_what_the_font_lacks_is_named_once(text, missing):
    assert glyphs.unwritable(text) == missing


@given(st.text(max_size=60))
def test_clusters_lose_nothing(text):
    assert "".join(glyphs.clusters(text)) == text


@given(st.text(max_size=60))
def test_what_was_replaced_can_be_written(text):
    instead = dict.fromkeys(glyphs.unwritable(text), "〓")
    content = {"to": {"name": text}, "body": [text, 1, None, True]}
    replaced = glyphs.replaced_in(content, instead)
    assert glyphs.unwritable_in(replaced) == []
    assert replaced["body"][1:] == [1, None, True]


def again(document):
    return documents.Document.objects.select_related("effect", "file").get(
        pk=document.pk
    )


@pytest.fixture
def stopped(db, section):
    """A notice to somebody whose name the font cannot write."""
    with a_paper() as paper:
        document = documents.issue(
            paper.slug,
            data=a_notice(f"{UNKNOWN}城 花子"),
            section=section,
            about="case1",
            by=None,
        )
        drain()
        yield again(document)


def test_a_name_that_cannot_be_written_waits_for_a_person(stopped):
    assert stopped.state == State.GLYPHS
    assert stopped.unwritable == [UNKNOWN]
    assert stopped.number
    assert documents.Document.objects.waiting_for_glyphs().get() == stopped
    drain()
    assert again(stopped).state == State.GLYPHS


def test_a_person_says_what_to_print_instead(stopped, sato):
    documents.replace_glyphs(stopped, by=sato.account, replacements={UNKNOWN: "葛"})
    drain()
    made = again(stopped)
    assert made.state == State.READY
    assert made.replaced_by == sato.account
    assert made.content["to"]["name"] == f"{UNKNOWN}城 花子"
    assert Entry.objects.filter(event="documents.glyphs_replaced").exists()


@pytest.mark.parametrize("instead", [{}, {UNKNOWN: ""}, {UNKNOWN: UNKNOWN}])
def test_a_replacement_must_be_writable_itself(stopped, sato, instead):
    with pytest.raises(documents.GlyphStillUnwritable):
        documents.replace_glyphs(stopped, by=sato.account, replacements=instead)
    assert again(stopped).state == State.GLYPHS


def test_nobody_decides_twice(stopped, sato):
    documents.replace_glyphs(stopped, by=sato.account, replacements={UNKNOWN: "葛"})
    with pytest.raises(documents.GlyphsSettled):
        documents.replace_glyphs(stopped, by=sato.account, replacements={UNKNOWN: "葛"})
