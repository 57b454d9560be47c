"""What programs send and get: the JSON of applications."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

_ANSWERS = (
    "By the key of the question, as typed on the screen: a text, a table of parts, "
    "or a list. A day may be 2026-11-23, yes or no true or false. Of a file "
    "question the refs that POST /applications/files gave."
)


class Sent(Schema):
    """An application: the procedure and what is answered."""

    procedure: str = Field(max_length=60, description="Slug of the procedure")
    answers: dict[str, Any] = Field(default_factory=dict, description=_ANSWERS)
    acting_for: str = Field(
        "",
        max_length=16,
        description="Ref of a mandate or a company (GET /applications/principals); "
        "empty: for oneself",
    )


class SentOnce(Sent):
    """The same, with the client's own key: a replay gets the first one's receipt."""

    key: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._-]+$")


class Fault(Schema):
    """One thing to mend: in which question, at which part, in which item of a group."""

    question: str
    part: str
    item: str
    within: str = Field(description="The question inside the item")
    sentence: str


class Told(Schema):
    """What a person with these answers should know; never a refusal."""

    slug: str
    title: str
    reason: str
    ground: str
    instead: str


class Checked(Schema):
    """What a check finds. Nothing is filed, and nothing is kept."""

    is_good: bool
    faults: list[Fault]
    lacking: list[str] = Field(
        description="Questions whose paper may follow later (行政手続法7条)"
    )
    asked: list[str] = Field(description="The questions that these answers lead to")
    notes: list[Told]
    fee: int | None = Field(description="Yen; null: nothing, or not known yet")
    can_be_filed: bool = Field(
        description="False where a card is asked for, which no program shows"
    )


class Refused(Schema):
    """Why not, for machines and for people."""

    code: str
    sentence: str


class Faulty(Refused):
    faults: list[Fault]


class Stored(Schema):
    """A file that waits for an application for a day."""

    ref: str
    name: str
    kind: str
    size: int
    pages: int


class ToMend(Schema):
    question: str
    label: str
    comment: str


class Application(Schema):
    """An application as its applicant may know it."""

    ref: str
    receipt_number: str
    procedure: str
    title: str
    state: str
    state_title: str
    holder: str = Field(description="applicant, section, approver or nobody")
    clock: str = Field(description="running, paused, overdue, stopped or none")
    arrived_at: dt.datetime
    due_on: dt.date | None
    closed_at: dt.datetime | None
    outcome: str = Field(description="Key of the decision's outcome; empty: none")
    to_mend: list[ToMend]
    href: str = Field(description="The page of the application")


class Principal(Schema):
    ref: str
    name: str
    kind: str = Field(description="mandate or company")
