"""個人番号: whatever question it is typed into, it is not kept, and the person is told."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms import numbers
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.testing import every_type, small_form
from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_pdf, a_purpose
from kyoso.kernel import clock

# A number of the check digit's own example, which belongs to nobody.
NUMBER = "123456789018"
WAYS = (NUMBER, "1234 5678 9018", "１２３４５６７８９０１８", "1234-5678-9018")
FORM = small_form()
FORM["pages"].append({"slug": "all", "title": "全部", "questions": every_type()})
DEFINITION = forms.parse(FORM)
KEYS = [asked["key"] for asked in every_type()]


def is_kept(stored):
    digits = "".join(letter for letter in json.dumps(stored) if letter.isdigit())
    return NUMBER in digits


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("key", KEYS)
def test_no_type_of_question_keeps_one(key, way):
    kind = kinds.get(DEFINITION.question(key).kind)
    typed = dict.fromkeys(kind.parts, way) if kind.parts else way
    typed = {"file": [{"ref": way, "name": way, "kind": "pdf", "size": 1}]}.get(
        key, typed
    )
    if key == "group":
        typed = [{"#": "a", "inner_text": way}]
    checked = forms.check(DEFINITION, {key: typed}, today=clock.today(), only=[key])
    assert not is_kept(checked.answers[key])
    if key not in {"file", "choices"}:
        assert checked.errors


@settings(max_examples=60, deadline=None)
@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_words_around_it_do_not_hide_it(before, after):
    text = f"{before} 番号 {NUMBER} です {after}"
    assert numbers.without(text) == numbers.TAKEN_OUT


def test_a_draft_never_holds_it_and_says_why(db):
    draft = forms.start(forms.load(FORM), by=None, about="testing:numbers")
    step = next(s for s in draft.version.parsed.steps() if s.slug == "long_text")
    forms.save_step(draft, step, posted={"long_text": [f"番号は{NUMBER}"]}, by=None)
    draft.refresh_from_db()
    assert not is_kept(draft.typed)
    told = forms.checked(draft).faults_of("long_text")
    assert "個人番号（マイナンバー）と思われる" in told[0].sentence


@pytest.mark.parametrize("text", ["123456789012", "0185-00-0001", "20261123", "1" * 13])
def test_other_numbers_are_left_alone(text):
    assert numbers.without(text) == text


def test_only_a_paper_that_names_it_is_refused():
    assert numbers.is_on_paper(f"個人番号 {NUMBER}")
    assert not numbers.is_on_paper(f"お問い合わせ番号 {NUMBER}")
    assert not numbers.is_on_paper("個人番号カードの写し")


def test_a_pdf_with_one_is_kept_nowhere(db, monkeypatch):
    written = media.Look(1, text=f"マイナンバー {NUMBER}")
    monkeypatch.setattr(media, "look", lambda _content, _kind: written)
    draft = forms.start(forms.load(FORM), by=None, about="testing:numbers")
    step = next(s for s in draft.version.parsed.steps() if s.slug == "file")
    with a_purpose() as purpose:
        refused = forms.save_step(
            draft,
            step,
            posted={},
            by=None,
            files={"file": [a_pdf("通知カード.pdf")]},
            purpose=purpose.slug,
        )
    assert "「通知カード.pdf」に個人番号" in refused["file"][0]
    assert draft.typed["file"] == []
    assert not media.File.objects.exists()
