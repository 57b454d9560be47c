"""Making the PDF: typst with one reused compiler a template. For the worker only."""

import io
import json
import threading
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from pypdf import PdfReader

from kyoso.engines.documents.fonts import FOLDER
from kyoso.engines.documents.kinds import papers
from kyoso.kernel import clock, words
from kyoso.ui.city import city

# Typst paths begin here: a template imports "/engines/documents/papers/base.typ".
ROOT = Path(__file__).resolve().parents[2]
# A compiler serves one thread at a time.
_one_at_a_time = threading.Lock()


def render(paper_slug: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of ``data`` (keys: see papers/base.typ); about 10 ms warm.

    Raises ``typst.TypstError`` when the template refuses the data.
    """
    paper = papers.get(paper_slug)
    told = {
        "seal": paper.seal.value,
        **data,
        "city": words.pick(city().name, "ja"),
        "demo": settings.DEMO,
    }
    with _one_at_a_time:
        pdf = _compiler(paper.template).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(told, ensure_ascii=False)},
            # Archivable, and readable by a screen reader: the compiler checks
            # both and refuses a picture without a text.
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(clock.now().timestamp()),
        )
    assert isinstance(pdf, bytes)
    return pdf


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has that was made here."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


def template_path(template: str) -> Path:
    """Return the file of a template that is named from the package folder."""
    return ROOT / template.lstrip("/")


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(template_path(template)),
        root=str(ROOT),
        font_paths=[str(FOLDER)],
        ignore_system_fonts=True,
    )
