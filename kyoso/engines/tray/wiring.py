"""What the tray tells the house."""

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.tray.labels import LABELS
from kyoso.ui import navigation

navigation.office.register(
    navigation.Entry(
        "tray",
        "番号の受け皿",
        "tray:tray",
        order=40,
        group="申請",
        who=people.whoever_may(people.Permission.TAKE_SEALED),
    )
)
for label in LABELS:
    audit.labels.register(label)
