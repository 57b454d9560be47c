"""What the pages say of an arrival: its words, and its content where it may be opened."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kyoso.connectors.national_portal.actions import MAY_FETCH_AGAIN
from kyoso.connectors.national_portal.errors import ArrivalRefused
from kyoso.connectors.national_portal.layout import LayoutWrong, layout
from kyoso.connectors.national_portal.mapping import MappingWrong
from kyoso.connectors.national_portal.models import Arrival, State
from kyoso.connectors.national_portal.package import Enclosed
from kyoso.connectors.national_portal.reading import Read, read
from kyoso.kernel import words

# How a mapping says yes to a consent, as a posted form would.
_SAID = {"on": "確かめた"}
_CHIPS = {
    State.LISTED: "blue",
    State.KEPT: "blue",
    State.WAITING: "orange",
    State.NUMBERED: "orange",
    State.FILED: "green",
    State.TRAY: "green",
    State.OUTSIDE: "neutral",
}


@dataclass(frozen=True)
class ShownItem:
    """One item as it arrived, and the question that it answers; none: nothing."""

    name: str
    value: str
    question: str


@dataclass(frozen=True)
class ShownFile:
    """One file of the package, by its place in it."""

    number: int
    enclosed: Enclosed
    question: str


@dataclass(frozen=True)
class ShownFixed:
    """An answer that the portal does not ask for, and why it is known."""

    question: str
    value: str
    reason: str


@dataclass(frozen=True)
class Shown:
    """An arrival as its page shows it; ``problem`` says why it cannot be opened."""

    title: str
    may_open: bool = False
    problem: str = ""
    procedure: str = ""
    items: tuple[ShownItem, ...] = ()
    left: int = 0
    files: tuple[ShownFile, ...] = ()
    fixed: tuple[ShownFixed, ...] = ()
    unreadable: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    layout_source: str = ""


def chip_of(state: str) -> str:
    """Return the colour of a state."""
    return _CHIPS[State(state)]


def rows_of(
    arrivals: Iterable[Arrival], titles: Mapping[str, str]
) -> list[dict[str, object]]:
    """Return the lines of the list; nothing is opened for it."""
    return [
        {
            "arrival": one,
            "title": one.case.procedure.title
            if one.case
            else titles.get(one.procedure_code, ""),
            "chip": chip_of(one.state),
            "why": _why(one),
        }
        for one in arrivals
    ]


def _why(arrival: Arrival) -> str:
    if arrival.is_untold:
        return "ポータルに知らせられません"
    return arrival.get_reason_display() if arrival.is_open and arrival.reason else ""


def shown(arrival: Arrival, titles: Mapping[str, str]) -> Shown:
    """Open an arrival for its page: only where a section answers for it.

    While a mapping is wrong, nobody knows whether it may be opened: it stays closed.
    """
    title = titles.get(arrival.procedure_code, "")
    if arrival.section_id is None or arrival.sealed is None:
        return Shown(title)
    try:
        return _of(read(arrival), title)
    except (ArrivalRefused, LayoutWrong, MappingWrong) as refusal:
        return Shown(title, problem=refusal.sentence)


def acts(found: Arrival, opened: Shown) -> set[str]:
    """Return what may be done with an arrival now; the page offers and takes only this."""
    if found.is_untold:
        return {"tell", "seen"}
    if not found.is_open:
        return set()
    may = {"section", "outside"}
    if found.state == State.WAITING and found.section_id is not None:
        may.add("procedure")
        if found.reason in MAY_FETCH_AGAIN:
            may.add("fetch")
        if opened.may_open and opened.procedure:
            may |= {"retry", "incomplete"}
    return may


def _of(opened: Read, title: str) -> Shown:
    if opened.numbers:
        names = "、".join(opened.numbers)
        return Shown(title, problem=f"個人番号とみられる数字があります（{names}）。")
    answered = {}
    by_file = {}
    if opened.mapped is not None:
        answered = {id(item): key for item, key in opened.mapped.taken}
        by_file = {
            id(one): key
            for key, several in opened.mapped.files.items()
            for one in several
        }
    labels = opened.labels
    items = [
        ShownItem(one.name, one.value, labels.get(answered.get(id(one), ""), ""))
        for one in opened.package.items
    ]
    checked = opened.checked
    wire_layout = layout()
    return Shown(
        title=opened.procedure.title if opened.procedure else title,
        may_open=True,
        procedure=opened.procedure.title if opened.procedure else "",
        # What answers no question stands first: nobody else will read it.
        items=tuple(sorted(items, key=lambda one: bool(one.question))),
        left=sum(not one.question for one in items),
        files=tuple(
            ShownFile(number, one, labels.get(by_file.get(id(one), ""), ""))
            for number, one in enumerate(opened.package.files)
        ),
        fixed=tuple(_fixed(opened)),
        unreadable=opened.unread,
        faults=tuple(
            f"{labels.get(fault.question, fault.question)}：{fault.sentence}"
            for fault in (checked.errors if checked else ())
        ),
        lacking=tuple(
            labels.get(key, key) for key in (checked.lacking if checked else ())
        ),
        layout_source="" if wire_layout.verified else wire_layout.source,
    )


def _fixed(opened: Read) -> Iterator[ShownFixed]:
    """Yield what the mapping answers by itself, as it is filed."""
    if opened.mapped is None or opened.version is None:
        return
    for one in opened.mapped.fixed:
        question = opened.version.parsed.by_key.get(one.question)
        option = question.option(one.value) if question else None
        label = words.pick(option.label, "ja") if option else _SAID.get(one.value)
        yield ShownFixed(
            opened.labels.get(one.question, one.question),
            label or str(one.value),
            one.reason,
        )
