"""支払いの試み: one try to pay a due, and everything that was heard of it."""

import datetime as dt
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.jobs.api import Effect
from kyoso.engines.ledger.api import Due
from kyoso.engines.payments.machine import LIVE
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def live(self) -> "AttemptQuerySet":
        return self.filter(state__in=LIVE)

    def to_ask(self, moment: dt.datetime) -> "AttemptQuerySet":
        """Attempts whose provider should be asked now."""
        return self.filter(ask_at__lte=moment)


class Attempt(models.Model):
    """支払いの試み. At most one of a due is live, by constraint."""

    class State(models.TextChoices):
        STARTING = "starting", "準備中"
        OPEN = "open", "支払い画面を開いた"
        PENDING = "pending", "結果の確認中"
        LOST = "lost", "結果が分からない"
        DECLINED = "declined", "支払えなかった"
        CANCELLED = "cancelled", "やめた"
        EXPIRED = "expired", "時間切れ"
        PAID = "paid", "支払い済み"

    ref = RefField()
    due = models.ForeignKey(
        Due, verbose_name="調定", on_delete=models.PROTECT, related_name="attempts"
    )
    channel = models.SlugField("支払い方法", max_length=40)
    provider = models.SlugField("収納代行会社", max_length=40)
    provider_ref = models.CharField("会社の番号", max_length=80, blank=True)
    amount = models.PositiveBigIntegerField("金額")
    cost_shown = models.PositiveIntegerField("見せた手数料")
    state = models.CharField(
        "状態", max_length=9, choices=State, default=State.STARTING
    )
    paid_amount = models.PositiveBigIntegerField("支払われた額", default=0)
    page = models.URLField("支払い画面", max_length=500, blank=True)
    started_at = models.DateTimeField("開始日時", default=clock.now)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="開始者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    expires_at = models.DateTimeField("期限")
    ask_at = models.DateTimeField("次に尋ねる日時", null=True)
    asked = models.PositiveSmallIntegerField("尋ねた回数", default=0)
    problem = models.CharField("問題", max_length=80, blank=True)
    effect = models.OneToOneField(
        Effect,
        verbose_name="開始の処理",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = "支払いの試み"
        ordering: ClassVar = ["-pk"]
        indexes = [
            models.Index(
                fields=["ask_at"],
                name="attempt_to_ask",
                condition=Q(ask_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["due"],
                condition=Q(state__in=LIVE),
                name="attempt_one_live_a_due",
                violation_error_message="前の支払いが終わっていません。",
            ),
            models.CheckConstraint(
                name="attempt_paid_has_an_amount",
                condition=Q(state="paid", paid_amount__gt=0)
                | (~Q(state="paid") & Q(paid_amount=0)),
                violation_error_message="支払い済みには、金額が必要です。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "due",
            "channel",
            "provider",
            "provider_ref",
            "cost_shown",
            "state",
            "started_at",
            "started_by",
            "expires_at",
            "ask_at",
            "asked",
            "problem",
            "effect",
        }
        personal = {"amount", "paid_amount"}
        secret = {"page"}

    def __str__(self) -> str:
        return f"{self.channel} {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def source(self) -> str:
        """Return the name under which its money is booked."""
        return f"{self.provider}:{self.ref}"


class Heard(models.Model):
    """聞いたこと: each thing that was said of an attempt, by whichever road.

    A provider's event is kept once: the second of the same id changes nothing.
    """

    class Road(models.TextChoices):
        WEBHOOK = "webhook", "会社からの通知"
        ANSWER = "answer", "会社への問い合わせ"
        FILE = "file", "入金明細"

    attempt = models.ForeignKey(
        Attempt,
        verbose_name="試み",
        null=True,
        on_delete=models.PROTECT,
        related_name="heard",
    )
    provider = models.SlugField("収納代行会社", max_length=40)
    event_id = models.CharField("通知の番号", max_length=80, blank=True)
    road = models.CharField("経路", max_length=7, choices=Road)
    stage = models.CharField("内容", max_length=9)
    amount = models.PositiveBigIntegerField("金額", default=0)
    heard_at = models.DateTimeField("日時", default=clock.now)

    class Meta:
        verbose_name = "会社から聞いたこと"
        ordering: ClassVar = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"],
                condition=~Q(event_id=""),
                name="heard_once_by_event",
                violation_error_message="この通知は、もう受け取りました。",
            )
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "append"
        internal = {
            "id",
            "attempt",
            "provider",
            "event_id",
            "road",
            "stage",
            "heard_at",
        }
        personal = {"amount"}

    def __str__(self) -> str:
        return f"{self.provider} {self.stage}"
