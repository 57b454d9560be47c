"""What the signatures engine tells the others: the only place of registration."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures import concluding
from kyoso.engines.signatures.labels import LABELS
from kyoso.kernel.schedule import Chore, chores

for chore in (
    Chore(
        "signatures.conclude_left",
        "署名を受け取ったまま止まった申請の受付",
        concluding.conclude_left,
        every=dt.timedelta(minutes=1),
    ),
    Chore(
        "signatures.forget_unsigned",
        "署名されなかった依頼の片付け",
        concluding.forget_unsigned,
        daily_at=dt.time(3, 30),
    ),
):
    chores.register(chore)
for label in LABELS:
    audit.labels.register(label)
