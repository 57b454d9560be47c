"""添付の下見: told in a sentence while filling in, and never a refusal."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms import findings
from kyoso.engines.forms.testing import question, small_form
from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_pdf, a_photo, a_purpose
from kyoso.kernel import clock

LANGUAGES = ("ja", "en", "ja-easy")


def asked(**own):
    form = small_form()
    paper = question("paper", "file", label="住民票", required="soft", **own)
    form["pages"][1]["questions"].append(paper)
    return forms.parse(form).question("paper")


def found(seen, *, kind="pdf", **own):
    return [each["is"] for each in findings.findings(asked(**own), seen, kind=kind)]


def seen(text="", **own):
    return media.Look(own.pop("pages", 1), text=text, **own)


def test_nothing_is_said_of_a_paper_as_it_should_be():
    text = f"住 民 票 {clock.wareki(clock.today())}"
    assert found(seen(text), months=3, mentions=["住民票"], pages=1, max_pages=2) == []


def test_another_paper_is_told_by_the_word_that_lacks():
    assert found(seen("領収書"), mentions=["住民票", "領収書"]) == ["lacks"]


def test_of_a_photograph_no_word_is_missed():
    assert found(seen(), kind="jpeg", mentions=["住民票"], months=3) == []


@pytest.mark.parametrize(
    ("written", "is_old"),
    [
        ("令和8年10月1日", False),
        ("令和8年1月10日、令和8年11月1日", False),
        ("R8.1.10", True),
        ("2026年1月10日", True),
        ("2026/01/10", True),
        ("平成元年5月1日", True),
        ("令和8年13月40日", False),
        ("令和9年1月1日", False),
        ("12-3456-7890", False),
        ("", False),
    ],
)
def test_the_newest_day_on_a_paper_decides_its_age(written, is_old):
    with clock.at(dt.datetime(2026, 11, 23, 12, tzinfo=clock.CITY)):
        assert found(seen(f"交付 {written} 能代市"), months=3) == ["old"] * is_old


def test_pages_that_lack_or_are_too_many_or_empty_are_told():
    assert found(seen(pages=4, blank=(2, 4)), max_pages=2) == ["blank", "blank", "many"]
    assert findings.too_few(asked(pages=2), 1)[0]["is"] == "few"
    assert findings.too_few(asked(pages=2), 2) == []
    assert found(seen(is_small=True), kind="jpeg", only_pdf=True) == [
        "not_pdf",
        "small",
    ]


def test_every_finding_is_a_sentence_in_three_languages():
    looked = seen("領収書 平成元年1月1日", pages=9, blank=(1,), is_small=True)
    own = {"mentions": ["住民票"], "months": 3, "max_pages": 2, "only_pdf": True}
    of_paper = asked(pages=12, **own)
    every = [*findings.findings(of_paper, looked, kind="jpeg"), {"is": "small"}]
    every += findings.too_few(of_paper, 9)
    assert {each["is"] for each in every} == {
        "not_pdf", "blank", "many", "lacks", "old", "few", "small",
    }  # fmt: skip
    for language in LANGUAGES:
        told = findings.told_of(of_paper, {"found": every}, language)
        assert len(told) == len(every)
        assert all(text.endswith(("。", ".")) for text in told)


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["is", "n", "page", "day", "found"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)


@settings(max_examples=120, deadline=None)
@given(told=any_json)
def test_no_forged_finding_breaks_an_answer_or_a_page(told):
    file = {"ref": "r", "name": "n", "kind": "pdf", "size": 1, "found": told}
    definition = forms.parse(small_form())
    checked = forms.check(definition, {"receipt": [file]}, today=clock.today())
    for row in forms.answers_table(definition, checked.answers):
        assert row.lines
    assert isinstance(
        findings.told_of(definition.question("receipt"), file, "ja"), list
    )


@pytest.fixture
def paper(db):
    """A draft that asks for a paper of two pages, photographed page by page."""
    form = small_form()
    own = {"required": "soft", "join": True, "pages": 2, "max_files": 5}
    form["pages"][1]["questions"].append(question("paper", "file", label="書", **own))
    draft = forms.start(forms.load(form), by=None, about="testing:paper")
    step = next(s for s in draft.version.parsed.steps() if s.slug == "paper")
    with a_purpose() as purpose:

        def send(*files, **posted):
            refused = forms.save_step(
                draft,
                step,
                posted=posted,
                by=None,
                files={"paper": list(files)},
                purpose=purpose.slug,
            )
            assert not refused
            return draft.typed["paper"]

        def go_on():
            forms.join_pictures(draft, step=step, by=None, purpose=purpose.slug)
            return draft.typed["paper"]

        yield send, go_on


def test_photographs_become_one_pdf_and_more_are_added_to_it(paper):
    send, go_on = paper
    first, second = send(a_photo("表.jpg"), a_photo("裏.jpg"))
    assert {"is": "few", "n": 2, "has": 1} not in second["found"]
    (one,) = go_on()
    assert (one["kind"], one["pages"], one["name"]) == ("pdf", 2, "書.pdf")
    assert {"is": "small"} in one["found"]
    assert not media.File.objects.filter(ref__in=[first["ref"], second["ref"]]).exists()
    send(a_photo("三.jpg"), a_pdf("証.pdf"))
    joined, own = go_on()
    assert (joined["pages"], own["name"]) == (3, "証.pdf")
    assert go_on() == [joined, own]


def test_one_photograph_alone_stays_what_it_is_and_is_told_to_be_too_few(paper):
    send, go_on = paper
    send(a_photo("表.jpg"))
    (alone,) = go_on()
    assert alone["kind"] == "jpeg"
    assert {"is": "few", "n": 2, "has": 1} in alone["found"]
