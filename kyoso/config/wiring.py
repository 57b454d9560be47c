"""What the installation itself has done by the clock, and the ways to its own pages."""

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore

from kyoso.config import office_sessions
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation


def forget_ended_sessions() -> None:
    """Delete the sessions of both doors whose time is over."""
    SessionStore.clear_expired()
    office_sessions.SessionStore.clear_expired()


chores.register(
    Chore(
        "config.sessions",
        "終わった接続の削除",
        forget_ended_sessions,
        daily_at=dt.time(3, 10),
    )
)
navigation.office.register(
    navigation.Entry(
        "personal_files",
        "個人情報ファイル簿",
        "personal_files",
        order=730,
        group="職員",
        who=people.whoever_may(*people.Permission),
    )
)
