"""延長: a statutory period that an officer made longer, as its article allows."""

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.models.cases import Case
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Extension(models.Model):
    """期限の延長: once for a case, by so many days (暦日), told to the applicant.

    The article is that of the procedure's version to which the case is pinned.
    """

    ref = RefField()
    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="extension", verbose_name="事案"
    )
    days = models.PositiveSmallIntegerField("延長した日数")
    # The applicant reads it: the law asks for the reason in the notice.
    reason = models.TextField("延長の理由", max_length=1000)
    extended_at = models.DateTimeField("延長した日時", default=clock.now)
    extended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="延長した人",
    )

    class Meta:
        verbose_name = "期限の延長"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="extension_has_days",
                condition=Q(days__gte=1),
                violation_error_message="延長する日数は1日以上です。",
            ),
            models.CheckConstraint(
                name="extension_says_why",
                condition=~Q(reason=""),
                violation_error_message="延長の理由を入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "read"
        internal = {"id", "ref", "case", "days", "extended_at", "extended_by"}
        personal = {"reason"}

    def __str__(self) -> str:
        return f"{self.case} 延長{self.days}日"
