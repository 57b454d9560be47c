"""From data to a definition: everything is checked, every fault gets its path."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kyoso.engines.forms.computing import KINDS, ExpressionReader, inputs_of
from kyoso.engines.forms.conditions import ConditionReader
from kyoso.engines.forms.definition import (
    Condition,
    Definition,
    Exit,
    Page,
    Question,
    Required,
)
from kyoso.engines.forms.errors import WrongDefinition
from kyoso.engines.forms.expressions import Computed, Rounding
from kyoso.engines.forms.fee_reading import FeeReader
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.kinds.base import Kind
from kyoso.engines.forms.parts import Parts
from kyoso.engines.forms.values import KEY, SLUG
from kyoso.kernel.privacy import CLASSES

PREFILLS = {
    "name": "name",
    "address": "address",
    "phone": "phone",
    "email": "email",
    "born_on": "date",
}
# What the register tells of each of a household, inside a repeated group.
MEMBER_PREFILLS = {"name": "name", "born_on": "date", "relation": "text"}
# Which answer of the form is whose: the type that each must have.
APPLICANT = {
    "name": "name",
    "address": "address",
    "phone": "phone",
    "email": "email",
    "notice": "choice",
}
ELECTRONIC = "electronic"
GROUP = "group"
# A file belongs to the case by its question, not by an item; an item has no items.
_ALONE = {GROUP, "file"}
# ``children#k3f9abcd`` must fit the columns that hold a question's key.
_LONGEST_GROUP = 40
_REQUIRED = {True: Required.YES, False: Required.NO, "soft": Required.SOFT}


def parse(data: object) -> Definition:
    """Return the definition that ``data`` (a ``[form]`` table) describes.

    Raises ``WrongDefinition`` with every fault that was found.
    """
    reader = Reader()
    definition = reader.form(data)
    if reader.misprints or definition is None:
        raise WrongDefinition(reader.misprints)
    return definition


def faults(data: object) -> list[tuple[tuple[str | int, ...], str]]:
    """Return what is wrong with a ``[form]`` table: where in it, and the remedy."""
    try:
        parse(data)
    except WrongDefinition as wrong:
        return [(misprint.parts, misprint.sentence) for misprint in wrong.misprints]
    return []


class Reader(Parts):
    """Reads one definition and collects what is wrong with it."""

    def __init__(self) -> None:
        super().__init__()
        # Questions read so far, in the order of asking: a condition may look
        # back only.
        self.questions: dict[str, Question] = {}
        # What was computed from them, as questions that nobody is asked.
        self.results: dict[str, Question] = {}
        self.computed: list[Computed] = []
        self.uncomputed: list[tuple[str, Any]] = []
        self.read_so_far = 0

    def form(self, data: object) -> Definition | None:
        known = {
            "slug",
            "title",
            "intro",
            "minutes",
            "applicant",
            "pages",
            "exits",
            "computed",
            "fee",
        }
        table = self.table(data, "form", known)
        if table is None:
            return None
        self.uncomputed = self.announced(table)
        pages = self.each(table, "form", "pages", self.page)
        self.settle(all_of_them=True)
        exits = self.each(table, "form", "exits", self.exit, may_lack=True)
        return Definition(
            slug=self.name(table, "form", "slug", SLUG),
            title=self.text(table, "form", "title", must=True),
            intro=self.text(table, "form", "intro"),
            minutes=self.number(table, "form", "minutes"),
            applicant=self.applicant(table),
            pages=pages,
            exits=exits,
            computed=tuple(self.computed),
            fee=FeeReader(self).read(table.get("fee")) if "fee" in table else None,
        )

    def announced(self, table: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Return what will be computed, with its path, before it can be read."""
        given = table.get("computed", [])
        if not isinstance(given, list):
            self.wrong("form.computed", "[[form.computed]] を並べてください。")
            return []
        return [(f"computed[{n}]", data) for n, data in enumerate(given)]

    def settle(self, *, all_of_them: bool = False) -> None:
        """Read what can be computed now that one more question was read."""
        waiting = tuple(self.uncomputed)
        for path, data in waiting:
            if set(inputs_of(data)) <= set(self.known):
                self.uncomputed.remove((path, data))
                self.compute(data, path)
        if self.uncomputed and len(self.uncomputed) < len(waiting):
            # One result may be what another waits for.
            self.settle()
        if all_of_them:
            for path, data in self.uncomputed:
                self.compute(data, path)

    def compute(self, data: object, path: str) -> None:
        known = {
            "key", "type", "label", "value", "options", "rounding", "privacy", "unit",
        }  # fmt: skip
        table = self.table(data, path, known)
        if table is None:
            return
        kind = self.one_of(table, path, "type", tuple(KINDS))
        if not kind:
            return
        own = {"unit": table["unit"]} if kind == "number" and "unit" in table else {}
        question = Question(
            key=self.unique(
                self.name(table, path, "key", KEY), f"{path}.key", "question"
            ),
            kind=kind,
            label=self.text(table, path, "label", must=True),
            privacy=self.one_of(table, path, "privacy", CLASSES[:-1]),
            ground="",
            options=self.options(table, path, kinds.get(kind)),
            settings=self.settings(own, path, kinds.get(kind)),
        )
        offered = tuple(option.key for option in question.options)
        reader = ExpressionReader(self.known, self.wrong, offered)
        given = reader.read(table.get("value"), f"{path}.value", KINDS[kind])
        if given is None:
            return
        rounding = Rounding.DOWN
        if "rounding" in table:
            said = self.one_of(table, path, "rounding", tuple(Rounding))
            rounding = Rounding(said) if said else rounding
        self.computed.append(Computed(question, given, self.read_so_far, rounding))
        self.results[question.key] = question

    @property
    def known(self) -> Mapping[str, Question]:
        """What a condition may look at: earlier questions, and what is computed."""
        return self.questions | self.results

    def page(self, data: object, path: str) -> Page | None:
        known = {"slug", "title", "intro", "together", "when", "questions"}
        table = self.table(data, path, known)
        if table is None:
            return None
        slug = self.unique(self.name(table, path, "slug", SLUG), f"{path}.slug", "page")
        when = self.condition(table, path)
        together = self.flag(table, path, "together")
        if together:
            # Its slug is the address of a screen, as a lone question's key is.
            self.unique(slug, f"{path}.slug", "question")
        questions = self.each(table, path, "questions", self.page_question)
        if together and any(question.kind == GROUP for question in questions):
            self.wrong(f"{path}.together", "繰り返しのある頁では使えません。")
        return Page(
            slug=slug,
            title=self.text(table, path, "title", must=True),
            intro=self.text(table, path, "intro"),
            together=together,
            when=when,
            questions=questions,
        )

    def page_question(self, data: object, path: str) -> Question | None:
        found = self.question(data, path)
        self.read_so_far += found is not None
        self.settle()
        return found

    def question(
        self, data: object, path: str, prefills: Mapping[str, str] = PREFILLS
    ) -> Question | None:
        kind = self.kind(data, path)
        if kind is None:
            return None
        known = {
            "key", "type", "label", "ask", "support", "required", "privacy",
            "ground", "ground_verified", "when", "prefill", "same_as",
            *kind.settings, *(("options",) if kind.has_options else ()),
            *(("questions",) if kind.slug == GROUP else ()),
        }  # fmt: skip
        table = self.table(data, path, known)
        if table is None:
            return None
        key = self.unique(self.name(table, path, "key", KEY), f"{path}.key", "question")
        inner = self.inner(table, path, key) if kind.slug == GROUP else ()
        question = Question(
            key=key,
            kind=kind.slug,
            label=self.text(table, path, "label", must=True),
            ask=self.text(table, path, "ask"),
            support=self.text(table, path, "support"),
            required=self.required(table, path),
            privacy=self.one_of(table, path, "privacy", CLASSES[:-1]),
            ground=self.line(table, path, "ground"),
            ground_verified=self.flag(table, path, "ground_verified"),
            when=self.condition(table, path),
            prefill=self.prefill(table, path, kind, prefills),
            same_as=self.same_as(table, path, kind),
            options=self.options(table, path, kind),
            settings=self.settings(table, path, kind),
            questions=inner,
        )
        self.questions[question.key] = question
        return question

    def inner(
        self, table: Mapping[str, Any], path: str, key: str
    ) -> tuple[Question, ...]:
        """Read what a group asks of each item: it may look at what stands outside,
        and nothing outside may look into an item.
        """
        if len(key) > _LONGEST_GROUP:
            self.wrong(f"{path}.key", f"{_LONGEST_GROUP}文字までにしてください。")
        outside = dict(self.questions)
        found = self.each(table, path, "questions", self.item_question)
        self.questions = outside
        return found

    def item_question(self, data: object, path: str) -> Question | None:
        question = self.question(data, path, MEMBER_PREFILLS)
        if question is None:
            return None
        if question.kind in _ALONE:
            self.wrong(f"{path}.type", "繰り返しの中では使えない種類です。")
        if question.same_as:
            self.wrong(path, "繰り返しの中では、same_asは使えません。")
        return question

    def exit(self, data: object, path: str) -> Exit | None:
        known = {"slug", "when", "title", "reason", "ground", "instead"}
        table = self.table(data, path, known)
        if table is None:
            return None
        when = self.condition(table, path)
        if when is None:
            self.wrong(f"{path}.when", "どんなときの案内か（when）を書いてください。")
            when = Condition(ConditionReader.NEVER)
        return Exit(
            slug=self.unique(
                self.name(table, path, "slug", SLUG), f"{path}.slug", "exit"
            ),
            when=when,
            title=self.text(table, path, "title", must=True),
            reason=self.text(table, path, "reason", must=True),
            ground=self.line(table, path, "ground"),
            instead=self.text(table, path, "instead", must=True),
        )

    def applicant(self, table: Mapping[str, Any]) -> Mapping[str, str]:
        path = "form.applicant"
        given = self.table(table.get("applicant"), path, set(APPLICANT))
        found = {}
        for role, key in (given or {}).items():
            question = self.questions.get(key) if isinstance(key, str) else None
            if question is None or question.kind != APPLICANT[role]:
                self.wrong(
                    f"{path}.{role}",
                    f"種類が「{APPLICANT[role]}」の質問のkeyを書いてください。",
                )
            elif role == "notice" and question.option(ELECTRONIC) is None:
                self.wrong(
                    f"{path}.notice",
                    f"選択肢に「{ELECTRONIC}」のある質問を書いてください。",
                )
            else:
                found[role] = question.key
        if given is not None:
            for role in ("name", "address"):
                if role not in given:
                    self.wrong(
                        f"{path}.{role}", "申請する方の質問のkeyを書いてください。"
                    )
        return MappingProxyType(found)

    def condition(self, table: Mapping[str, Any], path: str) -> Condition | None:
        if "when" not in table:
            return None
        return ConditionReader(self.known, self.wrong).read(
            table["when"], f"{path}.when"
        )

    def prefill(
        self,
        table: Mapping[str, Any],
        path: str,
        kind: Kind,
        known: Mapping[str, str],
    ) -> str:
        given = table.get("prefill", "")
        if given and (not isinstance(given, str) or known.get(given) != kind.slug):
            self.wrong(
                f"{path}.prefill",
                f"種類が「{kind.slug}」の質問には使えません。",
            )
            return ""
        return str(given)

    def same_as(self, table: Mapping[str, Any], path: str, kind: Kind) -> str:
        given = table.get("same_as", "")
        earlier = self.questions.get(given) if isinstance(given, str) else None
        if given and (earlier is None or earlier.kind != kind.slug):
            self.wrong(
                f"{path}.same_as", "前にある同じ種類の質問のkeyを書いてください。"
            )
            return ""
        return str(given)

    def required(self, table: Mapping[str, Any], path: str) -> Required:
        given = table.get("required", True)
        if isinstance(given, bool | str) and given in _REQUIRED:
            return _REQUIRED[given]
        self.wrong(f"{path}.required", 'true、false、"soft" のどれかにしてください。')
        return Required.YES
