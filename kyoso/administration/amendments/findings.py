"""直すところと気になるところ: what the one check of the house says, with the way there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.administration.amendments.content import (
    Place,
    address_of,
    at,
    has,
    japanese,
    pattern_of,
    questions,
)
from kyoso.administration.amendments.parts import FACES
from kyoso.administration.amendments.parts_of_form import is_question, part_of
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms


@dataclass(frozen=True)
class Finding:
    """One thing to mend, or to look at again: where, and why."""

    where: str
    sentence: str
    place: Place
    face: str = ""
    is_fault: bool = True

    @property
    def address(self) -> str:
        """The place as an address names it, with its page."""
        return address_of(self.place) + (f"@{self.face}" if self.face else "")

    @property
    def is_list(self) -> bool:
        """Whether something must be added here, rather than mended."""
        is_table = self.place in {("form",), ("procedure",)}
        return not is_table and isinstance(self.place[-1], str)


def faults(content: Mapping[str, Any]) -> list[Finding]:
    """Return what keeps the content from being published, in its order."""
    found = [
        _finding(content, place, remedy)
        for place, remedy in casework.faults_of(content)
    ]
    slug = content["form"]["slug"] if "form" in content else ""
    others = Procedure.objects.exclude(slug=content["procedure"]["slug"])
    if slug and others.filter(form__slug=slug).exists():
        found.append(
            Finding(
                "様式",
                f"様式の記号「{slug}」は、ほかの手続で使われています。"
                "新しい手続として始めなおしてください。",
                ("form",),
            )
        )
    return found


def doubts(content: Mapping[str, Any]) -> list[Finding]:
    """Return what is lawful and yet looks like a slip; nothing while there are faults."""
    if "form" not in content or casework.faults_of(content):
        return []
    form = forms.parse(content["form"])
    places = {str(q.get("key")): place for place, q in questions(content)}
    pages = {
        page["slug"]: ("form", "pages", number)
        for number, page in enumerate(content["form"]["pages"])
    }
    found = []
    for doubt in (*forms.doubts(form), *forms.unused(form, _named(content))):
        place = places.get(doubt.place) or pages.get(doubt.place) or ("form",)
        found.append(
            Finding(place_words(content, place), doubt.sentence, place, is_fault=False)
        )
    found += [
        Finding(
            place_words(content, place),
            "やさしい日本語か英語の言葉がありません。",
            place,
            is_fault=False,
        )
        for place, question in questions(content)
        if not _is_told_to_all(question)
    ][:1]
    return found


def place_words(content: Mapping[str, Any], place: Place) -> str:
    """Return how a person calls a place: 「様式 › 頁「花壇」 › 質問「使う花壇」」."""
    said: list[str] = []
    for length in range(1, len(place) + 1):
        here = place[:length]
        if not isinstance(here[-1], int):
            continue
        kind = ""
        table = at(content, here) if has(content, here) else {}
        if isinstance(table, Mapping):
            kind = str(table.get("type", ""))
        part = part_of(here, kind=kind)
        if part is None or not isinstance(table, Mapping):
            continue
        name = next((t for n in part.called if (t := japanese(table.get(n)))), "")
        title = "質問" if is_question(here) else part.title
        said.append(f"{title}「{name}」" if name else f"{title} {here[-1] + 1}")
    if said:
        return " › ".join(said)
    part = part_of(place) or part_of(place[:3]) or part_of(place[:1])
    if part is None or pattern_of(place)[:1] == ("procedure",):
        return part.title if part else _face_words(place)
    return part.title


def _face_words(place: Place) -> str:
    """Return the page of the procedure's own table, and the field if one is meant."""
    page = FACES[face_of(place)]
    name = ".".join(map(str, place[1:]))
    labels = [field.label for field in page.fields if field.name == name]
    return " › ".join([page.title, *labels])


def face_of(place: Place) -> str:
    """Return the page of the procedure's own table on which a place is typed."""
    name = next((part for part in place[1:2] if isinstance(part, str)), "")
    for face, part in FACES.items():
        if any(field.name.split(".")[0] == name for field in part.fields):
            return face
    return "about"


def editable(content: Mapping[str, Any], place: Place) -> Place:
    """Return the nearest place around that has a page: a part, or a list to add to."""
    while place:
        kind = ""
        if has(content, place):
            table = at(content, place)
            kind = str(table.get("type", "")) if isinstance(table, Mapping) else ""
        if part_of(place, face="about", kind=kind):
            return place
        place = place[:-1]
    return ("procedure",)


def _finding(content: Mapping[str, Any], place: Place, remedy: str) -> Finding:
    nearest = editable(content, place)
    face = face_of(place) if nearest == ("procedure",) else ""
    return Finding(place_words(content, place), remedy, nearest, face)


def _named(content: Mapping[str, Any]) -> set[str]:
    documents = {str(d.get("question")) for d in content.get("documents", ())}
    records = {
        str(record.get("answer"))
        for outcome in content.get("outcomes", ())
        for record in outcome.get("records", ())
    }
    return documents | records


def _is_told_to_all(question: Mapping[str, Any]) -> bool:
    label = question.get("label")
    return (
        isinstance(label, Mapping) and bool(label.get("easy")) and bool(label.get("en"))
    )
