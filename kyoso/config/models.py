"""What belongs to the doors themselves: the office's sessions, the fingerprints of keys."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from kyoso.kernel.doors import OFFICE, PUBLIC


class OfficeSession(AbstractBaseSession):
    """職員の接続: the sessions of the office door, which the public role cannot read.

    The name of a session is what the browser's cookie holds: whoever may read the
    table could act as the officer. The public door keeps Django's own table.
    """

    class Privacy:
        retention = "session"
        office_only = True
        internal = {"expire_date"}
        secret = {"session_key", "session_data"}


class DoorKey(models.Model):
    """鍵の指紋: a keyed digest of each door's secret key, to notice that two are one.

    Written at every start in production. It tells nothing about a key of fifty
    random characters, and equals another door's only when the key does.
    """

    door = models.CharField(
        "入口",
        max_length=10,
        unique=True,
        choices=[(PUBLIC, "市民の入口"), (OFFICE, "職員の入口")],
    )
    fingerprint = models.CharField("指紋", max_length=64)

    class Meta:
        verbose_name = "鍵の指紋"

    class Privacy:
        retention = "organisation"
        public_rights = "change"
        public_changes = "door = 'public'"
        internal = {"id", "door", "fingerprint"}

    def __str__(self) -> str:
        return self.door
