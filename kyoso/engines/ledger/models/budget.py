"""予算: lines by 会計・款・項・目・節, and what is allotted against them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kyoso.engines.people.api import Section
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class BudgetLine(models.Model):
    """予算科目: one line of one fiscal year.

    ``committed`` is kept by a trigger from the moves of allotments; nothing else
    writes it. The constraint refuses any move beyond ``budget``.
    """

    class Side(models.TextChoices):
        REVENUE = "revenue", "歳入"
        EXPENDITURE = "expenditure", "歳出"

    ref = RefField()
    fiscal_year = models.PositiveSmallIntegerField("年度")
    side = models.CharField("歳入・歳出", max_length=11, choices=Side)
    account = models.CharField("会計", max_length=40, default="一般会計")
    kan = models.CharField("款", max_length=4)
    ko = models.CharField("項", max_length=4)
    moku = models.CharField("目", max_length=4)
    setsu = models.CharField("節", max_length=4)
    title = models.CharField("科目の名称", max_length=200)
    section = models.ForeignKey(
        Section, verbose_name="所管課", on_delete=models.PROTECT, related_name="+"
    )
    budget = models.PositiveBigIntegerField("予算現額")
    committed = models.PositiveBigIntegerField("割当済み", default=0, editable=False)
    source = models.CharField("出典", max_length=300)
    verified = models.BooleanField("確認済み", default=False)
    recorded_at = models.DateTimeField("登録日時", default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "予算科目"
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "side", "account", "kan", "ko", "moku", "setsu"],
                name="budget_line_stands_once_a_year",
                violation_error_message="この年度のこの科目は、もうあります。",
            ),
            models.CheckConstraint(
                name="budget_line_never_overspent",
                condition=Q(committed__gte=0, committed__lte=F("budget")),
                violation_error_message="予算の残りをこえています。",
            ),
            models.CheckConstraint(
                name="budget_line_revenue_is_not_allotted",
                condition=Q(side="expenditure") | Q(committed=0),
                violation_error_message="歳入の科目からは割り当てられません。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "read"
        public = {"fiscal_year", "side", "account", "title", "budget", "committed"}
        internal = {
            "id",
            "ref",
            "kan",
            "ko",
            "moku",
            "setsu",
            "section",
            "source",
            "verified",
            "recorded_at",
            "recorded_by",
        }

    def __str__(self) -> str:
        return f"{self.fiscal_year}年度 {self.code} {self.title}"

    @property
    def code(self) -> str:
        """Return 「14-02-01-02」: 款-項-目-節."""
        return f"{self.kan}-{self.ko}-{self.moku}-{self.setsu}"

    @property
    def remaining(self) -> int:
        return self.budget - self.committed


class Allotment(models.Model):
    """支出負担行為: what a line has promised for one matter.

    ``amount`` is what the line bears now, ``ordered`` what 支出命令 have asked
    for; triggers keep both. ``clawed_back`` is what was returned after payment.
    """

    class State(models.TextChoices):
        HELD = "held", "割当中"
        SETTLED = "settled", "額の確定済み"
        RELEASED = "released", "取消し"

    ref = RefField()
    line = models.ForeignKey(
        BudgetLine,
        verbose_name="科目",
        on_delete=models.PROTECT,
        related_name="allotments",
    )
    about = models.CharField("対象", max_length=80, db_index=True)
    title = models.CharField("件名", max_length=200)
    amount = models.PositiveBigIntegerField("金額", default=0, editable=False)
    ordered = models.PositiveBigIntegerField("支出命令額", default=0, editable=False)
    clawed_back = models.PositiveBigIntegerField("返還額", default=0)
    state = models.CharField("状態", max_length=8, choices=State, default=State.HELD)
    reserved_on = models.DateField("負担行為の日", default=clock.today)
    reserved_at = models.DateTimeField("登録日時", default=clock.now)
    reserved_by = models.ForeignKey(
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
        related_name="allotments",
    )
    told_amount = models.PositiveBigIntegerField("書き出した額", default=0)
    accounting_number = models.CharField("財務会計の番号", max_length=40, blank=True)

    class Meta:
        verbose_name = "支出負担行為"
        constraints = [
            models.CheckConstraint(
                name="allotment_orders_stay_within",
                condition=Q(ordered__lte=F("amount") + F("clawed_back")),
                violation_error_message="支出命令が確定した額をこえています。",
            ),
            models.CheckConstraint(
                name="allotment_released_bears_nothing",
                condition=~Q(state="released") | Q(amount=0),
                violation_error_message="取り消した割当に金額が残っています。",
            ),
            models.CheckConstraint(
                name="allotment_claws_back_what_was_ordered",
                condition=Q(clawed_back__lte=F("ordered")),
                violation_error_message="返還額が支出した額をこえています。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {
            "id",
            "ref",
            "line",
            "about",
            "title",
            "amount",
            "ordered",
            "clawed_back",
            "state",
            "reserved_on",
            "reserved_at",
            "reserved_by",
            "exported",
            "told_amount",
            "accounting_number",
        }

    def __str__(self) -> str:
        return f"{self.title} {self.amount}円"


class AllotmentMove(models.Model):
    """割当の増減: the journal from which the balances are kept; only added to."""

    class Kind(models.TextChoices):
        RESERVE = "reserve", "割当"
        RELEASE = "release", "取消し"
        SETTLE = "settle", "額の確定"
        CLAW_BACK = "claw_back", "返還（戻入）"

    allotment = models.ForeignKey(
        Allotment,
        verbose_name="割当",
        on_delete=models.PROTECT,
        related_name="moves",
    )
    line = models.ForeignKey(
        BudgetLine, verbose_name="科目", on_delete=models.PROTECT, related_name="moves"
    )
    kind = models.CharField("種類", max_length=9, choices=Kind)
    amount = models.BigIntegerField("増減")
    moved_at = models.DateTimeField("日時", default=clock.now)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="職員",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "割当の増減"
        ordering: ClassVar = ["pk"]

    class Privacy:
        retention = "ledger"
        office_only = True
        internal = {
            "id",
            "allotment",
            "line",
            "kind",
            "amount",
            "moved_at",
            "moved_by",
        }

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}円"
