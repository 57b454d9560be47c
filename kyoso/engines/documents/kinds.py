"""Kinds of papers: template, seal, 教示, and who may read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kyoso.engines.people.api import Account
from kyoso.kernel.registry import Registry

if TYPE_CHECKING:
    from kyoso.engines.documents.models import Document


class Seal(StrEnum):
    """公印の扱い, declared by each paper, never decided silently."""

    REQUIRED = "required"
    """公印: stamped on the printed paper by its keeper; the PDF leaves the place."""
    IMAGE = "image"
    """印影印刷: printed from the seal ledger; each use is a row there."""
    OMITTED = "omitted"
    """（公印省略） under the sender."""
    SIGNATURE = "signature"
    """電子署名: made by a registered ``Signer``; without one nothing is issued."""

    @property
    def label(self) -> str:
        """Return the officers' word for it."""
        return _SEAL_LABELS[self]


_SEAL_LABELS = {
    Seal.REQUIRED: "公印を押す",
    Seal.IMAGE: "印影を印刷",
    Seal.OMITTED: "（公印省略）",
    Seal.SIGNATURE: "電子署名",
}


def _nobody(_: "Document") -> Account | None:
    return None


def _nothing_more(_: "Document") -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Paper:
    """文書の種類: one kind of paper.

    ``template`` is the path of a typst file from the package folder
    (``/citizens/applications/papers/decision.typ``). ``instruction`` says that
    it must carry 教示. ``may_read`` decides for accounts of both doors;
    ``person`` is whose data it holds, for the audit. Without ``numbered`` it
    takes no document number. ``contents`` adds what may not lie in the papers'
    own table, which the public door reads: the worker asks for it when it makes
    the PDF.
    """

    slug: str
    title: str
    template: str
    may_read: Callable[[Account, "Document"], bool]
    seal: Seal = Seal.OMITTED
    instruction: bool = False
    numbered: bool = True
    person: Callable[["Document"], Account | None] = _nobody
    contents: Callable[["Document"], Mapping[str, Any]] = _nothing_more


@dataclass(frozen=True)
class Signer:
    """電子署名をするもの: turns the bytes of a PDF into signed ones."""

    slug: str
    sign: Callable[[bytes], bytes]
    is_ready: Callable[[], bool] = lambda: True


papers: Registry[Paper] = Registry("paper")
signers: Registry[Signer] = Registry("signer")


def ready_signer() -> Signer | None:
    """Return what signs here: the first that is ready, if any is."""
    return next((signer for signer in signers if signer.is_ready()), None)
