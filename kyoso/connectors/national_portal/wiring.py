"""What the connector tells the house: its rounds, its page, its words."""

import datetime as dt

from kyoso.connectors.national_portal import reminding
from kyoso.connectors.national_portal.collecting import collect
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.kernel import doors
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation


def page_of_arrival(case: Case) -> str:
    """Return where the office reads what arrived, for a case that came this way."""
    arrival = getattr(case, "portal_arrival", None)
    if arrival is None:
        return ""
    return doors.link(doors.OFFICE, "national_portal:arrival", arrival.ref)


chores.register(
    Chore(
        "national_portal.collect",
        "国のポータルからの取込み",
        collect,
        every=dt.timedelta(minutes=10),
    )
)
chores.register(
    Chore(
        "national_portal.remind",
        "国のポータルで待っているものの催促",
        reminding.remind,
        daily_at=dt.time(8, 30),
    )
)
for slug, title in (
    (reminding.WAITS, "国のポータルで待っている申請"),
    (reminding.DOWN, "国のポータルの不通"),
):
    name = slug.split(".")[1]
    messaging.templates.register(
        messaging.MessageTemplate(
            slug,
            title,
            subject=f"national_portal/messages/{name}_subject.txt",
            body=f"national_portal/messages/{name}.txt",
        )
    )
casework.case_ways.register(
    casework.CaseWay(
        "national_portal",
        "国のポータルから届いた内容",
        joined="portal_arrival",
        office=page_of_arrival,
        heavy=("sealed",),
    )
)
navigation.office.register(
    navigation.Entry(
        "national_portal",
        "国のポータルから届いたもの",
        "national_portal:arrivals",
        order=25,
        group="申請",
        who=people.whoever_may(people.Permission.HANDLE_CASES),
    )
)
