"""The ways to the plan: for everyone, and of the office door."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.people.api import Permission, whoever_may
from kyoso.ui.navigation import Entry

_attends = whoever_may(Permission.ATTEND_HEADQUARTERS)
_reports = whoever_may(Permission.REPORT_INITIATIVES)
_manages = whoever_may(Permission.MANAGE_PLAN)

OFFICE = (
    Entry("dashboard", "DX推進本部", "plan:dashboard", 50, _attends, "計画"),
    Entry("initiatives", "取組の一覧", "plan:initiatives", 52, _attends, "計画"),
    Entry("meetings", "本部会議", "plan:meetings", 54, _attends, "計画"),
    Entry("reports", "四半期の報告", "plan:reports", 62, _reports, "計画"),
    Entry("snapshots", "数字の公表", "plan:snapshots", 64, _manages, "計画"),
)

FOOTER = Entry("plan", _("計画の進み具合"), "plan:overview", order=20)
