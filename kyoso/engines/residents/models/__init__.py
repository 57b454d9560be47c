"""住民情報の写し: people, facts about them, loads, links to accounts."""

from kyoso.engines.residents.models.facts import (
    Income,
    Protection,
    SealRegistration,
    TaxPayment,
)
from kyoso.engines.residents.models.links import CardProof, Link, Matching, Standing
from kyoso.engines.residents.models.loads import Load, StagedRow
from kyoso.engines.residents.models.people import (
    PastRecord,
    Person,
    PersonQuerySet,
)

__all__ = [
    "CardProof",
    "Income",
    "Link",
    "Load",
    "Matching",
    "PastRecord",
    "Person",
    "PersonQuerySet",
    "Protection",
    "SealRegistration",
    "StagedRow",
    "Standing",
    "TaxPayment",
]
