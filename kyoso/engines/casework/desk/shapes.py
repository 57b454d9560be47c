"""What officers' programs send and get: the JSON of the work list and of a case."""

import datetime as dt
from typing import Literal

from ninja import Field, Schema

Tab = Literal["open", "mine", "asked", "free", "deciding", "correcting", "late", "all"]
StateOf = Literal[
    "",
    "received",
    "reviewing",
    "correcting",
    "deciding",
    "completed",
    "withdrawn",
    "rejected",
]
Order = Literal[
    "due",
    "-due",
    "arrived",
    "-arrived",
    "number",
    "-number",
    "name",
    "-name",
    "state",
    "-state",
    "changed",
    "-changed",
]


class Asked(Schema):
    """What narrows and orders the list; the names are those of the page's address."""

    view: Tab = Field("open", description="The tab of the list")
    procedure: str = Field("", max_length=60, description="Slug of a procedure")
    state: StateOf = ""
    assignee: str = Field(
        "", max_length=20, description="me, none, or an officer's number"
    )
    due: Literal["", "late", "soon", "none"] = Field(
        "", description="late, within 7 days, or without a day"
    )
    q: str = Field("", max_length=100, description="Receipt number, name, telephone")
    sort: Order = "due"
    page: int = Field(1, ge=1, le=20, description="50 cases each")


class CaseLine(Schema):
    """A case as the list shows it."""

    receipt_number: str
    procedure: str
    title: str
    applicant: str
    section: str
    channel: str
    state: str
    state_title: str
    arrived_at: dt.datetime
    due_on: dt.date | None = Field(description="None while its clock rests")
    is_statutory: bool = Field(description="Whether a law sets that day (法定期間)")
    assignee: str
    moved_at: dt.datetime
    href: str


class Cases(Schema):
    """One page of the list. ``is_more``: beyond the first thousand, narrow it."""

    as_of: dt.datetime
    page: int
    pages: int
    is_more: bool
    cases: list[CaseLine]


class Row(Schema):
    label: str
    lines: list[str]


class Item(Schema):
    """One of a repeated group: a child, a member of the household."""

    title: str
    rows: list[Row]


class Answer(Schema):
    """One answer of today. Files are named only: they are opened on the page."""

    question: str
    label: str
    lines: list[str]
    items: list[Item]
    files: list[str]


class Happened(Schema):
    event: str
    title: str
    at: dt.datetime
    who: str


class WholeCase(CaseLine):
    """A case with its answers and its story. An address held back says so."""

    address: str
    postcode: str
    phone: str
    holder: str = Field(description="applicant, section, approver or nobody")
    who: str
    clock: str = Field(description="running, paused, overdue, stopped or none")
    extended_days: int
    outcome: str
    closed_at: dt.datetime | None
    answers: list[Answer]
    steps: list[Happened]


class Refused(Schema):
    """Why not: the code for the program, the sentence for a person."""

    code: str
    sentence: str
