"""What terminals tell the house: the event they hear, figures, ways, labels, the chore."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyoso.citizens.kiosk.actions.printing import note_ready
from kyoso.citizens.kiosk.labels import LABELS
from kyoso.citizens.kiosk.measures import TERMINALS
from kyoso.citizens.kiosk.waiting import CHORES
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.indicators import api as indicators
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import chores
from kyoso.ui import navigation


def _on_ready(sender: type, *, order: certification.Order, **told: Any) -> None:
    note_ready(order, by=None)


certification.certificate_ready.connect(_on_ready, dispatch_uid="kiosk.ready")
indicators.measures.register(TERMINALS)
for chore in CHORES:
    chores.register(chore)
navigation.footer.register(
    navigation.Entry("kiosk", _("証明書交付端末"), "kiosk:start", order=35)
)
navigation.office.register(
    navigation.Entry(
        "kiosk",
        "証明書交付端末",
        "kiosk:desk",
        order=45,
        group="申請",
        who=people.whoever_may(people.Permission.ISSUE_CERTIFICATES),
    )
)
for label in LABELS:
    audit.labels.register(label)
