"""一斉の通知を作る: one sheet at a time, again after a kill, nobody twice."""

import io
from typing import Any

from django.db import transaction
from pypdf import PdfReader

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import glyphs
from kyoso.engines.documents.addressees import filled
from kyoso.engines.documents.models import Notice, NoticeSheet
from kyoso.engines.documents.rendering import render
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock

PURPOSE = "documents.notices"
PAPER = "documents.notices"
TEMPLATE = "documents.notices"


def make_sheet(ref: str) -> None:
    """Write the messages of a sheet and its PDF (the act of ``documents.notices``).

    Two steps, each whole: the messages with their print batch, then the file.
    Killed in either, the sheet is taken up again and finds what is there; the
    one-to-one link from addressee to message lets no second message be.
    """
    sheet = _with_messages(ref)
    if sheet.file_id is not None:
        return
    printed = list(sheet.notices.together().order_by("id"))
    if printed:
        _keep(sheet, render(PAPER, _content(sheet, printed)))


@transaction.atomic
def _with_messages(ref: str) -> NoticeSheet:
    sheet = (
        NoticeSheet.objects.select_for_update(of=("self",))
        .select_related("run__section", "run__made_by")
        .get(ref=ref)
    )
    if sheet.batch_id is not None:
        return sheet
    run = sheet.run
    notices = list(sheet.notices.order_by("id"))
    _set_apart(notices)
    notices.sort(key=lambda notice: (notice.stands_apart, notice.pk))
    letters = [
        messaging.Message(
            template=TEMPLATE,
            about=run.ref,
            name=notice.name,
            kana=notice.kana,
            postcode=notice.postcode,
            address=notice.address,
            subject=run.subject,
            text=filled(run.text, notice.words) + "\n",
        )
        for notice in notices
    ]
    sheet.batch = messaging.post_many(
        letters,
        printed=sum(not notice.stands_apart for notice in notices),
        section=run.section,
        by=run.made_by,
    )
    for notice, letter in zip(notices, letters, strict=True):
        notice.message = letter
    Notice.objects.bulk_update(
        notices, ["message", "unwritable", "is_kept_back"], batch_size=250
    )
    sheet.save(update_fields=["batch"])
    return sheet


def _set_apart(notices: list[Notice]) -> None:
    """Mark what a person must print: letters that no font has, addresses kept back."""
    named = {notice: named_of(notice) for notice in notices}
    hidden = residents.to_hide(named.values(), to=None)
    for notice in notices:
        notice.unwritable = "".join(_missing(notice))[:100]
        notice.is_kept_back = named[notice] in hidden


def named_of(notice: Notice) -> residents.Named:
    """Return an addressee as ``residents`` is asked about: a file knows no account."""
    return residents.Named(None, notice.name, notice.kana)


def _missing(notice: Notice) -> list[str]:
    told = [notice.name, notice.address, filled(notice.run.text, notice.words)]
    return glyphs.unwritable("\n".join(told))


def _content(sheet: NoticeSheet, notices: list[Notice]) -> dict[str, Any]:
    run = sheet.run
    return {
        "subject": run.subject,
        "issued_on": clock.wareki(run.made_at.astimezone(clock.CITY).date()),
        "contact": {"section": run.section.name, "phone": run.section.phone},
        "letters": [
            {
                "name": notice.name,
                "postcode": notice.postcode,
                "address": notice.address,
                "body": filled(run.text, notice.words).splitlines(),
            }
            for notice in notices
        ],
    }


@transaction.atomic
def _keep(sheet: NoticeSheet, pdf: bytes) -> None:
    """Store the PDF unless another worker was faster."""
    held = NoticeSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.file_id is not None:
        return
    held.file = media.store_made(
        pdf,
        name=f"{sheet.run.subject} {sheet.number}.pdf",
        pages=len(PdfReader(io.BytesIO(pdf)).pages),
        purpose=PURPOSE,
        by=None,
        about=sheet.run.ref,
    )
    held.save(update_fields=["file"])
    audit.record("documents.notices_made", by=None, subject=held)
