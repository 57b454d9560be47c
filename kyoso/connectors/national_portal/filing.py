"""Filing what arrived: one case for one receipt number, under the rules of the pages.

The receipt number is the mark of filing, unique in the database, and the arrival
names its case in the same transaction: however often and wherever a process dies, a
number has at most one case, and none is acknowledged that has none.
"""

import dataclasses

from django.core.files.base import ContentFile
from django.db import transaction

from kyoso.connectors.national_portal.errors import (
    DateUnknown,
    EndedAlready,
    FormMissing,
    NameMissing,
    NotTaken,
    NumberInside,
    ProcedureUnknown,
    StillFaulty,
    Unreadable,
)
from kyoso.connectors.national_portal.models import Arrival, State
from kyoso.connectors.national_portal.package import Enclosed
from kyoso.connectors.national_portal.reading import Read, check, read
from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.media import api as media
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# The same purpose as of what a page takes: whoever reads the case reads these.
PURPOSE = "casework.attachment"
SIGNED = "signature"
# How the portal encloses the signature is not verified (``portal.toml``): a person
# looks at it, and files it by their own hand.
_UNLOOKED = (
    "電子署名が必要な手続です。届いた包みの中の署名を確かめてから、"
    "職員が受け付けてください。"
)


def locked(arrival: Arrival) -> Arrival:
    """Hold the row; raises ``EndedAlready``. Belongs inside a transaction."""
    held: Arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not held.is_open:
        raise EndedAlready
    return held


@transaction.atomic
def file_arrival(
    arrival: Arrival,
    *,
    by: Account | None,
    incomplete: bool = False,
    name: str = "",
    kana: str = "",
) -> Case:
    """File an arrival as a case and return it.

    An application lacking only what may follow later is filed as it is; with other
    faults it is filed only when an officer says so (``incomplete``): what arrived has
    arrived (行政手続法7条), and 補正 asks for the rest. What must be signed is filed by
    an officer only. Raises ``StillFaulty``, ``ProcedureUnknown``, ``NumberInside``,
    ``Unreadable``, ``FormMissing``, ``DateUnknown``, ``NameMissing``, ``NotTaken``,
    ``EndedAlready`` and what ``reading.read`` raises; then nothing has happened.
    """
    held = locked(arrival)
    opened = read(held)
    if opened.numbers:
        raise NumberInside
    if opened.version is None or opened.procedure is None or opened.mapped is None:
        raise ProcedureUnknown
    if not incomplete:
        _refuse_gaps(held, opened, by)
    stored, typed = _stored(held, opened, by)
    checked = check(opened.version, typed)
    if checked.errors and not incomplete:
        raise StillFaulty(count=len(checked.errors))
    case = _file(held, opened, checked, stored, by=by, name=name, kana=kana)
    held.state, held.case, held.section = State.FILED, case, case.section
    held.reason = held.refusal = ""
    held.save()
    audit.record(
        "national_portal.filed", by=by, subject=held, reason=case.ref, case=case.ref
    )
    return case


def _refuse_gaps(held: Arrival, opened: Read, by: Account | None) -> None:
    """Leave to a person what a machine cannot know."""
    assert opened.procedure is not None
    if by is None and opened.procedure.identity_level == SIGNED:
        raise NotTaken(_UNLOOKED)
    if opened.unread:
        raise Unreadable
    if not opened.package.has_form:
        raise FormMissing
    if held.arrived_at is None:
        raise DateUnknown


def _file(
    held: Arrival,
    opened: Read,
    checked: forms.Checked,
    stored: list[media.File],
    *,
    by: Account | None,
    name: str,
    kana: str,
) -> Case:
    assert opened.procedure is not None
    assert opened.version is not None
    applicant = casework.applicant_of(
        opened.version.parsed, checked.values, account=None, language="ja"
    )
    if not applicant.name:
        applicant = dataclasses.replace(applicant, name=name, kana=kana)
    if not applicant.name:
        raise NameMissing
    now = clock.now()
    arrived_at = held.arrived_at or held.seen_at
    try:
        return casework.file(
            opened.procedure,
            version=opened.version,
            answers=checked.answers,
            files=stored,
            applicant=applicant,
            channel=Case.Channel.PORTAL,
            token=f"portal:{held.receipt_number}",
            by=by,
            arrived_at=min(arrived_at, now),
            told=f"国のポータルの受付番号：{held.receipt_number}",
        )
    except Refusal as refusal:
        raise NotTaken(refusal.sentence) from None


def _stored(
    held: Arrival, opened: Read, by: Account | None
) -> tuple[list[media.File], dict[str, object]]:
    """Keep the files that the house takes, and name them in their answers.

    One that it does not take (a program in it, another kind) stays in the sealed
    package, from which the officer can take it.
    """
    assert opened.mapped is not None
    answers = {
        id(enclosed): key
        for key, several in opened.mapped.files.items()
        for enclosed in several
    }
    typed: dict[str, object] = dict(opened.mapped.typed)
    files: list[media.File] = []
    named: dict[str, list[dict[str, object]]] = {}
    for enclosed in opened.package.files:
        file = _keep(enclosed, held, by)
        if file is None:
            continue
        files.append(file)
        key = answers.get(id(enclosed))
        if key is not None and _has_room(opened, key, named):
            named.setdefault(key, []).append(
                {
                    "ref": file.ref,
                    "name": file.name,
                    "kind": file.kind,
                    "size": file.size,
                }
            )
    return files, typed | named


def _has_room(
    opened: Read, key: str, named: dict[str, list[dict[str, object]]]
) -> bool:
    """Files beyond what the question takes are 「その他」 of the case, not lost."""
    assert opened.version is not None
    most: int = opened.version.parsed.question(key).settings["max_files"]
    return len(named.get(key, ())) < most


def _keep(enclosed: Enclosed, held: Arrival, by: Account | None) -> media.File | None:
    try:
        return media.store(
            ContentFile(enclosed.content, name=enclosed.name),
            purpose=PURPOSE,
            by=by,
            about=held.ref,
        )
    except media.FileRefused:
        return None
