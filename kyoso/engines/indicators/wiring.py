"""What the indicators engine tells the others."""

import datetime as dt

from kyoso.engines.indicators import actions
from kyoso.engines.indicators.access import EVIDENCE, may_read_evidence
from kyoso.engines.indicators.actions.requests import VALUE_WANTED
from kyoso.engines.indicators.navigation import ENTRIES
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

media.purposes.register(
    media.Purpose(EVIDENCE, "指標の値の根拠", may_read=may_read_evidence)
)
messaging.templates.register(
    messaging.MessageTemplate(
        VALUE_WANTED,
        "指標の値の照会",
        subject="indicators/messages/value_wanted_subject.txt",
        body="indicators/messages/value_wanted.txt",
    )
)
chores.register(
    Chore(
        "indicators.recompute",
        "指標の集計",
        act=actions.recompute_all,
        # A decision made at the desk is seen in the plan within ten minutes.
        every=dt.timedelta(minutes=10),
    )
)
chores.register(
    Chore(
        "indicators.ask_for_overdue",
        "指標の値の照会",
        act=actions.ask_for_overdue,
        daily_at=dt.time(8, 30),
    )
)
for entry in ENTRIES:
    navigation.office.register(entry)
