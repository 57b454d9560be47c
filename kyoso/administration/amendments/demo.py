"""The story: a clerk wants the receipt to be sent later, and asks her head to publish."""

from typing import Protocol

from kyoso.administration.amendments import actions, content
from kyoso.engines.casework.api import Procedure
from kyoso.engines.people.api import Account

SLUG = "mimamori-kiki-josei"
_MONTHS = 12


class Town(Protocol):
    """Who acts: accounts of officers by short names."""

    def officer(self, name: str) -> Account: ...


def tell(town: Town) -> None:
    """Begin an amendment, walk the year's cases through it, and propose it."""
    clerk = town.officer("sato")
    procedure = Procedure.objects.select_related("current", "form", "section").get(
        slug=SLUG
    )
    begun = actions.begin(procedure, by=clerk)
    changed = actions.change(
        amendment=begun, make=_asks_less, edition=begun.edition, by=clerk
    )
    actions.ask_replay(amendment=changed, months=_MONTHS, by=clerk)
    actions.propose(
        amendment=changed,
        why="電話番号がなくても申請できるようにし、案内の言葉を短くします。",
        edition=changed.edition,
        by=clerk,
    )


def _asks_less(whole: content.Content) -> content.Content:
    """Make every telephone number optional."""
    for place, question in content.questions(whole):
        if question["type"] == "phone":
            whole = content.put(whole, (*place, "required"), value=False)
    return whole
