"""Where copies of signed papers are kept: told by the engine above that keeps files.

people.archives.register(people.Archive("media", keep=keep, serve=serve))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Protocol

from django.http import HttpResponseBase

from kyoso.engines.people.models import Account
from kyoso.kernel.registry import Registry


class Upload(Protocol):
    """What is kept: Django's uploaded files are such."""

    name: str | None

    @property
    def size(self) -> int: ...

    def open(self) -> IO[bytes]: ...


@dataclass(frozen=True)
class Archive:
    """A store of files: keeps an upload, and serves it to an officer.

    ``keep`` returns the file's ref, or raises a refusal with a sentence for the
    field. ``serve`` takes a ref and who reads, and writes the audit row.
    """

    slug: str
    keep: Callable[[Upload, Account], str]
    serve: Callable[[str, Account, Account], HttpResponseBase]


archives: Registry[Archive] = Registry("archive of papers")
