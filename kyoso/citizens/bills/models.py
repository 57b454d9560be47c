"""納付の相談: which case asks about which due."""

from django.db import models

from kyoso.engines.casework.api import Case
from kyoso.engines.ledger.api import Due


class Relief(models.Model):
    """納付の相談: a case that asks to pay a due in parts, later or less.

    Written when the case arrives; the case says what became of it.
    """

    due = models.ForeignKey(
        Due, verbose_name="調定", on_delete=models.PROTECT, related_name="+"
    )
    case = models.OneToOneField(
        Case, verbose_name="事案", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "納付の相談"

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "due", "case"}

    def __str__(self) -> str:
        return f"{self.due_id} {self.case}"
