"""What an arrival holds and answers, as things stand now: opened in memory, kept nowhere."""

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
from kyoso.connectors.national_portal.package import (
    Enclosed,
    Package,
    PackageRefused,
    open_package,
)
from kyoso.connectors.national_portal.sealing import SealBroken, unseal
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.media import api as media
from kyoso.engines.residents import api as residents
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


def package_of(arrival: Arrival) -> Package:
    """Open what was fetched. Raises ``NotFetched``, ``NeverOpened``, ``CannotOpen``."""
    if arrival.state == State.NUMBERED:
        raise NeverOpened
    if arrival.sealed is None:
        raise NotFetched
    try:
        content = unseal(bytes(arrival.sealed), receipt_number=arrival.receipt_number)
        return open_package(content, layout())
    except SealBroken:
        raise CannotOpen(Reason.SEAL) from None
    except PackageRefused as refused:
        raise CannotOpen(Reason(refused.code)) from None


def read(arrival: Arrival) -> Read:
    """Open an arrival and try what it answers, filing nothing.

    Raises what ``package_of`` raises (``NeverOpened`` for a numbered procedure too), ``MappingWrong``, ``LayoutWrong``.
    """
    mapping = mapping_of(arrival)
    if mapping is not None and mapping.carries_number:
        raise NeverOpened
    package = package_of(arrival)
    numbers = tuple(_with_numbers(package))
    procedure = procedure_of(mapping)
    if mapping is None or procedure is None or procedure.form is None:
        return Read(package, procedure, numbers=numbers)
    version = procedure.form.latest
    found = mapped(mapping, package, version.parsed)
    typed = found.typed | {
        key: [_stand_in(enclosed) for enclosed in enclosed_]
        for key, enclosed_ in found.files.items()
    }
    return Read(
        package,
        procedure,
        version,
        found,
        check(version, typed),
        labels_of(version),
        numbers,
    )


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


def _with_numbers(package: Package) -> list[str]:
    """Return the names of items and files in which an individual number seems to be.

    番号法20条: it is neither filed nor shown; who has the duty takes it elsewhere.
    """
    found = [
        item.name
        for item in package.items
        if residents.has_individual_number(item.value)
        or residents.is_individual_number_column(item.name)
    ]
    for enclosed in package.files:
        if enclosed.content.startswith(b"%PDF-"):
            words = media.look(enclosed.content, "pdf").text
            if forms.is_on_paper(words):
                found.append(enclosed.name)
    return found
