"""What bills tell the house: the way to the list, what is counted, requests about dues."""

from django.utils.translation import gettext_lazy as _

from kyoso.citizens.bills import reliefs
from kyoso.citizens.bills.measures import CASHLESS
from kyoso.citizens.bills.models import Relief
from kyoso.engines.casework import api as casework
from kyoso.engines.indicators import api as indicators
from kyoso.engines.payments import api as payments
from kyoso.ui import navigation

indicators.measures.register(CASHLESS)
navigation.header.register(
    navigation.Entry(
        "bills", _("わたしの支払い"), "bills:mine", order=25, who=navigation.logged_in
    )
)
payments.asides.register(
    payments.Aside("relief", way=reliefs.way, desk=reliefs.on_the_desk)
)


def _note_relief(sender: type, *, case: casework.Case, **told: object) -> None:
    """Tie a case that asks about a due to it."""
    if case.procedure.slug == reliefs.PROCEDURE:
        due = reliefs.due_of(case)
        if due is not None:
            Relief.objects.get_or_create(case=case, defaults={"due": due})


casework.case_filed.connect(_note_relief, dispatch_uid="bills.note_relief")
