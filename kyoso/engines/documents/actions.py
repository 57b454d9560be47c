"""Verbs of the documents engine: issue, make, replace what cannot be written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import errors, glyphs, seals
from kyoso.engines.documents.addressees import Addressee, refuse_unknown_words
from kyoso.engines.documents.events import document_made
from kyoso.engines.documents.kinds import Paper, Seal, papers, ready_signer
from kyoso.engines.documents.models import (
    Counter,
    Document,
    Notice,
    NoticeRun,
    NoticeSheet,
    SealImage,
)
from kyoso.engines.documents.rendering import pages_of, render
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock

PURPOSE = "documents.paper"
# Of so many letters a sheet is printed, dispatched and, after a kill, made again.
A_SHEET = 500


@transaction.atomic
def issue(
    paper_slug: str,
    *,
    data: Mapping[str, Any],
    section: Section,
    about: str,
    by: Account | None,
    seal_image: SealImage | None = None,
) -> Document:
    """Give a paper its number and day, and let the worker make the PDF.

    ``data`` are the keys of papers/base.typ without number, day, seal and
    contact, which are filled in here. The number follows the last one of the
    section's symbol in this fiscal year without a gap: if the transaction is
    undone the number never was. Raises ``SymbolMissing``,
    ``InstructionMissing``, ``SealNotKept``, ``SignerMissing``.
    """
    paper = papers.get(paper_slug)
    _refuse_incomplete(paper, data=data, section=section, seal_image=seal_image)
    today = clock.today()
    year = clock.fiscal_year(today)
    symbol = section.document_symbol if paper.numbered else ""
    document = Document(
        paper=paper_slug,
        section=section,
        about=about,
        symbol=symbol,
        fiscal_year=year,
        serial=_next_number(symbol, year) if paper.numbered else None,
        issued_on=today,
        issued_by=by,
        content=dict(data),
        seal_image=seal_image if paper.seal is Seal.IMAGE else None,
    )
    document.effect = jobs.post("documents.make", subject_ref=document.ref, by=by)
    document.save()
    audit.record(
        "documents.issued",
        by=by,
        subject=document,
        person=paper.person(document),
        reason=about,
        paper=paper_slug,
        number=document.number,
        seal=paper.seal.value,
    )
    return document


def make(ref: str) -> None:
    """Make and keep the PDF of one paper (the act of the effect ``documents.make``).

    Doing it twice does no harm. Characters that cannot be written are noted on
    the paper instead: then a person decides.
    """
    document = Document.objects.select_related("section", "seal_image").get(ref=ref)
    if document.file_id is not None:
        return
    content = glyphs.replaced_in(contents_of(document), document.replacements)
    missing = glyphs.unwritable_in(content)
    if missing:
        Document.objects.filter(pk=document.pk, file=None).update(unwritable=missing)
        return
    pdf = render(document.paper, content)
    if papers.get(document.paper).seal is Seal.SIGNATURE:
        signer = ready_signer()
        if signer is None:
            # The key was taken away after the paper was issued: it comes back.
            raise jobs.NotDone("signer_missing")
        pdf = signer.sign(pdf)
    _keep(document, pdf)


@transaction.atomic
def replace_glyphs(
    document: Document, *, by: Account, replacements: Mapping[str, str]
) -> Document:
    """Say what to print instead of each character that cannot be written.

    A variant may be replaced by its plain form, anything by what the person
    agreed to. Raises ``GlyphStillUnwritable`` for a missing or unwritable
    replacement and ``GlyphsSettled`` when it was decided already.
    """
    held = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if held.file_id is not None or not held.unwritable:
        raise errors.GlyphsSettled
    for character in held.unwritable:
        instead = replacements.get(character, "").strip()
        if not instead or glyphs.unwritable(instead):
            raise errors.GlyphStillUnwritable(character=character)
        held.replacements[character] = instead
    held.unwritable = []
    held.replaced_at = clock.now()
    held.replaced_by = by
    held.effect = jobs.post("documents.make", subject_ref=held.ref, by=by)
    held.save()
    audit.record(
        "documents.glyphs_replaced",
        by=by,
        subject=held,
        person=papers.get(held.paper).person(held),
        reason=held.about,
        characters=len(held.replacements),
    )
    return held


@transaction.atomic
def register_seal(title: str, *, keeper: Section, svg: str, by: Account) -> SealImage:
    """Enter the imprint of an official seal into the ledger (公印台帳)."""
    seal = SealImage.objects.create(
        title=title, keeper=keeper, svg=svg, registered_by=by
    )
    audit.record("documents.seal_registered", by=by, subject=seal)
    return seal


@transaction.atomic
def order_notices(
    *,
    subject: str,
    text: str,
    addressees: Sequence[Addressee],
    section: Section,
    token: str,
    by: Account,
) -> NoticeRun:
    """Order one wording for many addressees; the worker makes it sheet by sheet.

    Every addressee is a row and every sheet an effect before anything is made, so
    a killed worker goes on where it was, and the same ``token`` orders once. Words
    in braces are columns of the file. Raises ``TextMissing``, ``WordUnknown``.
    """
    known = NoticeRun.objects.filter(token=token).first()
    if known is not None:
        return known
    subject, text = subject.strip(), text.strip()
    for what, typed in (("件名", subject), ("本文", text)):
        if not typed:
            raise errors.TextMissing(what=what)
    if not addressees:
        raise errors.TextMissing(what="宛先")
    refuse_unknown_words(text, addressees)
    run = NoticeRun.objects.create(
        token=token,
        section=section,
        subject=subject,
        text=text,
        total=len(addressees),
        made_by=by,
    )
    for number, start in enumerate(range(0, len(addressees), A_SHEET), start=1):
        sheet = NoticeSheet(run=run, number=number)
        sheet.effect = jobs.post("documents.notices", subject_ref=sheet.ref, by=by)
        sheet.save()
        Notice.objects.bulk_create(
            Notice(
                sheet=sheet,
                run=run,
                name=one.name,
                postcode=one.postcode,
                address=one.address,
                words=dict(one.words),
            )
            for one in addressees[start : start + A_SHEET]
        )
    audit.record("documents.notices_ordered", by=by, subject=run, notices=run.total)
    return run


def may_read(account: Account, document: Document) -> bool:
    """Tell whether the paper lets this account read the document."""
    return papers.get(document.paper).may_read(account, document)


def contents_of(document: Document) -> dict[str, Any]:
    """Return what the template reads: the data of the issuer and what the engine adds."""
    section = document.section
    filled: dict[str, Any] = {
        "contact": {
            "section": section.name,
            "phone": section.phone,
            "counter": section.counter,
        },
        **document.content,
        **papers.get(document.paper).contents(document),
        "number": document.number,
        "issued_on": clock.wareki(document.issued_on),
        "seal": papers.get(document.paper).seal.value,
    }
    if document.seal_image is not None:
        filled["seal_svg"] = document.seal_image.svg
        filled["seal_title"] = document.seal_image.title
    return filled


def _refuse_incomplete(
    paper: Paper,
    *,
    data: Mapping[str, Any],
    section: Section,
    seal_image: SealImage | None,
) -> None:
    if paper.numbered and not section.document_symbol:
        raise errors.SymbolMissing(section=section.name)
    if paper.instruction and not data.get("instruction"):
        raise errors.InstructionMissing(paper=paper.title)
    if paper.seal is Seal.IMAGE and seal_image is None:
        raise errors.SealNotKept(paper=paper.title)
    if paper.seal is Seal.SIGNATURE and ready_signer() is None:
        raise errors.SignerMissing(paper=paper.title)


def _next_number(symbol: str, fiscal_year: int) -> int:
    """Return the next number; the counter stays locked until the transaction ends."""
    Counter.objects.get_or_create(symbol=symbol, fiscal_year=fiscal_year)
    counter = Counter.objects.select_for_update().get(
        symbol=symbol, fiscal_year=fiscal_year
    )
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


@transaction.atomic
def _keep(document: Document, pdf: bytes) -> None:
    """Store the PDF unless another worker was faster."""
    held = (
        Document.objects.select_for_update(of=("self",))
        .select_related("seal_image", "issued_by")
        .get(pk=document.pk)
    )
    if held.file_id is not None:
        return
    name = " ".join(part for part in (held.number, held.title) if part)
    held.file = media.store_made(
        pdf,
        name=f"{name}.pdf",
        pages=pages_of(pdf),
        purpose=PURPOSE,
        by=None,
        about=held.about,
    )
    held.unwritable = []
    held.save(update_fields=["file", "unwritable"])
    seals.write_down_printed(held)
    audit.record("documents.made", by=None, subject=held, reason=held.about)
    document_made.send(sender=Document, document=held)
