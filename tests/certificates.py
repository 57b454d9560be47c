"""The certificates of the world of the tests: Hanako's requests, one in each state."""

from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing
from kyoso.engines.people import api as people

# Not the 能代 花子 whom the world protects: another of the register.
NUMBER = 900_000_000_000_020


class Certificates:
    """Requests to be paid, checked, issued, sent; papers that hold and that do not."""

    def __init__(
        self, hanako: people.Resident, shindo: people.Officer, ota: people.Officer
    ) -> None:
        self.person = testing.a_holder(hanako, by=shindo, number=NUMBER)
        by = shindo.account
        self.to_pay = testing.examined(testing.a_request(hanako))
        self.by_hand = testing.examined(testing.a_request(hanako, purpose="pension"))
        self.issued = testing.paid(testing.examined(testing.a_request(hanako)), by=ota)
        self.to_issue = self._posted(hanako, ota)
        self.to_send = self._posted(hanako, ota)
        certification.issue(self.to_send, by=by)
        self.sent = self._posted(hanako, ota)
        replaced = certification.issue(self.sent, by=by)
        certification.dispatch(self.sent, tracking="12345678901", by=by)
        self.revoked_of = self._posted(hanako, ota)
        gone = certification.issue(self.revoked_of, by=by)
        self.revoked = certification.revoke(gone, reason="書き誤り", by=by)
        self.superseded = replaced
        valid = certification.current(self.issued)
        assert valid is not None
        self.valid = valid
        self.declined = testing.examined(
            testing.a_request(hanako, "seal", delivery="tracked")
        )

    def _posted(
        self, hanako: people.Resident, ota: people.Officer
    ) -> certification.Order:
        asked = testing.examined(testing.a_request(hanako, delivery="tracked"))
        return testing.paid(asked, by=ota)
