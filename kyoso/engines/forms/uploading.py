"""Files of a draft: kept, looked at, joined, thrown away; inside the draft's action."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import get_language

from kyoso.engines.forms import findings, numbers
from kyoso.engines.forms.definition import Question, Value
from kyoso.engines.forms.kinds.base import Posted
from kyoso.engines.forms.kinds.files import SEALED
from kyoso.engines.forms.models import Draft
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.engines.tray import api as tray
from kyoso.kernel import words
from kyoso.kernel.errors import Refusal
from kyoso.ui.sentences import too_many_files

MEGABYTE = 1024 * 1024


def keep(
    held: Draft,
    question: Question,
    posted: Posted,
    uploads: Iterable[Any],
    by: Account | None,
    purpose: str,
) -> dict[str, list[str]]:
    kept = held.typed.get(question.key)
    told = list(kept) if isinstance(kept, list) else []
    removed = set(posted.get(f"{question.key}.remove", ()))
    discard(held.ref, [f["ref"] for f in told if f["ref"] in removed], by)
    told = [file for file in told if file["ref"] not in removed]
    told = [dict(file) for file in told]
    most = question.settings["max_files"]
    sentences: list[str] = []
    for upload in uploads:
        if len(told) >= most:
            # Kept nowhere: a stranger's draft is no store for any number of files.
            label = words.pick(question.label, get_language() or "ja")
            sentences.append(str(too_many_files(label, most)))
            break
        try:
            if question.settings["tray"]:
                told.append(_sealed(held, question, upload, by))
            else:
                told.append(_stored(held, question, upload, by, purpose))
        except (media.FileRefused, tray.TrayRefused, _NumberInside) as refusal:
            sentences.append(refusal.sentence)
    held.typed[question.key] = _counted(question, told)
    return {question.key: sentences} if sentences else {}


class _NumberInside(Refusal):
    """A number is written on a paper that is kept readable."""


def _stored(
    held: Draft, question: Question, upload: Any, by: Account | None, purpose: str
) -> dict[str, Value]:
    limits = media.Limits(size=question.settings["max_mb"] * MEGABYTE)
    file = media.store(upload, purpose=purpose, by=by, limits=limits, about=held.ref)
    seen = media.look(media.read(file), file.kind)
    if numbers.is_on_paper(seen.text):
        media.discard(file, by=by)
        raise _NumberInside(numbers.told_of_file(file.name))
    return _told(question, file, seen)


def _sealed(
    held: Draft, question: Question, upload: Any, by: Account | None
) -> dict[str, Value]:
    """Seal what was sent, unlooked at; nothing of it, nor its name, is kept here."""
    largest = question.settings["max_mb"] * MEGABYTE
    if getattr(upload, "is_together", False):
        raise tray.TrayTooMuch(max=media.LARGEST_SEALED // MEGABYTE)
    if upload.size > largest:
        raise tray.TrayTooLarge(max=question.settings["max_mb"])
    with upload.open() as opened:
        content = opened.read()
    kept = tray.put(
        content,
        name=media.safe_name(upload.name or ""),
        by=by,
        about=held.ref,
        largest=largest,
    )
    return {"ref": kept.ref, "name": "", "kind": SEALED, "size": kept.size}


def join(held: Draft, question: Question, by: Account | None, purpose: str) -> bool:
    """Make one PDF of a question's photographs, and of the one made of them before.

    A PDF that came as such stays by itself. Tells whether anything was joined.
    """
    told = held.typed.get(question.key)
    entries = [dict(file) for file in told] if isinstance(told, list) else []
    parts = [each for each in entries if each["kind"] != "pdf" or each.get("joined")]
    if len(parts) <= 1:
        return False
    known = media.File.objects.filter(about=held.ref).in_bulk(
        [each["ref"] for each in parts], field_name="ref"
    )
    files = [known[each["ref"]] for each in parts if each["ref"] in known]
    if len(files) != len(parts):
        return False
    made = media.join(
        files,
        name=f"{words.pick(question.label, 'ja')}.pdf",
        purpose=purpose,
        by=by,
        about=held.ref,
    )
    seen = media.look(media.read(made), made.kind)
    entry = _told(question, made, seen) | {"joined": True}
    # What was found on the photographs is on their pages still.
    small = {"is": "small"}
    if any(small in each.get("found", ()) for each in parts):
        entry["found"] = [*entry["found"], small]
    rest = [each for each in entries if each not in parts]
    held.typed[question.key] = _counted(question, [entry, *rest])
    return True


def _told(question: Question, file: media.File, seen: media.Look) -> dict[str, Value]:
    """Return what an answer says of a stored file, with what a look at it found."""
    return {
        "ref": file.ref,
        "name": file.name,
        "kind": file.kind,
        "size": file.size,
        "pages": file.pages,
        "found": findings.findings(question, seen, kind=file.kind),
    }


def _counted(
    question: Question, told: list[dict[str, Value]]
) -> list[dict[str, Value]]:
    """Return the files with the finding on all of them beside the last one."""
    if question.settings["tray"]:
        return told
    pages = sum(each.get("pages", 1) for each in told)
    for each in told:
        each["found"] = [one for one in each.get("found", ()) if one.get("is") != "few"]
    if told:
        told[-1]["found"] += findings.too_few(question, pages)
    return told


def discard(about: str, refs: Collection[str], by: Account | None) -> None:
    """Delete files that were stored for this draft, and no others."""
    for file in media.File.objects.filter(ref__in=refs, about=about):
        media.discard(file, by=by)
    tray.discard(refs, about=about, by=by)
