"""Photographs and documents: stored by media, named here by their refs."""

from collections.abc import Mapping

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Question, Value
from kyoso.engines.forms.findings import is_finding
from kyoso.engines.forms.kinds.base import Asked, Kind, Posted, Setting, Wrong, kinds
from kyoso.engines.media import api as media
from kyoso.ui import sentences

_TOLD = ("ref", "name", "kind", "size")
# The kind of a file that lies in the tray: what it is, nobody here knows.
SEALED = "sealed"


class FileKind(Kind):
    """写真・書類.

    An answer is only ever written by the action that stored the file; what is
    posted under the question's name is ignored, so no ref can be forged.
    """

    slug = "file"
    keeps_apart = True
    settings = {
        "max_files": Setting(int, 3, least=1, most=20),
        "max_mb": Setting(int, 10, least=1, most=10),
        "look_for": Setting(list, (), is_texts=True),
        # What the machine looks at beforehand; see ``findings``.
        "pages": Setting(int, 0, least=0, most=200),
        "max_pages": Setting(int, 0, least=0, most=200),
        "months": Setting(int, 0, least=0, most=120),
        "mentions": Setting(list, (), is_texts=True),
        "only_pdf": Setting(bool, default=False),
        "join": Setting(bool, default=False),
        # 番号の受け皿: sealed on arrival, never opened here.
        "tray": Setting(bool, default=False),
    }

    def read(self, key: str, posted: Posted) -> Value:
        return []

    def missing(self, asked: Asked) -> str:
        return str(sentences.no_file(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        if not isinstance(typed, list) or not all(_is_told(file) for file in typed):
            raise Wrong(sentences.file_gone(asked.label))
        if any((file["kind"] == SEALED) != asked.setting("tray") for file in typed):
            raise Wrong(sentences.file_gone(asked.label))
        most = asked.setting("max_files")
        if len(typed) > most:
            raise Wrong(sentences.too_many_files(asked.label, most))
        return [_kept(file) for file in typed]

    def show(self, asked: Asked, value: Value) -> str:
        if asked.setting("tray"):
            return "\n".join(
                _("開かずに担当へ渡す書類（{size}）").format(
                    size=filesizeformat(file["size"])
                )
                for file in value
            )
        return "\n".join(file["name"] for file in value)


def upload_name(question: Question) -> str:
    """Return the name under which a question's files are posted.

    Files for the tray come under a name of their own, so that they are read into
    memory and never onto a disk (``media.SEALED``).
    """
    return f"{question.key}{media.SEALED if question.settings['tray'] else ''}"


def _kept(file: Mapping[str, Value]) -> dict[str, Value]:
    """Return what an answer keeps of a file; findings only where there are some."""
    found = file.get("found")
    kept = {name: file[name] for name in _TOLD}
    if isinstance(found, list) and found and all(is_finding(each) for each in found):
        kept["found"] = found
    return kept


def _is_told(file: object) -> bool:
    return (
        isinstance(file, Mapping)
        and all(isinstance(file.get(name), str) for name in ("ref", "name", "kind"))
        and isinstance(file.get("size"), int)
    )


kinds.register(FileKind())
