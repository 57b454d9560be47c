"""What the jobs engine tells the others."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs.actions import SWEEP, sweep
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

chores.register(
    Chore(
        SWEEP,
        "取り残された処理の回収",
        sweep,
        every=dt.timedelta(seconds=4),
        goes_alone=True,
    )
)

navigation.office.register(
    navigation.Entry(
        "jobs",
        "処理の状況",
        "jobs:overview",
        order=900,
        group="システム",
        who=people.whoever_may(people.Permission.OPERATE),
    )
)
audit.labels.register(audit.Label("jobs.retried", "処理をやりなおしました。"))
audit.labels.register(audit.Label("jobs.settled", "処理の結果を判断しました。"))
