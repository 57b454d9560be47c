"""What the residents engine tells the others."""

from typing import Any

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.residents.actions.links import note_proof
from kyoso.engines.residents.gate import CARD, held_back_publicly
from kyoso.engines.residents.labels import LABELS, name_purposes
from kyoso.engines.residents.navigation import ENTRIES
from kyoso.ui import navigation

people.shields.register(people.Shield("residents", held_back_publicly))


def _on_proof(
    sender: type,
    *,
    account: people.Account,
    attributes: people.Attributes,
    level: people.IdentityLevel,
    by: people.Account | None,
    **told: Any,
) -> None:
    """Keep what a card said; weaker identities say nothing of the register."""
    if level >= CARD:
        note_proof(account, told=attributes, by=by or account)


people.identity_proved.connect(_on_proof, dispatch_uid="residents.proof")

for label in LABELS:
    audit.labels.register(label)
audit.reasons.register(audit.Reasons("residents.purpose", name_purposes))
for entry in ENTRIES:
    navigation.office.register(entry)
