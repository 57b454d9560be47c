"""What the forms engine tells the house."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.forms.actions import forget_expired
from kyoso.engines.forms.labels import LABELS
from kyoso.kernel.schedule import Chore, chores

chores.register(
    Chore(
        "forms.forget_expired",
        "期限の切れた下書きを消す",
        forget_expired,
        daily_at=dt.time(3, 10),
    )
)

for label in LABELS:
    audit.labels.register(label)
