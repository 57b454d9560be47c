"""読み込み: each file that was taken in, and what it changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Load(models.Model):
    """読み込み: one file of one layout; it counts when it is applied, as a whole."""

    class Mode(models.TextChoices):
        FULL = "full", "全件"
        DIFFERENCE = "difference", "差分"

    ref = RefField()
    layout = models.CharField("レイアウト", max_length=20)
    mode = models.CharField("方式", max_length=10, choices=Mode)
    file_name = models.CharField("ファイル名", max_length=200)
    digest = models.CharField("SHA-256", max_length=64, db_index=True)
    is_fictional = models.BooleanField("架空のデータ", default=False)
    rows = models.PositiveIntegerField("行数")
    staged = models.PositiveIntegerField("取り込んだ行数", default=0)
    counts = models.JSONField("照合の件数", default=dict)
    begun_at = models.DateTimeField("開始日時", default=clock.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="開始した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    applied_at = models.DateTimeField("反映日時", null=True, blank=True)

    class Meta:
        verbose_name = "読み込み"
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["layout"],
                condition=Q(applied_at=None),
                name="one_load_of_a_layout_is_open",
                violation_error_message="この種類のファイルは、別の読み込みが途中です。",
            ),
            models.CheckConstraint(
                condition=Q(staged__lte=models.F("rows")),
                name="load_stages_no_more_than_its_rows",
                violation_error_message="取り込んだ行が、ファイルの行より多くなっています。",
            ),
        ]

    class Privacy:
        retention = "register"
        internal = {
            "id",
            "ref",
            "layout",
            "mode",
            "file_name",
            "digest",
            "is_fictional",
            "rows",
            "staged",
            "counts",
            "begun_at",
            "begun_by",
            "applied_at",
        }

    def __str__(self) -> str:
        return self.ref


class StagedRow(models.Model):
    """取り込み中の行: what was read of an open load; gone when the load is applied."""

    load = models.ForeignKey(
        Load, verbose_name="読み込み", on_delete=models.CASCADE, related_name="staging"
    )
    line = models.PositiveIntegerField("行番号")
    values = models.JSONField("値")

    class Meta:
        verbose_name = "取り込み中の行"
        constraints = [
            models.UniqueConstraint(
                fields=["load", "line"],
                name="staged_row_is_one_line_of_a_load",
                violation_error_message="この行は取り込み済みです。",
            )
        ]

    class Privacy:
        retention = "register"
        internal = {"id", "load", "line"}
        special = {"values"}

    def __str__(self) -> str:
        return f"{self.load_id}:{self.line}"
