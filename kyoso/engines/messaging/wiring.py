"""What the messaging engine tells the others."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.messaging.labels import LABELS
from kyoso.engines.messaging.mailing import deliver
from kyoso.engines.messaging.navigation import ENTRIES
from kyoso.ui import navigation

jobs.effects.register(
    jobs.EffectKind(
        "messaging.mail",
        "メールの送信",
        act=deliver,
        interrupted=jobs.Interrupted.ASK,
        # Eight steps of SMTP, each within EMAIL_TIMEOUT (20 s), take less.
        lease=dt.timedelta(minutes=5),
    )
)
for entry in ENTRIES:
    navigation.office.register(entry)

for label in LABELS:
    audit.labels.register(label)
