"""公印使用簿: a seal on a paper is in the book once, by whoever used it."""

import csv
import io

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.documents import api as documents
from kyoso.engines.documents.errors import NothingToStamp, StampedAlready
from kyoso.engines.documents.models import Document, SealUse
from kyoso.engines.documents.testing import a_notice, a_paper
from kyoso.engines.jobs.testing import drain
from tests import people as cast

pytestmark = pytest.mark.django_db
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<rect width="10" height="10" fill="none" stroke="red"/></svg>'
)
TITLE = "架空市長之印"


@pytest.fixture
def to_stamp(section, sato):
    """A paper of the care section whose place for the seal is empty."""
    with a_paper(seal=documents.Seal.REQUIRED) as paper:
        yield made(paper, section, sato)


def made(paper, section, sato, **more):
    document = documents.issue(
        paper.slug, data=a_notice(), section=section, about="", by=sato.account, **more
    )
    drain()
    return Document.objects.get(pk=document.pk)


def page(who, address="/documents/seals"):
    return cast.visiting(who).get(address).content.decode()


def test_a_stamped_paper_leaves_the_waiting_and_enters_the_book(to_stamp, sato):
    assert "公印を待っている文書" in page(sato)
    answer = cast.visiting(sato).post(
        f"/documents/{to_stamp.ref}/stamp", {"title": TITLE}
    )
    assert answer.status_code == 302
    use = SealUse.objects.get(document=to_stamp)
    assert (use.title, use.how, use.by) == (TITLE, "stamped", sato.account)
    found = page(sato)
    assert "公印を待っている文書" not in found
    assert to_stamp.number in found
    assert Entry.objects.filter(event="documents.stamped").count() == 1


def test_the_second_time_is_told_and_changes_nothing(to_stamp, sato):
    documents.stamp(to_stamp, title=TITLE, by=sato.account)
    with pytest.raises(StampedAlready):
        documents.stamp(to_stamp, title="ほかの印", by=sato.account)
    assert SealUse.objects.get().title == TITLE


def test_nobody_of_another_section_stamps_or_reads_it(to_stamp, sato, tanaka):
    address = f"/documents/{to_stamp.ref}/stamp"
    answer = cast.visiting(tanaka).post(address, {"title": TITLE})
    assert answer.status_code == 404
    documents.stamp(to_stamp, title=TITLE, by=sato.account)
    assert to_stamp.number not in page(tanaka)


def test_a_seal_without_a_name_is_asked_for(to_stamp, sato):
    cast.visiting(sato).post(f"/documents/{to_stamp.ref}/stamp", {"title": " "})
    assert not SealUse.objects.exists()


def test_a_paper_without_a_place_for_a_seal_is_not_stamped(paper, section, sato):
    document = documents.issue(
        paper, data=a_notice(), section=section, about="", by=sato.account
    )
    drain()
    document.refresh_from_db()
    with pytest.raises(NothingToStamp):
        documents.stamp(document, title=TITLE, by=sato.account)


def test_a_printed_imprint_enters_the_book_by_itself(section, sato, tanaka):
    seal = documents.register_seal(
        TITLE, keeper=cast.section("somu"), svg=SVG, by=sato.account
    )
    with a_paper(seal=documents.Seal.IMAGE) as paper:
        document = made(paper, section, sato, seal_image=seal)
        use = SealUse.objects.get()
        assert (use.document, use.title, use.how) == (document, TITLE, "printed")
        assert document.number in page(sato)


def test_the_file_of_a_year_names_no_addressee(to_stamp, sato):
    documents.stamp(to_stamp, title=TITLE, by=sato.account)
    answer = cast.visiting(sato).get("/documents/seals.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][1:4] == [TITLE, "公印を押した", to_stamp.number]
    assert "花子" not in answer.content.decode()


@pytest.mark.parametrize("year", ["1999", "x", "２０２６", ""])
def test_a_year_that_is_no_year_shows_this_year(to_stamp, sato, year):
    documents.stamp(to_stamp, title=TITLE, by=sato.account)
    assert to_stamp.number in page(sato, f"/documents/seals?year={year}")
