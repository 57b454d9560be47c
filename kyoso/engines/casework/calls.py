"""呼びかけ: which colleagues a note names by 「@氏名」."""

import re
from collections.abc import Iterable

from kyoso.engines.casework.errors import NameOfSeveral, NobodyOfThatName
from kyoso.engines.casework.models import Case, Mention, Note
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Officer
from kyoso.kernel.text import fold

# 「@佐藤」 and 「＠佐藤 一郎」; a name ends where no letter of a name follows.
_CALLED = re.compile(
    r"[@＠]([^\s@＠、。，．,.:：！!？?（）()「」]+)(?:[ 　]([^\s@＠、。，．,.:：！!？?（）()「」]+))?"
)


def called_in(text: str, colleagues: Iterable[Officer]) -> list[Officer]:
    """Return the colleagues whom a note calls by 「@氏名」 or 「@名字」 (pure).

    Raises ``NobodyOfThatName`` and ``NameOfSeveral``.
    """
    everybody = list(colleagues)
    found: dict[int, Officer] = {}
    for family, given in _CALLED.findall(text):
        whole = f"{family} {given}".strip()
        fits = [
            one
            for one in everybody
            if fold(one.name) == whole or fold(one.name).replace(" ", "") == family
        ] or [one for one in everybody if fold(one.name).split(" ")[0] == family]
        if not fits:
            raise NobodyOfThatName(name=family)
        if len(fits) > 1:
            raise NameOfSeveral(name=family)
        found.setdefault(fits[0].pk, fits[0])
    return list(found.values())


def call(note: Note, case: Case) -> list[Mention]:
    """Tell the colleagues whom a note names (inside ``handling.note``)."""
    if "@" not in note.text and "＠" not in note.text:
        return []
    colleagues = people.officers_who_may(people.Permission.READ_CASES, case.section)
    called = called_in(note.text, colleagues)
    return Mention.objects.bulk_create(
        Mention(note=note, officer=officer)
        for officer in called
        if officer.account_id != note.written_by_id
    )
