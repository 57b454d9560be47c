"""What an arrival holds and answers, as things stand now: opened in memory, kept nowhere."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass, field

from kyoso.connectors.national_portal.errors import (
    CannotOpen,
    NeverOpened,
    NotFetched,
)
from kyoso.connectors.national_portal.layout import layout
from kyoso.connectors.national_portal.mapping import (
    Mapped,
    Mapping,
    mapped,
    of_code,
    of_procedure,
)
from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.connectors.national_portal.numbers import Searched, search
from kyoso.connectors.national_portal.package import (
    Enclosed,
    Package,
    PackageRefused,
    open_package,
)
from kyoso.connectors.national_portal.sealing import SealBroken, unseal
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms
from kyoso.kernel import clock


@dataclass(frozen=True)
class Read:
    """An opened arrival: the package, what it answers, what is wrong with that."""

    package: Package
    procedure: Procedure | None = None
    version: forms.FormVersion | None = None
    mapped: Mapped | None = None
    checked: forms.Checked | None = None
    labels: dict[str, str] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def mapping_of(arrival: Arrival) -> Mapping | None:
    """Return how an arrival is read: as an officer chose, else by its code.

    Raises ``MappingWrong``.
    """
    if arrival.chosen:
        return of_procedure(arrival.chosen)
    return of_code(arrival.procedure_code)


def procedure_of(mapping: Mapping | None) -> Procedure | None:
    """Return the procedure that a mapping names, where the city has loaded it."""
    if mapping is None:
        return None
    found = Procedure.objects.select_related("section", "current", "form")
    return found.filter(slug=mapping.procedure).first()


def is_numbered(mapping: Mapping | None, procedure: Procedure | None) -> bool:
    """Tell whether nothing of such an application may be opened, read or searched.

    So it is where the mapping says that the form carries a 個人番号, and where the form
    of the procedure hands files on unopened (番号の受け皿). The only place that decides it.
    """
    if mapping is not None and mapping.carries_number:
        return True
    if procedure is None or procedure.form is None:
        return False
    return procedure.form.latest.parsed.has_tray


def is_never_opened(arrival: Arrival) -> bool:
    """Tell it of an arrival, as things stand now. Raises ``MappingWrong``."""
    mapping = mapping_of(arrival)
    return is_numbered(mapping, procedure_of(mapping))


def read(arrival: Arrival) -> Read:
    """Open an arrival and try what it answers, filing nothing.

    Raises ``NeverOpened`` for a numbered procedure, ``NotFetched``, ``CannotOpen``,
    ``MappingWrong``, ``LayoutWrong``.
    """
    mapping = mapping_of(arrival)
    procedure = procedure_of(mapping)
    if arrival.state == State.NUMBERED or is_numbered(mapping, procedure):
        raise NeverOpened
    package = _package_of(arrival, form=mapping.form if mapping else ())
    searched = search(package)
    seen = Read(
        package, procedure, numbers=searched.found, unread=_unread(package, searched)
    )
    if mapping is None or procedure is None or procedure.form is None:
        return seen
    version = procedure.form.latest
    found = mapped(mapping, package, version.parsed)
    typed = found.typed | {
        key: [_stand_in(enclosed) for enclosed in enclosed_]
        for key, enclosed_ in found.files.items()
    }
    return dataclasses.replace(
        seen,
        version=version,
        mapped=found,
        checked=check(version, typed),
        labels=labels_of(version),
    )


def _package_of(arrival: Arrival, *, form: Collection[str]) -> Package:
    if arrival.sealed is None:
        raise NotFetched
    try:
        content = unseal(bytes(arrival.sealed), receipt_number=arrival.receipt_number)
        return open_package(content, layout(), form=form)
    except SealBroken:
        raise CannotOpen(Reason.SEAL) from None
    except PackageRefused as refused:
        raise CannotOpen(Reason(refused.code)) from None


def _unread(package: Package, searched: Searched) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*package.unreadable, *searched.unread)))


def check(version: forms.FormVersion, typed: dict[str, object]) -> forms.Checked:
    """Check answers as a page would."""
    return forms.check(version.parsed, forms.storable(typed), today=clock.today())


def labels_of(version: forms.FormVersion) -> dict[str, str]:
    """Return what every question of a form is called, in Japanese."""
    labels = {}
    for key, question in version.parsed.by_key.items():
        label = question.label
        labels[key] = label if isinstance(label, str) else label["ja"]
    return labels


def _stand_in(enclosed: Enclosed) -> dict[str, object]:
    """A file that is not stored yet, as an answer would name it."""
    return {"ref": "-", "name": enclosed.name, "kind": "pdf", "size": 1}
