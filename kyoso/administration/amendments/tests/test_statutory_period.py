"""An officer gives a procedure the period of a law, without code."""

import pytest

from kyoso.administration.amendments import findings
from kyoso.administration.amendments.tests.test_build import address, save
from kyoso.engines.casework import api as casework
from tests import people

pytestmark = pytest.mark.django_db
TYPED = {
    "standard_period.days": "",
    "statutory_period.days": "30",
    "statutory_period.article": "架空法第83条第1項",
    "statutory_period.pause_article": "架空法第83条第1項ただし書",
    "statutory_period.extension_days": "30",
    "statutory_period.extension_article": "架空法第83条第2項",
    "statutory_period.source": "架空法",
    "statutory_period.verified": "on",
}


@pytest.fixture
def clerk(sato):
    return people.visiting(sato)


def test_it_is_set_on_the_page_of_the_rules_and_taken_away(amendment, clerk):
    save(clerk, amendment, "procedure@rules", **TYPED)
    assert amendment.content["procedure"]["statutory_period"] == {
        "days": 30,
        "article": "架空法第83条第1項",
        "pause_article": "架空法第83条第1項ただし書",
        "extension_days": 30,
        "extension_article": "架空法第83条第2項",
        "source": "架空法",
        "verified": True,
    }
    save(clerk, amendment, "procedure@rules", **dict.fromkeys(TYPED, ""))
    assert "statutory_period" not in amendment.content["procedure"]


def test_what_is_lacking_is_named_as_the_page_names_it(amendment, clerk):
    save(clerk, amendment, "procedure@rules", **{"statutory_period.days": "9"})
    found = findings.faults(amendment.content)
    told = next(finding for finding in found if "「article」" in finding.sentence)
    assert "期限を定める条文" in told.where
    assert told.face == "rules"


def test_the_difference_is_told_in_words(amendment, clerk):
    before = amendment.content
    save(clerk, amendment, "procedure@rules", **TYPED)
    shown = clerk.get(address("changes", amendment.ref)).text
    assert before != amendment.content
    for words in ("期限を定める条文", "架空法第83条第2項", "延長できる日数"):
        assert words in shown


def test_what_was_typed_is_a_lawful_procedure(amendment, clerk):
    save(clerk, amendment, "procedure@rules", **TYPED)
    assert not casework.faults_of(amendment.content)
    read = casework.Definition.read(amendment.content).statutory_period
    assert read is not None
    assert read.extension_days == 30
