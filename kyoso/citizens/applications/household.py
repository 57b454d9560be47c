"""世帯の方を選ぶ: items of a group filled from the household in the resident register.

The public process may not read the register. A resident whose card is known asks;
the worker reads the household, and offers to this draft what its form takes and no
more. Whoever must be looked at by an officer gets no offer and no reason.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from kyoso.citizens.applications.models import HouseholdLook
from kyoso.engines.audit import api as audit
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft, Question, Value
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

EFFECT = "applications.household"
# Long enough to choose; the register is read anew for whoever comes back later.
KEPT_FOR = dt.timedelta(hours=1)


class CardMissing(Refusal):
    code = "card_missing"
    sentence = (
        "世帯の方を選ぶには、マイナンバーカードで本人確認をしてください。"
        "入力した内容は残っています。"
    )


def may_ask(draft: Draft, *, by: Account | None) -> bool:
    """Tell whether this person may use the household here: only whose draft it is.

    Who acts for another, an officer, and who mends a case type by themselves.
    """
    return (
        by is not None
        and draft.account_id == by.pk
        and draft.entered_by_id is None
        and not draft.only
    )


def group_on(step: forms.Step, draft: Draft, *, by: Account | None) -> str:
    """Return the group on a screen whose items this person may choose; "" for none."""
    key = next((q.key for q in step.questions if q.takes_household), "")
    return key if key and may_ask(draft, by=by) else ""


def group_of(draft: Draft, key: str) -> Question | None:
    """Return the group of this key, if its items may be filled from the household."""
    try:
        question = draft.version.parsed.question(key)
    except KeyError:
        return None
    return question if question.takes_household else None


@transaction.atomic
def ask(draft: Draft, *, by: Account, level: people.IdentityLevel) -> HouseholdLook:
    """Let the worker read the household of whose draft it is.

    A look that is under way or not yet forgotten is used again. Raises
    ``CardMissing`` for a session without the card.
    """
    if level < people.IdentityLevel.CARD:
        raise CardMissing
    forms.lock(draft)
    known = latest(draft)
    if known is not None:
        return known
    HouseholdLook.objects.filter(draft_ref=draft.ref).delete()
    look = HouseholdLook(draft_ref=draft.ref, asked_by=by, level=level)
    look.effect = jobs.post(EFFECT, subject_ref=look.ref, by=by)
    look.save()
    audit.record("applications.household_asked", by=by, subject=draft, person=by)
    return look


def latest(draft: Draft) -> HouseholdLook | None:
    """Return the look of this draft, under way or answered, unless it is too old."""
    return HouseholdLook.objects.filter(
        draft_ref=draft.ref, asked_at__gt=clock.now() - KEPT_FOR
    ).first()


def answer(ref: str) -> None:
    """Read the register for one look (the act of the effect). Safe to repeat."""
    look = (
        HouseholdLook.objects.select_related("asked_by")
        .filter(ref=ref, answered_at=None)
        .first()
    )
    if look is None or not Draft.objects.open().filter(ref=look.draft_ref).exists():
        return
    level = people.IdentityLevel(look.level)
    try:
        members = residents.household_for_prefill(look.asked_by, level=level)
    except (residents.NotLinked, people.ManualCheck):
        members = []
    _keep(look, members)


@transaction.atomic
def _keep(look: HouseholdLook, members: list[residents.Member]) -> None:
    kept = HouseholdLook.objects.filter(pk=look.pk, answered_at=None).update(
        members=[_typed(member) for member in members],
        is_by_hand=not members,
        answered_at=clock.now(),
    )
    for account in {member.account for member in members if kept} - {None}:
        audit.record(
            "applications.household_read",
            by=look.asked_by,
            subject=look.draft_ref,
            person=account,
        )


def _typed(member: residents.Member) -> dict[str, Value]:
    """Return what a person would have typed of one member, by ``prefill``."""
    born = member.birth.whole
    return {
        "name": {"name": member.name, "kana": member.kana, "no_kana": ""},
        "born_on": forms.typed_date(born) if born else {},
        "relation": member.relation,
    }


def offered(look: HouseholdLook, question: Question, typed: Value) -> list[str]:
    """Return the names to choose from, in order; "" for one who is in the form."""
    there = _names(question, typed)
    names = [member["name"]["name"] for member in look.members]
    return ["" if name in there else name for name in names]


def take(
    look: HouseholdLook,
    draft: Draft,
    *,
    question: Question,
    chosen: Collection[int],
    by: Account,
) -> None:
    """Add the chosen members to the group; one who is there already stays as typed.

    ``chosen`` are places in the offer. Raises what ``forms.add_items`` raises.
    """
    names = offered(look, question, draft.typed_for(question.key))
    members: list[dict[str, Any]] = [
        member
        for place, (member, name) in enumerate(zip(look.members, names, strict=True))
        if place in chosen and name
    ]
    items = [_item(question, member) for member in members]
    if items:
        forms.add_items(draft, key=question.key, items=items, by=by)


def _item(question: Question, member: Mapping[str, Value]) -> dict[str, Value]:
    return {
        inner.key: member[inner.prefill]
        for inner in question.questions
        if inner.prefill
    }


def _names(question: Question, typed: Value) -> set[Value]:
    keys = [inner.key for inner in question.questions if inner.prefill == "name"]
    found = set()
    for entry in typed if isinstance(typed, list) else []:
        for key in keys:
            name = entry.get(key) if isinstance(entry, Mapping) else None
            if isinstance(name, Mapping) and isinstance(name.get("name"), str):
                found.add(name["name"])
    return found


def forget_old() -> int:
    """Delete what was read an hour ago; return how many."""
    old = HouseholdLook.objects.filter(asked_at__lte=clock.now() - KEPT_FOR)
    return old.delete()[0]
