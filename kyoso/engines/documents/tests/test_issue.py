"""Issuing: what a paper must have, and what the row keeps."""

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.documents import actions
from kyoso.engines.documents import api as documents
from kyoso.engines.documents.checks import check_papers
from kyoso.engines.documents.testing import a_notice, a_paper
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import api as media

pytestmark = pytest.mark.django_db
State = documents.Document.State


def issue(section, paper, *, by=None, **data):
    return documents.issue(
        paper.slug, data=a_notice(**data), section=section, about="case1", by=by
    )


def again(document):
    return documents.Document.objects.select_related("effect", "file").get(
        pk=document.pk
    )


def test_the_worker_makes_the_pdf_once_the_paper_is_issued(section, sato):
    with a_paper() as paper:
        document = issue(section, paper, by=sato.account)
        assert document.state == State.WAITING
        drain()
        made = again(document)
        assert made.state == State.READY
        assert media.read(made.file).startswith(b"%PDF-1.7")
        assert made.file.name == f"{made.number} 助成金交付決定通知書.pdf"
        assert (made.file.pages, made.file.about) == (1, "case1")


def test_making_it_again_changes_nothing(section):
    with a_paper() as paper:
        document = issue(section, paper)
        drain()
        file = again(document).file
        actions.make(document.ref)
        assert again(document).file == file
        assert media.File.objects.count() == 1


def test_whoever_listens_hears_of_it_in_the_same_transaction(section):
    heard = []

    def hear(sender, document, **kwargs):
        heard.append((document.pk, document.file.kind))

    documents.document_made.connect(hear)
    try:
        with a_paper() as paper:
            document = issue(section, paper)
            drain()
    finally:
        documents.document_made.disconnect(hear)
    assert heard == [(document.pk, "pdf")]


def test_a_listener_that_fails_undoes_the_paper_and_it_is_made_again(section, clock_at):
    clock_at("2026-11-24 10:00")
    calls = []

    def hear(sender, document, **kwargs):
        calls.append(document)
        if len(calls) == 1:
            raise RuntimeError

    documents.document_made.connect(hear)
    try:
        with a_paper() as paper:
            document = issue(section, paper)
            drain()
            assert again(document).file is None
            clock_at("2026-11-24 10:01")
            drain()
    finally:
        documents.document_made.disconnect(hear)
    assert again(document).state == State.READY
    assert media.File.objects.count() == 1


def test_a_paper_that_must_instruct_is_not_issued_without_instruction(section):
    with a_paper(instruction=True) as paper:
        with pytest.raises(documents.InstructionMissing) as caught:
            issue(section, paper)
        assert paper.title in caught.value.sentence
        issue(section, paper, instruction=["審査請求をすることができます。"])


def test_a_printed_seal_comes_from_the_ledger(section, sato):
    with a_paper(seal=documents.Seal.IMAGE) as paper:
        with pytest.raises(documents.SealNotKept):
            issue(section, paper)
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
            '<rect width="10" height="10" fill="none" stroke="red"/></svg>'
        )
        seal = documents.register_seal(
            "架空市長之印", keeper=section, svg=svg, by=sato.account
        )
        document = documents.issue(
            paper.slug,
            data=a_notice(),
            section=section,
            about="",
            by=sato.account,
            seal_image=seal,
        )
        drain()
    assert again(document).state == State.READY
    assert list(seal.uses.all()) == [document]


def test_an_electronic_signature_needs_a_signer(section):
    with a_paper(seal=documents.Seal.SIGNATURE) as paper:
        absent = documents.Signer("documents.pades", bytes, is_ready=lambda: False)
        with (
            documents.signers.temporarily(absent),
            pytest.raises(documents.SignerMissing),
        ):
            issue(section, paper)
        signer = documents.Signer("documents.pades", lambda pdf: pdf + b"%signed")
        with documents.signers.temporarily(signer):
            document = issue(section, paper)
            drain()
    assert media.read(again(document).file).endswith(b"%signed")


def test_it_writes_down_who_issued_what_without_its_words(section, sato):
    with a_paper() as paper:
        document = issue(section, paper, by=sato.account)
    entry = Entry.objects.get(event="documents.issued")
    assert entry.subject.endswith(document.ref)
    assert entry.details["number"] == document.number
    assert "花子" not in str(entry.details)


def test_every_registered_paper_has_its_template():
    assert check_papers(None) == []
    with documents.papers.temporarily(
        documents.Paper("testing.lost", "a", "/no.typ", lambda account, document: True)
    ):
        assert [error.id for error in check_papers(None)] == ["documents.E001"]
