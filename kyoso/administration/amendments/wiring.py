"""What amendments tell the house: the way to their pages, and the replay's work."""

import datetime as dt

from kyoso.administration.amendments import actions, replaying
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

jobs.effects.register(
    jobs.EffectKind(actions.REPLAY, "過去の申請での確かめ", act=replaying.carry_out)
)
chores.register(
    Chore(
        "amendments.forget_trials",
        "古い試し入力と確かめの結果の消去",
        actions.forget_trials,
        daily_at=dt.time(2, 40),
    )
)
navigation.office.register(
    navigation.Entry(
        "amendments",
        "手続を作る・変える",
        "amendments:list",
        order=40,
        group="申請",
        who=people.whoever_may(people.Permission.EDIT_PROCEDURES),
    )
)
