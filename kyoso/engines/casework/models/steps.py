"""経過: everything that happened to a case, one row a step."""

from django.db import models

from kyoso.engines.casework.models.cases import Case
from kyoso.engines.casework.states import State
from kyoso.kernel import clock


class Step(models.Model):
    """経過: one thing that happened to a case; never changed afterwards."""

    class Side(models.TextChoices):
        APPLICANT = "applicant", "申請者"
        OFFICE = "office", "市"
        SYSTEM = "system", "システム"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField("できごと", max_length=40)
    state = models.CharField("その後の状態", max_length=12, choices=State)
    at = models.DateTimeField("日時", default=clock.now)
    by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="した人",
    )
    side = models.CharField("だれの側か", max_length=10, choices=Side)
    edition = models.PositiveIntegerField("更新番号")
    text = models.TextField("内容", blank=True)

    class Meta:
        verbose_name = "経過"
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "edition"],
                name="step_edition_is_unique",
                violation_error_message="同時に更新されました。もう一度お試しください。",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "case", "event", "state", "at", "by", "side", "edition"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.case} {self.event}"
