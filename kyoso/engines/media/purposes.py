"""Why files are kept, and who may therefore read them."""

from collections.abc import Callable
from dataclasses import dataclass

from kyoso.engines.media.models import File
from kyoso.engines.people.api import Account
from kyoso.kernel.registry import Registry


def _nobody(_: File) -> Account | None:
    return None


def _about(file: File) -> str:
    return file.about


@dataclass(frozen=True)
class Purpose:
    """A reason for keeping files.

    ``may_read`` answers for an account of either door and is asked at every
    download. ``person`` returns whose data the file holds and ``reason`` the ref
    of the case, both for the audit row.
    """

    slug: str
    title: str
    may_read: Callable[[Account, File], bool]
    person: Callable[[File], Account | None] = _nobody
    reason: Callable[[File], str] = _about


purposes: Registry[Purpose] = Registry("purpose of files")
