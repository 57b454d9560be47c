"""The HTTP API of procedures: what one can apply for, for programs."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from kyoso.citizens.applications import finder
from kyoso.engines.casework.api import Procedure as Row
from kyoso.engines.forms import api as forms
from kyoso.engines.people import api as people
from kyoso.kernel import clock, doors, words

router = Router(tags=["procedures"])


class Procedure(Schema):
    """手続: one entry of the public list. ``state`` is live, preparing or closed."""

    slug: str
    title: str
    summary: str
    audience: str
    section: str
    state: str
    is_open: bool
    standard_days: int | None
    statutory_days: int | None
    opens_on: dt.date | None
    closes_on: dt.date | None
    href: str


class Procedures(Schema):
    """The list, with the moment at which it was read."""

    as_of: dt.datetime
    procedures: list[Procedure]


class Document(Schema):
    """添える書類: which question of the form takes it, if one does."""

    key: str
    title: str
    note: str
    question: str
    required: bool


class Ground(Schema):
    kind: str
    title: str
    article: str
    source: str
    verified: bool


class Question(Schema):
    """One thing asked; ``answer`` says which JSON answers it."""

    key: str
    type: str
    label: str
    ask: str
    support: str
    required: str = Field(description="yes, no or soft: its paper may follow later")
    ground: str
    ground_verified: bool
    privacy: str
    when: dict[str, Any] | None = Field(description="Asked only where this holds")
    answer: str = Field(description="text, table (of the parts) or list")
    parts: list[str]
    options: list[dict[str, str]]
    settings: dict[str, Any] = Field(description="The type's own bounds")
    questions: list["Question"] = Field(description="Of each item of a group")


class Page(Schema):
    slug: str
    title: str
    when: dict[str, Any] | None
    questions: list[Question]


class Form(Schema):
    slug: str
    title: str
    version: int
    pages: list[Page]


class ProcedureDetail(Procedure):
    """One procedure with everything that an application needs."""

    applicants: list[str] = Field(description="person, sole, corporation, …")
    channels: list[str]
    identity_level: str = Field(description="none, email, card or signature")
    documents: list[Document]
    grounds: list[Ground]
    form: Form | None = Field(description="Null while it is in preparation")


@router.get("", response=Procedures, summary="手続の一覧")
@people.anyone
def procedures(request: HttpRequest, language: str = "ja") -> Procedures:
    """Return every procedure that residents may read about."""
    known = language if language in words.KEYS else "ja"
    return Procedures(
        as_of=clock.now(),
        procedures=[
            Procedure(**_listed(found)) for found in finder.find("", language=known)
        ],
    )


@router.get(
    "/{slug}",
    response=ProcedureDetail,
    summary="手続とその質問",
    url_name="procedure",
)
@people.anyone
def procedure(request: HttpRequest, slug: str, language: str = "ja") -> Any:
    """Return one procedure with its questions, documents and grounds."""
    known = language if language in words.KEYS else "ja"
    row = (
        Row.objects.public()
        .select_related("section", "current", "form")
        .filter(slug=forms.storable(slug))
        .first()
    )
    if row is None:
        raise Http404
    definition = row.definition
    version = row.form.latest if row.form else None
    return _listed(finder.found(row, language=known)) | {
        "applicants": list(definition.applicants),
        "channels": list(definition.channels),
        "identity_level": row.identity_level,
        "documents": [
            {
                "key": each.key,
                "title": words.pick(each.title, known),
                "note": words.pick(each.note, known),
                "question": each.question,
                "required": each.required,
            }
            for each in definition.documents
        ],
        "grounds": [
            {
                "kind": each.kind,
                "title": each.title,
                "article": each.article,
                "source": each.fact.source,
                "verified": each.fact.verified,
            }
            for each in definition.grounds
        ],
        "form": forms.described(version.parsed, language=known)
        | {"version": version.number}
        if version
        else None,
    }


def _listed(found: finder.Found) -> dict[str, Any]:
    row = found.procedure
    return {
        "slug": row.slug,
        "title": found.title,
        "summary": found.summary,
        "audience": found.audience,
        "section": row.section.name,
        "state": row.state,
        "is_open": found.is_open,
        "standard_days": row.standard_days,
        "statutory_days": row.statutory_days,
        "opens_on": row.opens_on,
        "closes_on": row.closes_on,
        "href": doors.link(doors.PUBLIC, "applications:procedure", row.slug),
    }
