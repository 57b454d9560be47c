"""What officers keep: designations, discrepancies, files of what was forwarded."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kyoso.engines.ledger.api import Due, Receipt
from kyoso.engines.payments.models.attempts import Attempt
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class Designation(models.Model):
    """指定納付受託者の指定 (地方自治法231条の2の3), with its public notice (告示).

    Without one in force for the revenue, a channel that needs it is not offered.
    ``revenues`` are the beginnings of 款-項-目-節 codes, one a line; empty: all.
    """

    ref = RefField()
    provider = models.SlugField("収納代行会社", max_length=40)
    name = models.CharField("名称", max_length=100)
    address = models.CharField("住所または事務所の所在地", max_length=200)
    notice_number = models.CharField("告示の番号", max_length=60)
    notice_on = models.DateField("告示の日")
    revenues = models.TextField("納付できる歳入の科目", blank=True)
    forward_days = models.PositiveSmallIntegerField(
        "市が指定する日（委託から何日以内）"
    )
    starts_on = models.DateField("指定の始まりの日")
    ends_on = models.DateField("指定の終わりの日", null=True)
    recorded_at = models.DateTimeField("登録日時", default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "指定納付受託者の指定"
        ordering: ClassVar = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                name="designation_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="終わりの日は、始まりの日より後にしてください。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "name",
            "address",
            "notice_number",
            "notice_on",
            "revenues",
            "starts_on",
            "ends_on",
        }
        internal = {"id", "provider", "forward_days", "recorded_at", "recorded_by"}

    def __str__(self) -> str:
        return f"{self.name}（{self.notice_number}）"

    def covers(self, code: str) -> bool:
        """Tell whether a line's 款-項-目-節 is among the revenues."""
        begins = [one.strip() for one in self.revenues.splitlines() if one.strip()]
        return not begins or any(code.startswith(one) for one in begins)


class Discrepancy(models.Model):
    """不一致: what does not fit together, until an officer has dealt with it."""

    class Kind(models.TextChoices):
        TWICE = "twice", "二重の支払い"
        AMOUNT = "amount", "金額の違い"
        CANCELLED = "cancelled", "取り消した請求への支払い"
        UNKNOWN = "unknown", "心当たりのない支払い"
        LOST = "lost", "結果が分からない支払い"
        REFUND = "refund", "こちらが頼んでいない返金"
        REFUSED = "refused", "会社が返金を断った"
        WITHDRAWN = "withdrawn", "取り消された速報"

    ref = RefField()
    kind = models.CharField("種類", max_length=9, choices=Kind)
    key = models.CharField("名前", max_length=160, unique=True)
    reason = models.CharField("理由", max_length=200)
    due = models.ForeignKey(
        Due,
        verbose_name="調定",
        null=True,
        on_delete=models.PROTECT,
        related_name="discrepancies",
    )
    attempt = models.ForeignKey(
        Attempt,
        verbose_name="試み",
        null=True,
        on_delete=models.PROTECT,
        related_name="discrepancies",
    )
    found_on = models.DateField("見つけた日", default=clock.today)
    note = models.CharField("対応", max_length=300, blank=True)
    settled_at = models.DateTimeField("対応日時", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="対応者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "不一致"
        constraints = [
            constraints.together(
                "settled_at",
                "settled_by",
                name="discrepancy_settled_at_and_by_go_together",
                sentence="対応には、日時と職員が必要です。",
            )
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "append"
        internal = {
            "id",
            "ref",
            "kind",
            "key",
            "reason",
            "due",
            "attempt",
            "found_on",
            "note",
            "settled_at",
            "settled_by",
        }

    def __str__(self) -> str:
        return self.reason


class ReconciliationFile(models.Model):
    """入金明細: a provider's file of what it forwards; the same bytes are read once."""

    ref = RefField()
    provider = models.SlugField("収納代行会社", max_length=40)
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
        verbose_name = "入金明細"

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {"id", "ref", "provider", "name", "digest", "taken_at", "taken_by"}

    def __str__(self) -> str:
        return self.name


class ReconciliationLine(models.Model):
    """One line of it: cleared, or the sentence why it could not be."""

    file = models.ForeignKey(
        ReconciliationFile,
        verbose_name="入金明細",
        on_delete=models.CASCADE,
        related_name="lines",
    )
    number = models.PositiveIntegerField("行")
    key = models.CharField("取引番号", max_length=80, blank=True)
    amount = models.BigIntegerField("金額", default=0)
    receipt = models.ForeignKey(
        Receipt,
        verbose_name="収入",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    problem = models.CharField("まだ消込できない理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "入金明細の行"
        constraints = [
            models.UniqueConstraint(
                fields=["file", "number"],
                name="reconciliation_line_stands_once",
                violation_error_message="この行は、もうあります。",
            )
        ]

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {"id", "file", "number", "key", "receipt", "problem"}
        personal = {"amount"}

    def __str__(self) -> str:
        return f"{self.number}: {self.problem or self.key}"
