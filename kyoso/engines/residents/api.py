"""The door of the residents engine.

    from kyoso.engines.residents import api as residents

    person = residents.person_of(account, level=people.level_of(request))
    if not residents.may_issue_automatically(person): ...  # an officer looks at it
    residents.shown_address(person, to=officer.account)
    residents.household_for_prefill(account, level=level)   # or people.ManualCheck

Ask these before anything of a person is shown, filled in or issued; they never
say why. In the public process only ``..._publicly`` works: the rest needs the
rights of the office and the worker. Published numbers go through
``suppressed_count`` and ``suppressed``.
"""

from kyoso.engines.residents.actions.links import find_nobody, link, note_proof
from kyoso.engines.residents.actions.loads import Loaded, abandon, load
from kyoso.engines.residents.counts import suppressed, suppressed_count
from kyoso.engines.residents.dates import PartialDate
from kyoso.engines.residents.errors import CardNeeded, FileWrong, NotLinked
from kyoso.engines.residents.gate import (
    HIDDEN,
    Member,
    Named,
    check_reasons,
    held_back_publicly,
    household_for_prefill,
    is_linked_publicly,
    may_issue_automatically,
    may_show_address,
    may_show_address_of,
    person_of,
    shown_address,
    to_hide,
)
from kyoso.engines.residents.generating.files import (
    protected_file,
    write_city,
    write_rows,
)
from kyoso.engines.residents.layout import income_columns
from kyoso.engines.residents.models import (
    CardProof,
    Income,
    Link,
    Load,
    PastRecord,
    Person,
    SealRegistration,
    TaxPayment,
)
from kyoso.engines.residents.names import Lengths, lengths, searchable
from kyoso.engines.residents.numbers import (
    has_individual_number,
    is_individual_number_column,
)

__all__ = [
    "HIDDEN",
    "CardNeeded",
    "CardProof",
    "FileWrong",
    "Income",
    "Lengths",
    "Link",
    "Load",
    "Loaded",
    "Member",
    "Named",
    "NotLinked",
    "PartialDate",
    "PastRecord",
    "Person",
    "SealRegistration",
    "TaxPayment",
    "abandon",
    "check_reasons",
    "find_nobody",
    "has_individual_number",
    "held_back_publicly",
    "household_for_prefill",
    "income_columns",
    "is_individual_number_column",
    "is_linked_publicly",
    "lengths",
    "link",
    "load",
    "may_issue_automatically",
    "may_show_address",
    "may_show_address_of",
    "note_proof",
    "person_of",
    "protected_file",
    "searchable",
    "shown_address",
    "suppressed",
    "suppressed_count",
    "to_hide",
    "write_city",
    "write_rows",
]
