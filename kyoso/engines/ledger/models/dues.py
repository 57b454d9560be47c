"""調定・収入・還付: what is owed to the city, what came, what goes back."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kyoso.engines.ledger import rules
from kyoso.engines.ledger.models.budget import BudgetLine
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField
from kyoso.kernel.ids import new_code


class DueQuerySet(models.QuerySet["Due"]):
    def standing(self) -> "DueQuerySet":
        """Dues that were not cancelled."""
        return self.filter(cancelled_at=None)

    def open(self) -> "DueQuerySet":
        """未納: standing dues for which less has come than is owed."""
        return self.standing().filter(collected__lt=F("amount") + F("refunded"))

    def paid(self) -> "DueQuerySet":
        return self.standing().filter(collected__gte=F("amount") + F("refunded"))

    def overpaid(self) -> "DueQuerySet":
        """過誤納: more has come and stayed than is owed."""
        return self.filter(
            Q(cancelled_at=None, collected__gt=F("amount") + F("refunded"))
            | Q(cancelled_at__isnull=False, collected__gt=F("refunded"))
        )


class Due(models.Model):
    """調定: an amount due, who owes it, what for, until when.

    ``about`` names the matter as ``app_label:ref`` and ``kind`` what of it; one
    standing due for both. ``collected`` and ``refunded`` are kept by triggers.
    """

    ref = RefField()
    code = models.CharField("納付番号", max_length=14, unique=True, default=new_code)
    line = models.ForeignKey(
        BudgetLine, verbose_name="科目", on_delete=models.PROTECT, related_name="dues"
    )
    about = models.CharField("対象", max_length=80)
    kind = models.SlugField("種類", max_length=40)
    title = models.JSONField("件名")
    debtor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="納付者の利用者",
        null=True,
        on_delete=models.PROTECT,
        related_name="dues",
    )
    payer_name = models.CharField("納付者", max_length=200)
    amount = models.PositiveBigIntegerField("金額")
    due_on = models.DateField("納期限")
    instalment = models.PositiveBigIntegerField("分割の1回の額", default=0)
    el_number = models.CharField("eL番号", max_length=60, blank=True)
    raised_on = models.DateField("調定日", default=clock.today)
    raised_at = models.DateTimeField("登録日時", default=clock.now)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    collected = models.PositiveBigIntegerField("収入額", default=0, editable=False)
    refunded = models.PositiveBigIntegerField("還付額", default=0, editable=False)
    cancelled_at = models.DateTimeField("取消日時", null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="取消者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cancel_reason = models.CharField("取消しの理由", max_length=200, blank=True)
    exported = models.ForeignKey(
        "ledger.Export",
        verbose_name="書出し",
        null=True,
        on_delete=models.PROTECT,
        related_name="dues",
    )
    told_amount = models.PositiveBigIntegerField("書き出した額", default=0)
    accounting_number = models.CharField("財務会計の番号", max_length=40, blank=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = "調定"
        indexes = [
            models.Index(fields=["debtor", "due_on"], name="due_of_a_debtor"),
            models.Index(fields=["due_on"], name="due_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "kind"],
                condition=Q(cancelled_at=None),
                name="due_stands_once_for_a_matter",
                violation_error_message="この件の請求は、もうあります。",
            ),
            models.CheckConstraint(
                name="due_is_of_something",
                condition=Q(amount__gt=0),
                violation_error_message="金額は1円以上にしてください。",
            ),
            models.CheckConstraint(
                name="due_instalment_is_a_part",
                condition=Q(instalment__lt=F("amount")),
                violation_error_message="分割の1回の額は、請求額より少なくしてください。",
            ),
            models.CheckConstraint(
                name="due_gives_back_what_came",
                condition=Q(refunded__lte=F("collected")),
                violation_error_message="還付が収入をこえています。",
            ),
            # An applicant without an account takes a fee back by withdrawing.
            models.CheckConstraint(
                name="due_cancelled_has_its_moment_and_reason",
                condition=Q(cancelled_at=None, cancelled_by=None, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
                violation_error_message="取消しには、日時と理由が必要です。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "code",
            "line",
            "about",
            "kind",
            "title",
            "debtor",
            "due_on",
            "raised_on",
            "raised_at",
            "raised_by",
            "cancelled_at",
            "cancelled_by",
            "cancel_reason",
            "exported",
            "accounting_number",
        }
        personal = {
            "payer_name",
            "amount",
            "told_amount",
            "instalment",
            "el_number",
            "collected",
            "refunded",
        }

    def __str__(self) -> str:
        return f"{self.title['ja']} {self.amount}円"

    @property
    def owed(self) -> int:
        """Return what the city may keep: nothing once the due is cancelled."""
        return 0 if self.cancelled_at else self.amount

    @property
    def kept(self) -> int:
        """Return what came and did not go back."""
        return self.collected - self.refunded

    @property
    def is_paid(self) -> bool:
        return self.cancelled_at is None and self.kept >= self.amount

    @property
    def overpaid(self) -> int:
        """Return 過誤納: what has to go back."""
        return max(0, self.kept - self.owed)

    @property
    def missing(self) -> int:
        return max(0, self.owed - self.kept)

    @property
    def asked(self) -> int:
        """Return what is to be paid now: all that is missing, or the part agreed on."""
        return min(self.missing, self.instalment or self.missing)


class Receipt(models.Model):
    """収入: money that came for a due, by one channel. Only 消込 changes it.

    ``source`` names the payment where it happened, so that it is booked once.
    Until ``cleared_on`` a receiver holds the money: 決済済み・入金待ち.
    """

    due = models.ForeignKey(
        Due, verbose_name="調定", on_delete=models.PROTECT, related_name="receipts"
    )
    ref = RefField()
    amount = models.PositiveBigIntegerField("金額")
    fiscal_year = models.PositiveSmallIntegerField("収入年度")
    channel = models.SlugField("支払い方法", max_length=40)
    source = models.CharField("出所", max_length=120, unique=True)
    paid_on = models.DateField("納付の委託の日")
    forward_by = models.DateField("入金の期限", null=True)
    cleared_on = models.DateField("消込日", null=True)
    promised_back = models.PositiveBigIntegerField("還付予定額", default=0)
    booked_at = models.DateTimeField("登録日時", default=clock.now)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "収入"
        indexes = [
            models.Index(
                fields=["paid_on"],
                name="receipt_not_cleared",
                condition=Q(cleared_on=None),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="receipt_is_of_something",
                condition=Q(amount__gt=0),
                violation_error_message="金額は1円以上にしてください。",
            ),
            models.CheckConstraint(
                name="receipt_gives_back_at_most_itself",
                condition=Q(promised_back__lte=F("amount")),
                violation_error_message="還付が収入をこえています。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "due",
            "fiscal_year",
            "channel",
            "source",
            "paid_on",
            "forward_by",
            "cleared_on",
            "booked_at",
            "booked_by",
        }
        personal = {"amount", "promised_back"}

    def __str__(self) -> str:
        return f"{self.source} {self.amount}円"

    @property
    def deemed_on(self) -> dt.date:
        """Return 納付の日: see ``rules.deemed_paid_on``."""
        return rules.deemed_paid_on(self.paid_on, self.cleared_on, self.forward_by)

    @property
    def refundable(self) -> int:
        return self.amount - self.promised_back


class Refund(models.Model):
    """還付: money of one receipt that goes back, whole or in part."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "確認待ち"
        CONFIRMED = "confirmed", "手続中"
        REPAID = "repaid", "還付済み"
        WITHDRAWN = "withdrawn", "取りやめ"

    class Reason(models.TextChoices):
        TWICE = "twice", "二重に納付された（過納）"
        MISTAKEN = "mistaken", "納める必要がなかった（誤納）"
        CANCELLED = "cancelled", "請求を取り消した"
        OUTSIDE = "outside", "収納代行会社の側で返金された"

    class Way(models.TextChoices):
        SAME = "same", "支払った方法に返す"
        TRANSFER = "transfer", "口座振込（財務会計で支払う）"

    ref = RefField()
    receipt = models.ForeignKey(
        Receipt, verbose_name="収入", on_delete=models.PROTECT, related_name="refunds"
    )
    due = models.ForeignKey(
        Due, verbose_name="調定", on_delete=models.PROTECT, related_name="refunds"
    )
    amount = models.PositiveBigIntegerField("金額")
    reason = models.CharField("理由", max_length=9, choices=Reason)
    way = models.CharField("返し方", max_length=8, choices=Way)
    state = models.CharField(
        "状態", max_length=9, choices=State, default=State.PROPOSED
    )
    proposed_at = models.DateTimeField("登録日時", default=clock.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField("確認日時", null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="確認者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    repaid_on = models.DateField("還付日", null=True)
    problem = models.CharField("問題", max_length=80, blank=True)
    exported = models.ForeignKey(
        "ledger.Export",
        verbose_name="書出し",
        null=True,
        on_delete=models.PROTECT,
        related_name="refunds",
    )

    class Meta:
        verbose_name = "還付"
        constraints = [
            models.CheckConstraint(
                name="refund_is_of_something",
                condition=Q(amount__gt=0),
                violation_error_message="金額は1円以上にしてください。",
            ),
            constraints.together(
                "confirmed_at",
                "confirmed_by",
                name="refund_confirmed_at_and_by_go_together",
                sentence="確認には、日時と職員が必要です。",
            ),
            models.CheckConstraint(
                name="refund_is_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message="登録した職員は確認できません。",
            ),
            models.CheckConstraint(
                name="refund_goes_out_confirmed",
                condition=Q(state__in=["proposed", "withdrawn"])
                | Q(reason="outside")
                | Q(confirmed_by__isnull=False),
                violation_error_message="還付には、二人目の職員の確認が必要です。",
            ),
            models.CheckConstraint(
                name="refund_repaid_has_a_day",
                condition=Q(state="repaid", repaid_on__isnull=False)
                | (~Q(state="repaid") & Q(repaid_on=None)),
                violation_error_message="還付済みには、還付した日が必要です。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "receipt",
            "due",
            "reason",
            "way",
            "state",
            "proposed_at",
            "proposed_by",
            "confirmed_at",
            "confirmed_by",
            "repaid_on",
            "problem",
            "exported",
        }
        personal = {"amount"}

    def __str__(self) -> str:
        return f"{self.get_reason_display()} {self.amount}円"
