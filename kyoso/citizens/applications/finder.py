"""手続をさがす: the public list, by words and by whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kyoso.citizens.applications.themes import themes
from kyoso.engines.casework.api import Case, Procedure, State, median_open_days
from kyoso.engines.forms.api import Definition, Page, Question
from kyoso.kernel import clock, words
from kyoso.kernel.text import fold, hiragana

_LATEST = 200


@dataclass(frozen=True)
class Found:
    """A procedure in the list, in the reader's language."""

    procedure: Procedure
    title: str
    summary: str
    audience: str
    is_open: bool


def find(query: str, *, language: str) -> list[Found]:
    """Return the public procedures whose texts hold every word of ``query``."""
    wanted = _plain(query).split()
    listed = []
    for procedure in Procedure.objects.public().select_related("section", "current"):
        definition = procedure.definition
        texts = [definition.title, definition.summary, definition.audience]
        spoken = [form for text in texts for form in _every_language(text)]
        haystack = _plain(
            " ".join([*spoken, *definition.keywords, procedure.section.name])
        )
        if all(word in haystack for word in wanted):
            listed.append(found(procedure, language=language))
    return listed


def found(procedure: Procedure, *, language: str) -> Found:
    """Return a procedure as the list shows it."""
    definition = procedure.definition
    return Found(
        procedure=procedure,
        title=words.pick(definition.title, language),
        summary=words.pick(definition.summary, language),
        audience=words.pick(definition.audience, language),
        is_open=procedure.is_open_on(clock.today()),
    )


@dataclass(frozen=True)
class Shelf:
    """One heading of the list: what takes applications, and the rest (準備中…)."""

    slug: str
    title: str
    open: list[Found]
    others: list[Found]


def shelves(found: list[Found], *, language: str) -> list[Shelf]:
    """Put procedures under the city's headings; what has none stands last.

    Empty headings are left out. Without any heading there is one shelf without
    a title.
    """
    known = [(theme.slug, words.pick(theme.title, language)) for theme in themes()]
    slugs = {slug for slug, _title in known}
    put: dict[str, list[Found]] = {}
    for item in found:
        theme = item.procedure.definition.theme
        put.setdefault(theme if theme in slugs else "", []).append(item)
    return [
        Shelf(
            slug=slug or "other",
            title=title,
            open=[item for item in put[slug] if item.is_open],
            others=[item for item in put[slug] if not item.is_open],
        )
        for slug, title in (*known, ("", _("そのほか") if known else ""))
        if slug in put
    ]


def median_days(procedure: Procedure) -> int | None:
    """Return the median of open days from arrival to the decision, of the latest cases.

    Withdrawn ones, which nobody decided, are not counted. ``None`` while fewer
    than ``casework.FEWEST_FOR_A_MEDIAN`` are.
    """
    ended = (
        Case.objects.closed()
        .filter(procedure=procedure)
        .exclude(state=State.WITHDRAWN)
        .order_by("-closed_at")
        .values_list("arrived_at", "closed_at")[:_LATEST]
    )
    found = median_open_days(ended)
    return None if found is None else round(found)


# Items of a group with room on the sheet; who has more takes a second sheet.
_MOST_ON_PAPER = 4


@dataclass(frozen=True)
class PaperQuestion:
    """A question on paper: its words, and who answers it.

    ``inner`` is asked of every item of a group, ``numbers`` are those with room
    on the sheet.
    """

    question: Question
    only_when: str
    inner: tuple["PaperQuestion", ...] = ()
    numbers: tuple[int, ...] = ()


def paper_pages(definition: Definition) -> list[tuple[Page, list[PaperQuestion]]]:
    """Return every page with every question, and the note of each condition."""
    return [
        (
            page,
            [_on_paper(definition, question) for question in page.questions],
        )
        for page in definition.pages
    ]


def _on_paper(definition: Definition, question: Question) -> PaperQuestion:
    room = min(question.settings.get("max", 0), _MOST_ON_PAPER)
    return PaperQuestion(
        question,
        _note(definition, question),
        tuple(_on_paper(definition, inner) for inner in question.questions),
        tuple(range(1, room + 1)) if question.questions else (),
    )


def _note(definition: Definition, question: Question) -> str:
    """Name the question whose answer decides whether this one is asked."""
    if question.when is None:
        return ""
    keys = list(dict.fromkeys(question.when.questions()))
    labels = (words.pick(definition.by_key[key].label, "ja") for key in keys)
    return "、".join(labels)


def _every_language(text: str | Mapping[str, str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def _plain(text: str) -> str:
    """Fold width, case and kana, so that ミマモリ finds みまもり."""
    return hiragana(fold(text)).casefold()
