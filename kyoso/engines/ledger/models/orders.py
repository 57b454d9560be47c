"""支出命令: what the city's treasurer is asked to pay, and whether it was paid."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.ledger.models.budget import Allotment
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class SpendingOrder(models.Model):
    """支出命令: exported to the financial system; its payment is imported from there."""

    ref = RefField()
    allotment = models.ForeignKey(
        Allotment,
        verbose_name="支出負担行為",
        on_delete=models.PROTECT,
        related_name="orders",
    )
    amount = models.PositiveBigIntegerField("金額")
    payee_name = models.CharField("債権者", max_length=200)
    ordered_on = models.DateField("命令の日", default=clock.today)
    ordered_at = models.DateTimeField("登録日時", default=clock.now)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        on_delete=models.PROTECT,
        related_name="+",
    )
    exported = models.ForeignKey(
        "ledger.Export",
        verbose_name="書出し",
        null=True,
        on_delete=models.PROTECT,
        related_name="orders",
    )
    performed_on = models.DateField("支払日", null=True)

    class Meta:
        verbose_name = "支出命令"
        constraints = [
            models.CheckConstraint(
                name="spending_order_is_of_something",
                condition=Q(amount__gt=0),
                violation_error_message="金額は1円以上にしてください。",
            )
        ]

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {
            "id",
            "ref",
            "allotment",
            "amount",
            "ordered_on",
            "ordered_at",
            "ordered_by",
            "exported",
            "performed_on",
        }
        personal = {"payee_name"}

    def __str__(self) -> str:
        return f"{self.payee_name} {self.amount}円"
