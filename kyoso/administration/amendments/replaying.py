"""Past applications walked through the new questions: whose way would differ.

Only counts leave this module, with the questions that make the difference:
nobody's answer, name or number is kept or shown.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.administration.amendments.content import Content
from kyoso.administration.amendments.models import Replay
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.kernel import clock, words

# Beyond this, whoever asked does not wait for the page.
AT_ONCE = 200
_DAYS_A_MONTH = 31
_CHUNK = 200


@dataclass(frozen=True)
class Way:
    """How one application goes through a form: its questions, exits and fee."""

    asked: tuple[str, ...]
    exits: tuple[str, ...]
    fee: int | None
    faulty: frozenset[str]


def way(definition: forms.Definition, typed: Mapping[str, Any], today: dt.date) -> Way:
    """Return how these answers go through a form, on the day they were given."""
    checked = forms.check(definition, typed, today=today)
    values = checked.values
    fee = forms.fee_of(definition, values, today=today)
    return Way(
        tuple(question.key for question in forms.asked(definition, values)),
        tuple(each.slug for each in forms.exits(definition, values)),
        fee.yen if fee else None,
        frozenset(fault.question for fault in checked.errors),
    )


def compare(
    old: forms.Definition,
    new: forms.Definition,
    applications: Iterable[tuple[Mapping[str, Any], dt.date]],
) -> dict[str, Any]:
    """Count the applications that would go another way, and by which question.

    Each is what was typed and the day. A question that is new in the form, or
    gone from it, is told apart: it concerns whoever applies.
    """
    total = other = 0
    tally: dict[str, Counter[str]] = {
        name: Counter() for name in ("asked", "dropped", "exits", "faulty")
    }
    fees = 0
    both = set(old.by_key) & set(new.by_key)
    for typed, today in applications:
        total += 1
        before, after = way(old, typed, today), way(new, typed, today)
        changes = {
            "asked": {k for k in after.asked if k not in before.asked and k in both},
            "dropped": {k for k in before.asked if k not in after.asked and k in both},
            "exits": set(before.exits) ^ set(after.exits),
            "faulty": {k for k in after.faulty - before.faulty if k in both},
        }
        for name, keys in changes.items():
            tally[name].update(keys)
        fees += before.fee != after.fee
        other += any(changes.values()) or before.fee != after.fee
    added = [key for key in new.places if key not in old.places]
    gone = [key for key in old.places if key not in new.places]
    return {
        "total": total,
        "other": other,
        "fees": fees,
        "asked": _lines(tally["asked"], new),
        "dropped": _lines(tally["dropped"], new),
        "faulty": _lines(tally["faulty"], new),
        "exits": _exit_lines(tally["exits"], old, new),
        "new_questions": [_label(new, key) for key in added],
        "gone_questions": [_label(old, key) for key in gone],
    }


def count(replay: Replay) -> int:
    """Return how many applications the replay will walk (one query)."""
    return _cases(replay).count()


def carry_out(ref: str) -> None:
    """Walk the applications of a replay and keep the counts (a job's act).

    A replay that was asked again, or whose amendment changed, is left alone.
    """
    replay = Replay.objects.filter(ref=ref).select_related("amendment__base").first()
    if replay is None or replay.found is not None:
        return
    base, content = replay.amendment.base, replay.amendment.content
    if base is None or casework.faults_of(content) or "form" not in content:
        found: Content = {"total": 0, "other": 0}
    else:
        new = forms.parse(content["form"])
        old_form = base.content.get("form")
        old = forms.parse(old_form) if old_form else new
        found = compare(old, new, _applications(replay))
    Replay.objects.filter(pk=replay.pk).update(found=found)


def _applications(replay: Replay) -> Iterable[tuple[Mapping[str, Any], dt.date]]:
    cases = _cases(replay).order_by("pk")
    found = cases.prefetch_related("submissions")
    for case in found.iterator(chunk_size=_CHUNK):
        last = max(case.submissions.all(), key=lambda each: each.number)
        typed = {
            key: each.get("typed") if each.get("typed") is not None else each["value"]
            for key, each in last.answers.items()
        }
        yield typed, last.at.astimezone(clock.CITY).date()


def _cases(replay: Replay) -> casework.CaseQuerySet:
    since = replay.asked_at - dt.timedelta(days=_DAYS_A_MONTH * replay.months)
    found: casework.CaseQuerySet = Case.objects.filter(
        procedure__slug=replay.amendment.slug, arrived_at__gte=since
    )
    return found


def _lines(tally: Counter[str], new: forms.Definition) -> list[list[Any]]:
    return [[_label(new, key), number] for key, number in _ordered(tally)]


def _exit_lines(
    tally: Counter[str], old: forms.Definition, new: forms.Definition
) -> list[list[Any]]:
    titles = {
        each.slug: words.pick(each.title, "ja") for each in (*old.exits, *new.exits)
    }
    return [[titles[slug], number] for slug, number in _ordered(tally)]


def _ordered(tally: Counter[str]) -> list[tuple[str, int]]:
    return sorted(tally.items(), key=lambda line: (-line[1], line[0]))


def _label(definition: forms.Definition, key: str) -> str:
    return words.pick(definition.by_key[key].label, "ja")
