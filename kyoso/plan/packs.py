"""会議資料: the pack of a meeting as data for its paper, made by one button.

The paper is ``papers/meeting_pack.typ``; the worker makes the PDF. Everything in
it is written with its assumption, so that nothing has to be explained by mouth.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.plan import cards, publication
from kyoso.plan.desk import judged
from kyoso.plan.glance import Glance, InitiativeView, glance
from kyoso.plan.models import (
    Decision,
    FollowUp,
    InitiativeReport,
    Meeting,
    MeetingPack,
)
from kyoso.plan.quarters import quarter_of

PAPER = "plan.meeting_pack"
_STATES = {"none": "—", "part": "一部", "whole": "あり"}

Plain = dict[str, Any]


@transaction.atomic
def make_pack(meeting: Meeting, *, section: Section, by: Account) -> MeetingPack:
    """Give the pack its number and let the worker make the PDF."""
    held = Meeting.objects.select_for_update().select_related("plan").get(pk=meeting.pk)
    content = pack_content(held)
    newest = held.packs.aggregate(last=Max("number"))["last"] or 0
    pack = MeetingPack.objects.create(
        meeting=held,
        number=newest + 1,
        document=documents.issue(
            PAPER, data=content, section=section, about=held.ref, by=by
        ),
        digest=publication.digest(publication.canonical(content)),
        made_by=by,
    )
    audit.record("plan.pack_made", by=by, subject=held, number=pack.number)
    return pack


def pack_content(meeting: Meeting) -> Plain:
    """Return everything that the paper prints, in Japanese."""
    with translation.override("ja"):
        seen = glance(meeting.plan)
        lines = judged(seen)
        return {
            "subject": f"{meeting.title}　資料",
            "sender": {"title": meeting.plan.organisation.get("name", "")},
            "plan": meeting.plan.title,
            "period": f"{clock.wareki(meeting.plan.starts_on)}から{clock.wareki(meeting.plan.ends_on)}まで（{seen.elapsed}%経過）",
            "held_on": clock.wareki_weekday(meeting.held_on),
            "place": meeting.place,
            "as_of": clock.wareki(seen.on),
            "agenda": [
                [f"{one.number}", one.get_kind_display(), one.title, one.text]
                for one in meeting.agenda.all()
            ],
            "counts": [
                [
                    str(word),
                    str(sum(one.card.view.status.word is word for one in lines)),
                ]
                for word in cards.URGENCY
            ],
            "rule": indicators.rule_words(seen.rule),
            "indicators": [
                _indicator(one.card, one.role, one.pace, one.forecast) for one in lines
            ],
            "pillars": [
                {
                    "title": f"施策の柱{pillar.pillar.number}　{pillar.pillar.title}",
                    "rows": [_initiative(one) for one in pillar.initiatives],
                }
                for pillar in seen.pillars
            ],
            "reports": _reports(seen),
            "follow_ups": _follow_ups(meeting),
            "decisions": _decisions(meeting),
        }


def _indicator(card: cards.IndicatorCard, role: str, pace: str, forecast: str) -> Plain:
    view = card.view
    rows = indicators.rows(view.reading)
    return {
        "title": view.indicator.title,
        "role": role,
        "word": card.word + ("（案）" if card.is_draft else ""),
        "kind": card.kind,
        "reason": card.reason,
        "finding": card.finding,
        "pace": pace,
        "forecast": forecast,
        "section": view.indicator.owner_name,
        "chart": str(indicators.chart(view.reading)),
        "alt": f"{view.indicator.title}のグラフ。{card.finding}",
        "rows": [
            [clock.wareki(row.day), row.title, row.amount, row.definition, row.source]
            for row in rows
        ],
    }


def _initiative(view: InitiativeView) -> list[str]:
    section = view.initiative.section
    return [
        view.initiative.title,
        _STATES[view.state],
        section.name if section else "未設定",
        "、".join(link.view.indicator.title for link in view.kpis) or "未設定",
    ]


def _reports(seen: Glance) -> list[list[str]]:
    quarter = quarter_of(seen.on).before
    found = (
        InitiativeReport.objects.filter(
            initiative__plan=seen.plan,
            fiscal_year=quarter.fiscal_year,
            quarter=quarter.number,
        )
        .exclude(state=InitiativeReport.State.DRAFT)
        .select_related("initiative")
        .order_by("initiative__pillar__number", "initiative__number")
    )
    return [[one.initiative.title, one.done, one.problem, one.next] for one in found]


def _follow_ups(meeting: Meeting) -> list[list[str]]:
    found = (
        FollowUp.objects.filter(decision__meeting__plan=meeting.plan, done_at=None)
        .select_related("section")
        .order_by("due_on")
    )
    return [
        [
            clock.wareki(one.due_on),
            one.section.name,
            one.text,
            "期限超過" if one.is_late else "",
        ]
        for one in found
    ]


def _decisions(meeting: Meeting) -> list[list[str]]:
    """Return what was decided here and in the meeting before."""
    found = (
        Decision.objects.filter(
            meeting__plan=meeting.plan, meeting__number__gte=meeting.number - 1
        )
        .select_related("meeting")
        .order_by("meeting__held_on", "number")
    )
    return [[one.meeting.title, one.get_kind_display(), one.text] for one in found]
