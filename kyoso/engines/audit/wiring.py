"""What the audit engine tells the others."""

import datetime as dt

from django.core import checks

from kyoso.engines.audit import sealing
from kyoso.engines.audit.checks import guards_are_installed
from kyoso.kernel.schedule import Chore, chores

# Rows are chained within five seconds whatever else the worker does: the sealer
# goes alone, and the worker looks at the clock twice a second.
chores.register(
    Chore(
        "audit.seal",
        "操作記録を封印する",
        sealing.seal,
        every=dt.timedelta(seconds=4),
        goes_alone=True,
    )
)
chores.register(
    Chore(
        "audit.close_day",
        "操作記録の一日を閉じ、保存期間を過ぎた区間を廃棄する",
        sealing.chores,
        daily_at=dt.time(0, 10),
    )
)
checks.register(guards_are_installed, checks.Tags.database)
