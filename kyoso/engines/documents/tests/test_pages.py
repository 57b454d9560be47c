"""Pages of papers: who may see them, and how an officer settles a character."""

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.documents import api as documents
from kyoso.engines.documents.testing import a_notice, a_paper
from kyoso.engines.jobs.testing import drain
from tests import people as cast

pytestmark = pytest.mark.django_db
UNKNOWN = "葛\U000e01ef"
State = documents.Document.State


@pytest.fixture
def paper(hanako, sato, suzuki):
    """A paper that Hanako and the officers of her case's section may read."""
    allowed = {who.account.pk for who in (hanako, sato, suzuki)}
    with a_paper(may_read=lambda account, document: account.pk in allowed) as paper:
        yield paper


@pytest.fixture
def issue(paper, section):
    def issue(name="能代 花子"):
        document = documents.issue(
            paper.slug, data=a_notice(name), section=section, about="case1", by=None
        )
        drain()
        return documents.Document.objects.select_related("file").get(pk=document.pk)

    return issue


def text(answer):
    return answer.content.decode()


def test_who_may_see_a_paper(issue, hanako, taro, sato, tanaka):
    address = f"/documents/{issue().ref}"
    assert cast.visiting(hanako).get(address).status_code == 200
    assert cast.visiting(sato).get(address).status_code == 200
    assert cast.visiting(taro).get(address).status_code == 404
    assert cast.visiting(tanaka).get(address).status_code == 404
    for host in (cast.PUBLIC_HOST, cast.OFFICE_HOST):
        assert cast.stranger_at(host).get(address).status_code == 302


def test_who_may_download_its_pdf(issue, hanako, taro, sato, tanaka):
    address = f"/files/{issue().file.ref}"
    for who, status in ((hanako, 200), (sato, 200), (taro, 404), (tanaka, 404)):
        answer = cast.visiting(who).get(address)
        assert answer.status_code == status
        if answer.streaming:
            assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_a_resident_finds_number_day_and_pdf(issue, hanako):
    document = issue()
    page = text(cast.visiting(hanako).get(f"/documents/{document.ref}"))
    assert document.number in page
    assert f"/files/{document.file.ref}" in page


def test_a_resident_is_told_to_wait_and_not_why(issue, hanako):
    document = issue(f"{UNKNOWN}城 花子")
    page = text(cast.visiting(hanako).get(f"/documents/{document.ref}"))
    assert "文書を準備しています。" in page


def test_an_officer_settles_the_characters(issue, sato):
    document = issue(f"{UNKNOWN}城 花子")
    desk = cast.visiting(sato)
    assert document.number in text(desk.get("/documents"))
    page = text(desk.get(f"/documents/{document.ref}"))
    assert "U+845B U+E01EF" in page
    assert 'value="葛"' in page
    desk.post(f"/documents/{document.ref}/glyphs", {"glyph-0": "葛"})
    drain()
    document.refresh_from_db()
    assert document.state == State.READY


@pytest.mark.parametrize("typed", ["", UNKNOWN, "\U0001f600", "\0", "長" * 21])
def test_a_wrong_replacement_gets_a_sentence(issue, sato, typed):
    document = issue(f"{UNKNOWN}城 花子")
    answer = cast.visiting(sato).post(
        f"/documents/{document.ref}/glyphs", {"glyph-0": typed}
    )
    assert answer.status_code == 422
    assert "ください。" in text(answer)


def test_an_officer_of_another_section_settles_nothing(issue, tanaka):
    document = issue(f"{UNKNOWN}城 花子")
    desk = cast.visiting(tanaka)
    assert document.number not in text(desk.get("/documents"))
    answer = desk.post(f"/documents/{document.ref}/glyphs", {"glyph-0": "葛"})
    assert answer.status_code == 404


def test_an_officers_reading_is_written_down(issue, sato):
    document = issue()
    cast.visiting(sato).get(f"/documents/{document.ref}")
    entry = Entry.objects.get(event="documents.document_read")
    assert entry.subject.endswith(document.ref)
    assert entry.reason == "case1"
