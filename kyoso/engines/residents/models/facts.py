"""証明に要る事実: 支援措置, 印鑑登録, 所得・課税, 納税, loaded like the register."""

from django.db import models
from django.db.models import Q

from kyoso.engines.residents.layout import role_of, title_of
from kyoso.engines.residents.models.people import Person


class Protection(models.Model):
    """支援措置: a person who is protected from another's asking.

    It holds as long as its row stands: an end that has passed is shown to
    officers and ends nothing by itself, because a list that came late must not
    open an address. Who the other is, is not taken in.
    """

    person = models.OneToOneField(
        Person, verbose_name="住民", on_delete=models.CASCADE, related_name="protection"
    )
    starts_on = models.DateField("支援措置の開始日")
    ends_on = models.DateField("支援措置の終了日", null=True, blank=True)

    class Meta:
        verbose_name = "支援措置"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="protection_ends_after_it_starts",
                violation_error_message="支援措置の終了日は、開始日より後です。",
            )
        ]

    class Privacy:
        retention = "register"
        internal = {"id"}
        special = {"person", "starts_on", "ends_on"}

    def __str__(self) -> str:
        return str(self.pk)


class SealRegistration(models.Model):
    """印鑑登録: its number, its day and the imprint, redrawn as a PNG.

    The imprint lies in the database, which the public process cannot read, not
    among the files.
    """

    person = models.OneToOneField(
        Person, verbose_name="住民", on_delete=models.CASCADE, related_name="seal"
    )
    number = models.CharField("印鑑登録番号", max_length=20, unique=True)
    registered_on = models.DateField("印鑑登録年月日")
    image = models.BinaryField("印影")

    class Meta:
        verbose_name = "印鑑登録"

    class Privacy:
        retention = "register"
        internal = {"id"}
        personal = {"person", "number", "registered_on", "image"}

    def __str__(self) -> str:
        return str(self.pk)


class Income(models.Model):
    """所得・課税: one person's fiscal year, in whole yen by the layout's column names."""

    person = models.ForeignKey(
        Person, verbose_name="住民", on_delete=models.CASCADE, related_name="incomes"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度")
    declared = models.CharField("申告区分", max_length=1)
    items = models.JSONField("項目ごとの額", default=dict)

    class Meta:
        verbose_name = "所得・課税"
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fiscal_year"],
                name="income_is_one_a_person_and_year",
                violation_error_message="この人のこの年度の所得・課税は、もうあります。",
            )
        ]

    class Privacy:
        retention = "register"
        internal = {"id"}
        personal = {"person", "fiscal_year", "declared", "items"}

    def __str__(self) -> str:
        return f"{self.person_id} {self.fiscal_year}"

    @property
    def is_undeclared(self) -> bool:
        """未申告: no certificate can be issued of it."""
        return role_of("申告区分", self.declared) == "undeclared"


class TaxPayment(models.Model):
    """納税: what was charged and paid of one tax in one fiscal year."""

    person = models.ForeignKey(
        Person, verbose_name="住民", on_delete=models.CASCADE, related_name="taxes"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度")
    tax = models.CharField("税目", max_length=2)
    charged = models.PositiveBigIntegerField("課税額")
    paid = models.PositiveBigIntegerField("納付額")
    unpaid = models.PositiveBigIntegerField("未納額")
    as_of = models.DateField("基準日")

    class Meta:
        verbose_name = "納税"
        ordering = ["-fiscal_year", "tax"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fiscal_year", "tax"],
                name="tax_payment_is_one_a_person_year_and_tax",
                violation_error_message="この人のこの年度と税目の納税は、もうあります。",
            )
        ]

    class Privacy:
        retention = "register"
        internal = {"id"}
        personal = {
            "person",
            "fiscal_year",
            "tax",
            "charged",
            "paid",
            "unpaid",
            "as_of",
        }

    def __str__(self) -> str:
        return f"{self.person_id} {self.fiscal_year} {self.tax}"

    @property
    def tax_words(self) -> str:
        return title_of("税目", self.tax)
