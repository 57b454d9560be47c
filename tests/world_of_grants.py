"""The part of the small world that has grants: one in every stage that a page shows."""

from kyoso.engines.casework import api as casework
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.region.grants import testing
from kyoso.region.grants.actions import motions, reporting
from kyoso.region.grants.models import Grant, Motion
from tests import applying


class Grants:
    """Hanako's grants of the example programme, and the files of a report."""

    def __init__(
        self,
        hanako: people.Resident,
        sato: people.Officer,
        suzuki: people.Officer,
    ) -> None:
        self.by, self.approver = sato.account, suzuki.account
        self.hanako = hanako.account
        self.programme = testing.programme()
        self.applied = testing.applied(account=self.hanako)
        self.granted = self._made(testing.granted)
        self.reported = self._made(testing.granted)
        self.file = media.store(
            applying.a_receipt(),
            purpose=reporting.PURPOSE,
            by=self.hanako,
            about=self.reported.ref,
        )
        reporting.report(
            self.reported,
            told=testing.told(),
            files=[self.file],
            token="world-report",
            by=self.hanako,
        )
        self.settled = self._made(testing.settled)
        self.returning = self._made(testing.returning)
        self.moved = self._made(testing.granted)
        self.motion = motions.draft(
            self.moved, kind=Motion.Kind.REVOKE, reason="辞退の申出", by=self.by
        )
        drain()

    def _made(self, stage) -> Grant:
        return stage(by=self.by, approver=self.approver, account=self.hanako)

    @property
    def case(self) -> casework.Case:
        return self.applied.case
