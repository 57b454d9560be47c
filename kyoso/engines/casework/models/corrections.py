"""補正: which answers the section asks to mend, and since when it waits."""

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.models.cases import Case, Submission
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Correction(models.Model):
    """補正の求め: opens only the questions it names; the clock rests meanwhile."""

    ref = RefField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField("回")
    message = models.TextField("お知らせの文", blank=True)
    asked_at = models.DateTimeField("求めた日時", default=clock.now)
    asked_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="求めた人",
    )
    reply_by_on = models.DateField("回答の期限")
    answer = models.OneToOneField(
        Submission,
        on_delete=models.PROTECT,
        related_name="correction",
        null=True,
        blank=True,
        verbose_name="補正の提出",
    )
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="終わらせた人",
    )

    # Ended because the applicant, perhaps without an account, withdrew the case.
    is_lapsed = models.BooleanField("取下げにより終わったか", default=False)

    class Meta:
        verbose_name = "補正の求め"
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="correction_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_at=None),
                name="correction_one_open_a_case",
                violation_error_message="すでに補正を求めています。",
            ),
            models.CheckConstraint(
                name="correction_answer_ends_it",
                condition=Q(answer=None) | Q(ended_at__isnull=False),
                violation_error_message="回答のある補正は終わっている必要があります。",
            ),
            # An applicant without an account answers too: no author, but then an answer.
            models.CheckConstraint(
                name="correction_ended_at_with_ended_by",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False)
                | Q(ended_at__isnull=False, answer__isnull=False)
                | Q(ended_at__isnull=False, is_lapsed=True),
                violation_error_message="終わらせた人を記録してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "case",
            "number",
            "asked_at",
            "asked_by",
            "reply_by_on",
            "answer",
            "ended_at",
            "ended_by",
            "is_lapsed",
        }
        personal = {"message"}

    def __str__(self) -> str:
        return f"{self.case} 補正{self.number}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class CorrectionItem(models.Model):
    """直すところ: one question, and what to mend in it."""

    correction = models.ForeignKey(
        Correction, on_delete=models.PROTECT, related_name="items"
    )
    question = models.CharField("質問", max_length=60)
    reason = models.CharField("理由の定型", max_length=40, blank=True)
    comment = models.TextField("どう直すか", max_length=500)

    class Meta:
        verbose_name = "直すところ"
        ordering = ["correction", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "question"],
                name="correction_item_names_a_question_once",
            ),
            models.CheckConstraint(
                name="correction_item_says_what_to_mend",
                condition=~Q(comment=""),
                violation_error_message="どう直すかを入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {"id", "correction", "question", "reason"}
        personal = {"comment"}

    def __str__(self) -> str:
        return f"{self.correction} {self.question}"
