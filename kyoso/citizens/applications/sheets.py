"""紙の様式: a draft's questions as a PDF, with its code and what was answered so far.

The worker makes it (typst); it is a copy of the draft, so it is forgotten after a
day, and the draft with it or not.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import segno
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kyoso.citizens.applications import finder
from kyoso.citizens.applications.models import Sheet
from kyoso.citizens.applications.reading import procedure_of
from kyoso.citizens.applications.rules import scanned
from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft, Question, Value
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.kernel import clock, doors, words

PAPER = "applications.sheet"
EFFECT = "applications.sheet"
PURPOSE = "applications.sheet"
KEPT_FOR = dt.timedelta(hours=24)
# Sheets asked for one draft within that time: more is a machine.
MOST = 12


@transaction.atomic
def ask(draft: Draft, *, language: str, by: Account | None) -> Sheet:
    """Let the worker make the PDF of a draft as it stands now.

    One that is being made, or was made since the draft was last saved, is used again.
    """
    forms.lock(draft)
    of_draft = Sheet.objects.filter(draft_ref=draft.ref).order_by("-asked_at")
    known = of_draft.filter(language=language, asked_at__gte=draft.saved_at).first()
    if known is not None or len(of_draft[:MOST]) == MOST:
        return known or of_draft[0]
    sheet = Sheet(draft_ref=draft.ref, language=language)
    sheet.effect = jobs.post(EFFECT, subject_ref=sheet.ref, by=by)
    sheet.save()
    audit.record("applications.sheet_asked", by=by, subject=draft, person=draft.account)
    return sheet


def latest(draft: Draft) -> Sheet | None:
    """Return the newest sheet of a draft, made or still being made."""
    found = Sheet.objects.filter(draft_ref=draft.ref).select_related("file", "effect")
    return found.order_by("-asked_at").first()


def make(ref: str) -> None:
    """Make and keep the PDF of one sheet (the act of the effect). Safe to repeat."""
    sheet = Sheet.objects.filter(ref=ref).first()
    draft = Draft.objects.open().filter(ref=sheet.draft_ref).first() if sheet else None
    if sheet is None or draft is None or sheet.file_id is not None:
        return
    pdf = documents.render(PAPER, contents(draft, language=sheet.language))
    _keep(sheet, draft, pdf)


@transaction.atomic
def _keep(sheet: Sheet, draft: Draft, pdf: bytes) -> None:
    held = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.file_id is not None:
        return
    title = words.pick(draft.version.parsed.title, "ja")
    held.file = media.store_made(
        pdf,
        name=f"{title}.pdf",
        pages=documents.pages_of(pdf),
        purpose=PURPOSE,
        by=None,
        about=draft.ref,
    )
    held.save(update_fields=["file"])


def forget_old() -> int:
    """Delete sheets that are a day old, with their PDFs; return how many."""
    forgotten = 0
    old = Sheet.objects.filter(asked_at__lt=clock.now() - KEPT_FOR)
    for sheet in old.select_related("file"):
        with transaction.atomic():
            sheet.delete()
            if sheet.file is not None:
                media.discard(sheet.file, by=None)
            forgotten += 1
    return forgotten


def contents(draft: Draft, *, language: str) -> dict[str, Any]:
    """Return what the template reads (papers/sheet.typ)."""
    title, procedure = draft.version.parsed.title, procedure_of(draft)
    told = procedure.definition
    link = doors.link(doors.PUBLIC, "applications:resume")
    qr = segno.make(scanned(link, draft.code), error="m")
    with translation.override(language):
        found = {
            "title": words.pick(title, language),
            "subject": words.pick(told.title, language),
            "japanese": "" if language == "ja" else words.pick(title, "ja"),
            "code": draft.code,
            "qr": qr.svg_inline(scale=4, border=2),
            "words": _words(procedure.section.name),
            "pages": pages_of(draft, language=language),
            "purpose": words.pick(told.purpose_of_use, language),
            "section": procedure.section.name,
            "phone": procedure.section.phone,
            "counter": procedure.section.counter,
        }
    printable: dict[str, Any] = _printable(found)
    return printable


def pages_of(draft: Draft, *, language: str) -> list[dict[str, Any]]:
    """Return every page with the rows of its questions, answered as far as they are."""
    definition = draft.version.parsed
    checked = forms.checked(draft, language=language)
    with translation.override(language):
        return [
            {
                "title": words.pick(page.title, language),
                "rows": [
                    row
                    for each in asked
                    for row in _rows(each, checked.values, language)
                ],
            }
            for page, asked in finder.paper_pages(definition)
        ]


def _words(section: str) -> dict[str, str]:
    """The fixed words of the sheet, in the language that is on."""
    return {
        "to": _("あて先：%(section)s") % {"section": section},
        "how": _("黒いペンで書いてください。窓口に持ってくるか、郵便で送れます。"),
        "code": _("この用紙の番号"),
        "date": _("書いた日：令和　　年　　月　　日"),
        "purpose": _("情報の利用目的"),
        "ground": _("たずねる根拠"),
        "phone": _("電話"),
        "qr": _("続きから始めるページのQRコード"),
        "filled": _(
            "入力ずみの答えは印刷してあります。違うときは線で消して、横に書いてください。"
        ),
        "office": _("市の記入欄：到達日　　　　　　受付番号"),
        "yen": _("円"),
        "day": _("令和・平成・昭和・大正　　　年　　　月　　　日"),
        "kana": _("ふりがな"),
        "enclosed": _("この用紙に添えます"),
        "more": _("足りないときは、同じ用紙をもう1枚使ってください。"),
    }


def _rows(
    asked: finder.PaperQuestion, values: Mapping[str, Value], language: str
) -> list[dict[str, Any]]:
    """Return one row of a question, or those of every item of a group and room for more."""
    question = asked.question
    if not question.questions:
        return [_row(asked, values.get(question.key), language)]
    items = values.get(question.key) or []
    item_title = words.pick(question.settings["item"], language)
    rows = []
    most = min(question.settings["max"], max(len(items) + 1, len(asked.numbers)))
    for number in range(1, most + 1):
        item = items[number - 1] if number <= len(items) else {}
        rows.append({"kind": "item", "label": f"{item_title} {number}"})
        rows += [
            _row(inner, item.get(inner.question.key), language) for inner in asked.inner
        ]
    return rows


def _row(asked: finder.PaperQuestion, value: Value, language: str) -> dict[str, Any]:
    question = asked.question
    label = words.pick(question.label, language)
    plain = words.pick(question.label, "ja")
    note = words.pick(question.support, language)
    if asked.only_when:
        text = _("「%(question)s」の答えによって書きます") % {
            "question": asked.only_when
        }
        note = f"{text}。{note}" if note else text
    return {
        "kind": question.kind,
        "label": label,
        "japanese": plain if plain != label else "",
        "note": note,
        "ground": question.ground,
        "boxes": _boxes(question, value, language),
        "lines": _lines(question, value, language),
        "statement": words.pick(question.settings.get("statement", ""), language),
    }


def _boxes(question: Question, value: Value, language: str) -> list[dict[str, Any]]:
    """Return what may be ticked, with what is ticked already."""
    if question.kind in {"choice", "choices"}:
        chosen = value if isinstance(value, list) else [value]
        return [
            {"label": words.pick(each.label, language), "on": each.key in chosen}
            for each in question.options
        ]
    if question.kind == "yes_no":
        yes, no = question.settings["yes"], question.settings["no"]
        return [
            {"label": words.pick(yes, language) or _("はい"), "on": value is True},
            {"label": words.pick(no, language) or _("いいえ"), "on": value is False},
        ]
    return []


def _lines(question: Question, value: Value, language: str) -> list[str]:
    """Return the answer so far, as it is printed; what is ticked has no lines."""
    if value is None or question.kind in {"choice", "choices", "yes_no", "consent"}:
        return []
    return list(forms.lines_of(question, value, language=language))


def _printable(content: Any) -> Any:
    """Leave room for handwriting where a name has a letter that no font here has."""
    if isinstance(content, Mapping):
        kept = {key: _printable(each) for key, each in content.items()}
        lines = kept.get("lines")
        if lines and documents.unwritable("\n".join(lines)):
            kept["lines"] = []
        return kept
    if isinstance(content, list):
        return [_printable(each) for each in content]
    return content
