"""What the world of the tests owes and is owed: one of everything about money."""

from pathlib import Path

from django.conf import settings

from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.engines.ledger.testing import make_line
from kyoso.engines.payments import api as payments
from kyoso.engines.payments.testing import PROVIDER, a_designation, make_due
from kyoso.engines.people import api as people
from kyoso.kernel import clock


class Purse:
    """Hanako's dues: open, begun, paid twice; the treasurer's files and lines."""

    def __init__(
        self, section: people.Section, hanako: people.Resident, ota: people.Officer
    ) -> None:
        account, by = hanako.account, ota.account
        self.designation = a_designation()
        self.line = make_line(section)
        ledger.reserve(self.line, amount=40_000, about="grants:1", title="助成", by=by)
        self.due = make_due(section, debtor=account)
        folder = Path(settings.CITY_FOLDER) / "procedures"
        casework.load(casework.read_file(folder / "nofu-sodan.toml"), by=None)
        begun = make_due(section, debtor=account)
        self.attempt = payments.start(begun, channel="card", by=account)
        self.paid = make_due(section, debtor=account)
        receipt = payments.take_at_counter(self.paid, amount=300, token="w1", by=by)
        self.refund = payments.propose_refund(
            receipt, amount=100, reason="mistaken", by=by
        )
        self.discrepancy = payments.Discrepancy.objects.create(
            kind="twice",
            key="world",
            reason="もう支払い済みの請求に、もう一度支払いがありました。",
            due=self.paid,
        )
        year = clock.fiscal_year(clock.today())
        self.export = ledger.export("dues", fiscal_year=year, by=by)
        self.results = ledger.take_results(
            "dues",
            name="kekka.csv",
            content="納付番号,調定番号\r\nX,1\r\n".encode(),
            by=by,
        )
        self.file = payments.reconcile(
            PROVIDER,
            name="meisai.csv",
            content="取引番号,区分,金額,委託日,入金日\r\nX,売上,1,,\r\n".encode(),
            by=by,
        )
