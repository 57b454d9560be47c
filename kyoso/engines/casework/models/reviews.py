"""審査請求: what is asked of the city after a decision, with its own clock."""

from django.db import models
from django.db.models import F, Q

from kyoso.engines.casework.models.cases import Case
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Review(models.Model):
    """審査請求: one request against one case's decision (or its omission).

    As long as one stands here the case cannot be deleted: the reference itself
    forbids it, in the database.
    """

    class Result(models.TextChoices):
        UPHELD = "upheld", "認容"
        PARTLY = "partly", "一部認容"
        DISMISSED = "dismissed", "棄却"
        INADMISSIBLE = "inadmissible", "却下"
        WITHDRAWN = "withdrawn", "取下げ"

    ref = RefField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField("回")
    # None: against an omission (不作為), which has no period.
    known_on = models.DateField("処分を知った日", null=True, blank=True)
    due_on = models.DateField("審査請求の期限", null=True, blank=True)
    received_on = models.DateField("受け付けた日")
    purport = models.TextField("審査請求の趣旨")
    late_reason = models.TextField("期限後の正当な理由", blank=True)
    registered_at = models.DateTimeField("登録日時", default=clock.now)
    registered_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="登録した人",
    )
    result = models.CharField("結果", max_length=12, choices=Result, blank=True)
    result_text = models.TextField("結果の内容", blank=True)
    ruled_on = models.DateField("裁決・取下げの日", null=True, blank=True)
    ended_at = models.DateTimeField("結果の登録日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="結果を登録した人",
    )

    class Meta:
        verbose_name = "審査請求"
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="review_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(result=""),
                name="review_one_open_a_case",
                violation_error_message="この申請には、まだ終わっていない審査請求があります。",
            ),
            models.CheckConstraint(
                name="review_period_with_the_day_of_knowledge",
                condition=Q(known_on=None, due_on=None)
                | Q(known_on__isnull=False, due_on__gt=F("known_on")),
                violation_error_message="期限は、処分を知った日から数えます。",
            ),
            models.CheckConstraint(
                name="review_result_is_whole",
                condition=Q(result="", ruled_on=None, ended_at=None, ended_by=None)
                | (
                    ~Q(result="")
                    & Q(
                        ruled_on__gte=F("received_on"),
                        ended_at__isnull=False,
                        ended_by__isnull=False,
                    )
                ),
                violation_error_message="結果には、裁決の日と登録した人が必要です。",
            ),
            models.CheckConstraint(
                name="review_says_what_is_asked",
                condition=~Q(purport=""),
                violation_error_message="審査請求の趣旨を入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "ref",
            "case",
            "number",
            "known_on",
            "due_on",
            "received_on",
            "registered_at",
            "registered_by",
            "result",
            "ruled_on",
            "ended_at",
            "ended_by",
        }
        personal = {"purport", "late_reason", "result_text"}

    def __str__(self) -> str:
        return f"{self.case} 審査請求{self.number}"

    @property
    def is_open(self) -> bool:
        return not self.result

    @property
    def is_late(self) -> bool:
        """Tell whether it came after the period (行政不服審査法18条1項)."""
        return self.due_on is not None and self.received_on > self.due_on
