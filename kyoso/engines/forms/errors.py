"""Refusals of the forms engine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kyoso.kernel.errors import Refusal

_PART = re.compile(r"[^.\[\]]+")


@dataclass(frozen=True)
class Misprint:
    """One fault of a definition: where, and what to do."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}：{self.sentence}"

    @property
    def parts(self) -> tuple[str | int, ...]:
        """The way through the ``[form]`` table: ``("pages", 0, "title")``."""
        inside = self.path.removeprefix("form.") if self.path != "form" else ""
        return tuple(
            int(part) if part.isascii() and part.isdigit() else part
            for part in _PART.findall(inside)
        )


class WrongDefinition(Refusal):
    """A form's definition is not as ``docs/reference/form-definition.md`` says."""

    code = "wrong_definition"
    sentence = "様式の定義に、直すところが{count}か所あります。{first}"

    def __init__(self, misprints: Sequence[Misprint]) -> None:
        self.misprints = tuple(misprints)
        super().__init__(count=len(self.misprints), first=str(self.misprints[0]))


class VersionFixed(Refusal):
    code = "version_fixed"
    sentence = "公開した様式は変えられません。新しい版を作ってください。"


class DraftUnknown(Refusal):
    """Also for a code that never existed: whoever guesses learns nothing."""

    code = "draft_unknown"
    sentence = (
        "この番号の下書きが見つかりません。番号を確かめて、もう一度入力してください。"
    )


class DraftFiled(Refusal):
    code = "draft_filed"
    sentence = "この下書きは、もう申請されています。"


class TooManyItems(Refusal):
    code = "too_many_items"
    sentence = "{label}は{n}つまで入力できます。いらないものを外してください。"


class TooManyTries(Refusal):
    code = "too_many_tries"
    sentence = (
        "番号の入力が続いたため、しばらく受け付けられません。"
        "{minutes}分ほどたってから、もう一度入力してください。"
    )


class AnswersFaulty(Refusal):
    """The answers cannot be filed yet; ``checked`` says which and why."""

    code = "answers_faulty"
    sentence = "入力内容を確認してください（{count}か所）。"
