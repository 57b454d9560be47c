"""Rules about people of the register that need no database."""

from enum import StrEnum

from kyoso.engines.residents import names
from kyoso.engines.residents.models import Person


class Reason(StrEnum):
    """Why an officer looks at every issue to somebody. Officers of the register only."""

    PROTECTED = "支援措置（本人または同じ世帯）"
    STRUCK_OFF = "除票"
    REMOVED = "写しから消えた人"
    BIRTH_UNKNOWN = "生年月日の不詳"
    PRIVATE_CHARACTER = "外字"


def reasons_for(person: Person, *, is_shielded: bool) -> list[Reason]:
    """Return why an issue to this person goes by an officer; empty: it need not."""
    told = {
        Reason.PROTECTED: is_shielded,
        Reason.STRUCK_OFF: not person.is_current,
        Reason.REMOVED: person.removed_by_load_id is not None,
        Reason.BIRTH_UNKNOWN: person.birth.whole is None,
        Reason.PRIVATE_CHARACTER: names.has_private_character(
            person.name + person.alias + person.former_surname
        ),
    }
    return [reason for reason, holds in told.items() if holds]
