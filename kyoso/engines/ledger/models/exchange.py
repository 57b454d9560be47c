"""財務会計との受渡し: files written for the city's financial system, and its answers."""

from django.conf import settings
from django.db import models

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Export(models.Model):
    """書出し: one file of 調定, 支出負担行為, 支出命令 or 還付; each change is in one file.

    ``total`` is by how much the financial system changes.
    """

    class Kind(models.TextChoices):
        DUES = "dues", "調定"
        ALLOTMENTS = "allotments", "支出負担行為"
        ORDERS = "orders", "支出命令"
        REFUNDS = "refunds", "還付"

    ref = RefField()
    kind = models.CharField("種類", max_length=10, choices=Kind)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    layout = models.CharField("様式", max_length=80)
    rows = models.PositiveIntegerField("件数")
    total = models.BigIntegerField("合計")
    text = models.TextField("内容")
    made_at = models.DateTimeField("作成日時", default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作成者",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "財務会計への書出し"

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {
            "id",
            "ref",
            "kind",
            "fiscal_year",
            "layout",
            "rows",
            "total",
            "made_at",
            "made_by",
        }
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.made_at:%Y-%m-%d}"


class ResultFile(models.Model):
    """結果の取込み: a file of the financial system; the same bytes are read once."""

    ref = RefField()
    kind = models.CharField("種類", max_length=10, choices=Export.Kind)
    name = models.CharField("ファイル名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64, unique=True)
    taken_at = models.DateTimeField("取込日時", default=clock.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="取込者",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "結果の取込み"

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {"id", "ref", "kind", "name", "digest", "taken_at", "taken_by"}

    def __str__(self) -> str:
        return self.name


class ResultLine(models.Model):
    """One line of a result: applied, or the sentence why it was not."""

    file = models.ForeignKey(
        ResultFile,
        verbose_name="ファイル",
        on_delete=models.CASCADE,
        related_name="lines",
    )
    number = models.PositiveIntegerField("行")
    key = models.CharField("番号", max_length=80, blank=True)
    problem = models.CharField("取り込めない理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "結果の行"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="result_line_stands_once",
                violation_error_message="この行は、もうあります。",
            )
        ]

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {"id", "file", "number", "key", "problem"}

    def __str__(self) -> str:
        return f"{self.number}: {self.problem or self.key}"
