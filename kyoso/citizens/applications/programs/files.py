"""Files sent ahead: the refs in a program's answers become what a page would keep."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kyoso.citizens.applications.models import Upload
from kyoso.engines.casework.api import Attachment
from kyoso.engines.forms.api import Definition
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

# What no application has taken by then is deleted.
KEPT_FOR = dt.timedelta(days=1)


@dataclass(frozen=True)
class Taken:
    """Answers with the files that their refs name, and the refs of these."""

    answers: dict[str, Any]
    refs: tuple[str, ...]


def take_files(
    definition: Definition, answers: Mapping[str, Any], *, account: Account
) -> Taken:
    """Put the account's own uploads where file questions name them (one query).

    Whatever else stands there (a ref of another's, a made-up table) becomes a
    ref without a file, which the check of the answers refuses with a sentence.
    """
    asked = {
        question.key: answers[question.key]
        for _page, question in definition.questions()
        if question.kind == "file" and question.key in answers
    }
    wanted = {ref for given in asked.values() for ref in _refs(given)}
    known = {
        upload.file.ref: upload.file
        for upload in Upload.objects.filter(
            account=account, file__ref__in=wanted
        ).select_related("file")
    }
    put: dict[str, Any] = dict(answers)
    for key, given in asked.items():
        if given is None or given == [] or given == "":
            put[key] = []
            continue
        put[key] = [_told(known.get(ref)) for ref in _refs(given)] or [None]
    return Taken(put, tuple(known))


def forget_uploads() -> int:
    """Delete files sent ahead that no application took in time; safe to repeat."""
    count = 0
    left = Upload.objects.filter(file__stored_at__lt=clock.now() - KEPT_FOR)
    for ref in left.values_list("pk", flat=True):
        with transaction.atomic():
            held = Upload.objects.select_for_update().filter(pk=ref).first()
            if held is None or Attachment.objects.filter(file=held.file_id).exists():
                continue
            media.discard(media.File.objects.get(pk=held.file_id), by=None)
            count += 1
    return count


def _refs(given: Any) -> list[str]:
    """Return the refs of a list of refs, each once; nothing of anything else."""
    if not isinstance(given, list) or not all(isinstance(ref, str) for ref in given):
        return []
    return list(dict.fromkeys(given))


def _told(file: Any) -> dict[str, Any] | None:
    if file is None:
        return None
    return {"ref": file.ref, "name": file.name, "kind": file.kind, "size": file.size}
