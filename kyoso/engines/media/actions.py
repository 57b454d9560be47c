"""Verbs of the media engine: store, read, serve, discard, sweep."""

import datetime as dt
import hashlib
import os
import secrets
from collections.abc import Sequence
from typing import IO, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, Http404

from kyoso.engines.audit import api as audit
from kyoso.engines.media.content import TYPES, clean
from kyoso.engines.media.errors import FileEmpty, FileTooLarge
from kyoso.engines.media.joining import joined
from kyoso.engines.media.limits import Limits
from kyoso.engines.media.models import File
from kyoso.engines.media.names import safe_name
from kyoso.engines.media.purposes import purposes
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

# Bytes without a row that are older than this belong to no running transaction.
STRAY_AFTER = dt.timedelta(hours=24)


class Upload(Protocol):
    """What is stored: Django's uploaded and content files are such."""

    name: str | None

    @property
    def size(self) -> int: ...

    def open(self) -> IO[bytes]: ...


def store(
    upload: Upload,
    *,
    purpose: str,
    by: Account | None,
    limits: Limits | None = None,
    about: str = "",
) -> File:
    """Check, clean and keep an upload, and return its row.

    Bytes are written before the row, so a process killed in between leaves only
    a stray that nobody can see. Raises ``KeyError`` for an unknown purpose and a
    ``FileRefused`` whose sentence names the file.
    """
    purposes.get(purpose)
    limits = limits or Limits()
    shown = safe_name(upload.name or "")
    if upload.size > limits.size:
        raise FileTooLarge(name=shown, max=limits.megabytes)
    with upload.open() as opened:
        content = opened.read(limits.size + 1)
    if len(content) > limits.size:
        raise FileTooLarge(name=shown, max=limits.megabytes)
    if not content:
        raise FileEmpty(name=shown)
    kept = clean(content, name=shown, limits=limits)
    return _keep(
        kept.content,
        name=safe_name(upload.name or "", kept.kind),
        kind=kept.kind,
        pages=kept.pages,
        purpose=purpose,
        about=about,
        by=by,
    )


def store_made(
    content: bytes,
    *,
    name: str,
    pages: int,
    purpose: str,
    by: Account | None,
    about: str = "",
) -> File:
    """Keep a PDF that Kyoso made itself, as it is."""
    purposes.get(purpose)
    return _keep(
        content,
        name=safe_name(name, "pdf"),
        kind="pdf",
        pages=pages,
        purpose=purpose,
        about=about,
        by=by,
    )


def join(
    files: Sequence[File], *, name: str, purpose: str, by: Account | None, about: str
) -> File:
    """Keep several stored files as one PDF, in their order, and discard them.

    Belongs inside the transaction in which their refs are replaced.
    """
    content, pages = joined((read(file), file.kind) for file in files)
    made = store_made(
        content, name=name, pages=pages, purpose=purpose, by=by, about=about
    )
    for file in files:
        discard(file, by=by)
    return made


@transaction.atomic
def _keep(
    content: bytes,
    *,
    name: str,
    kind: str,
    pages: int,
    purpose: str,
    about: str,
    by: Account | None,
) -> File:
    key = _write(content)
    file = File.objects.create(
        purpose=purpose,
        about=about,
        name=name,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages,
        key=key,
        stored_by=by,
    )
    audit.record(
        "media.stored", by=by, subject=file, reason=about, purpose=purpose, kind=kind
    )
    return file


def read(file: File) -> bytes:
    """Return the content; for jobs and engines, not for pages (see ``serve``)."""
    with default_storage.open(file.key) as opened:
        return bytes(opened.read())


def may_read(account: Account, file: File) -> bool:
    """Tell whether the file's purpose lets this account read it."""
    return purposes.get(file.purpose).may_read(account, file)


def serve(
    file: File,
    *,
    by: Account | None,
    reason: str = "",
    person: Account | None = None,
) -> FileResponse:
    """Return the file as a download and write down that ``by`` has read it.

    The caller has decided that ``by`` may, and knows ``person`` where the purpose
    does not. The content is streamed, is never
    shown inside our own pages, and no cache keeps it. Raises ``Http404`` where
    the bytes are gone from the disk.
    """
    purpose = purposes.get(file.purpose)
    try:
        opened = default_storage.open(file.key)
    except FileNotFoundError:
        raise Http404 from None
    audit.record(
        "media.read",
        by=by,
        subject=file,
        person=person or purpose.person(file),
        reason=reason or purpose.reason(file),
    )
    response = FileResponse(
        opened, as_attachment=True, filename=file.name, content_type=TYPES[file.kind]
    )
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # The site's policy is for our pages; a file gets no rights at all.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@transaction.atomic
def discard(file: File, *, by: Account | None, reason: str = "") -> None:
    """Delete a file whose time is over; ``ProtectedError`` while it is in use."""
    audit.record("media.discarded", by=by, subject=file, reason=reason or file.about)
    key = file.key
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(key))


def sweep_strays() -> int:
    """Delete bytes that have no row; return how many. Safe to kill and repeat."""
    before = clock.now() - STRAY_AFTER
    swept = 0
    for key in _keys():
        if default_storage.get_modified_time(key) > before:
            continue
        if not File.objects.filter(key=key).exists():
            default_storage.delete(key)
            swept += 1
    return swept


def _write(content: bytes) -> str:
    """Write the bytes under a new random key and return it once they are on disk."""
    token = secrets.token_hex(20)
    key = default_storage.save(f"files/{token[:2]}/{token}", ContentFile(content))
    with default_storage.open(key, "rb") as written:
        os.fsync(written.fileno())
    return str(key)


def _keys() -> list[str]:
    """Return every key in the store."""
    if not default_storage.exists("files"):
        return []
    shelves, _ = default_storage.listdir("files")
    return [
        f"files/{shelf}/{token}"
        for shelf in shelves
        for token in default_storage.listdir(f"files/{shelf}")[1]
    ]
