"""コンビニ交付の申請: what the centre asked for, and what its terminal said in the end."""

from django.db import models
from django.db.models import Q

from kyoso.engines.certification.api import Order, State
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class StoreRequestQuerySet(models.QuerySet["StoreRequest"]):
    def calling(self) -> "StoreRequestQuerySet":
        """Paid papers that did not come out, or of which nothing was heard."""
        return self.filter(closed_at=None, outcome__in=StoreRequest.TROUBLES)

    def unheard(self) -> "StoreRequestQuerySet":
        """Paid requests whose paper was not made, or not said to have come out."""
        return self.filter(
            outcome="", closed_at=None, order__state__in=(State.PAID, State.ISSUED)
        )

    def unpaid(self) -> "StoreRequestQuerySet":
        """Requests that are still examined, held by officers or to be paid."""
        return self.filter(
            order__state__in=(State.EXAMINING, State.BY_HAND, State.TO_PAY)
        )


class StoreRequest(models.Model):
    """One request of the centre, by its own number. Without an order: for the counter.

    ``digest`` is of the first body: the same number with another is refused.
    ``outcome`` is written once.
    """

    class Outcome(models.TextChoices):
        NONE = "", "まだありません"
        PRINTED = "printed", "印刷済み"
        PAPER_OUT = "paper_out", "用紙切れ"
        JAM = "jam", "紙詰まり"
        OTHER = "other", "そのほかの不具合"
        NO_ANSWER = "no_answer", "返事がありません"

    TROUBLES = ("paper_out", "jam", "other", "no_answer")

    ref = RefField()
    number = models.CharField("センターの受付番号", max_length=40, unique=True)
    digest = models.CharField("内容の照合値", max_length=64)
    terminal = models.CharField("店舗の端末", max_length=60)
    order = models.OneToOneField(
        Order,
        verbose_name="申請",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="store_request",
    )
    came = models.DateTimeField("受付日時", default=clock.now)
    fetched = models.PositiveSmallIntegerField("取り出した回数", default=0)
    outcome = models.CharField(
        "結果", max_length=10, choices=Outcome, blank=True, default=""
    )
    told = models.DateTimeField("結果の日時", null=True, blank=True)
    closed_at = models.DateTimeField("終えた日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        Account,
        verbose_name="終えた人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why = models.CharField("終えた理由", max_length=200, blank=True)

    objects = StoreRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "コンビニ交付の申請"
        ordering = ["-came", "-id"]
        constraints = [
            models.CheckConstraint(
                name="store_request_closed_has_its_author",
                condition=Q(closed_at=None, closed_by=None, why="")
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(why=""),
                violation_error_message="終えた申請には、理由と終えた人が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "ref",
            "number",
            "digest",
            "terminal",
            "order",
            "came",
            "fetched",
            "outcome",
            "told",
            "closed_at",
            "closed_by",
            "why",
        }

    def __str__(self) -> str:
        return self.number


class StoreNonce(models.Model):
    """電文の名前: each message is taken once; a second one of its name is a replay."""

    nonce = models.CharField("電文の名前", max_length=64, unique=True)
    came = models.DateTimeField("届いた日時", default=clock.now, db_index=True)

    class Meta:
        verbose_name = "コンビニ交付の電文の名前"

    class Privacy:
        retention = "session"
        office_only = True
        internal = {"id", "nonce", "came"}

    def __str__(self) -> str:
        return self.nonce
