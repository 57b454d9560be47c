"""What the ledger engine tells the others."""

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger.labels import LABELS
from kyoso.engines.people import api as people
from kyoso.ui import navigation

for order, slug, title, url in (
    (62, "ledger-budget", "予算と割当", "ledger:budget"),
    (64, "ledger-exchange", "財務会計との受渡し", "ledger:exchange"),
):
    navigation.office.register(
        navigation.Entry(
            slug,
            title,
            url,
            order=order,
            group="収納と支出",
            who=people.whoever_may(people.Permission.KEEP_LEDGER),
        )
    )
for label in LABELS:
    audit.labels.register(label)
