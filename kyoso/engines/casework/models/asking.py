"""合議・引継ぎ: what one section asks of another about a case."""

from django.db import models
from django.db.models import F, Q

from kyoso.engines.casework.models.cases import Case
from kyoso.engines.casework.models.decisions import Proposal
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Consultation(models.Model):
    """合議: another section is asked about a draft, beside the route and at once.

    All of them are asked in parallel; the last approval waits for every answer.
    """

    class Answer(models.TextChoices):
        AGREED = "agreed", "同意"
        OBJECTED = "objected", "不同意"

    ref = RefField()
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="consultations"
    )
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="合議先の課",
    )
    # The drafter, so that the database itself can refuse self-consent.
    asked_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="求めた人（起案者）",
    )
    is_required = models.BooleanField("手続の定めによるものか")
    asked_at = models.DateTimeField("求めた日時", default=clock.now)
    answer = models.CharField("答え", max_length=10, choices=Answer, blank=True)
    reason = models.TextField("意見", blank=True)
    answered_at = models.DateTimeField("答えた日時", null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="答えた人",
    )
    deputised = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代理した配置",
    )

    class Meta:
        verbose_name = "合議"
        ordering = ["proposal", "section__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "section"],
                name="consultation_asks_a_section_once",
                violation_error_message="同じ課に二度、合議を求めることはできません。",
            ),
            models.CheckConstraint(
                name="consultation_answer_is_whole",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(
                    answer__in=["agreed", "objected"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                violation_error_message="合議の答えには、答えた人と日時が必要です。",
            ),
            models.CheckConstraint(
                name="consultation_objection_says_why",
                condition=~Q(answer="objected", reason=""),
                violation_error_message="不同意のときは、理由を入力してください。",
            ),
            models.CheckConstraint(
                name="consultation_not_answered_by_the_drafter",
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                violation_error_message="起案した人は、合議に答えられません。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "ref",
            "proposal",
            "section",
            "asked_by",
            "is_required",
            "asked_at",
            "answer",
            "answered_at",
            "answered_by",
            "deputised",
        }
        personal = {"reason"}

    def __str__(self) -> str:
        return f"{self.proposal} {self.section}"


class Passing(models.Model):
    """課の引継ぎ: a section asks another to take a case over; it moves when accepted."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "引き受けた"
        DECLINED = "declined", "引き受けない"
        TAKEN_BACK = "taken_back", "取りやめ"
        LAPSED = "lapsed", "終了"

    ref = RefField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="passings")
    source = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="引き継ぐ課",
    )
    target = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="引き受ける課",
    )
    reason = models.TextField("理由")
    offered_at = models.DateTimeField("申し出た日時", default=clock.now)
    offered_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="申し出た人",
    )
    answer = models.CharField("返事", max_length=10, choices=Answer, blank=True)
    comment = models.TextField("返事の理由", blank=True)
    answered_at = models.DateTimeField("返事の日時", null=True, blank=True)
    # Nobody, where the applicant's withdrawal ended it.
    answered_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="返事をした人",
    )

    class Meta:
        verbose_name = "課の引継ぎ"
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answer=""),
                name="passing_one_open_a_case",
                violation_error_message="この申請は、すでに引継ぎの返事を待っています。",
            ),
            models.CheckConstraint(
                name="passing_goes_to_another_section",
                condition=~Q(source=F("target")),
                violation_error_message="ほかの課を選んでください。",
            ),
            models.CheckConstraint(
                name="passing_says_why",
                condition=~Q(reason="") & ~Q(answer="declined", comment=""),
                violation_error_message="理由を入力してください。",
            ),
            models.CheckConstraint(
                name="passing_answer_is_whole",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False))
                & (Q(answered_by__isnull=False) | Q(answer="lapsed")),
                violation_error_message="返事には、日時と人が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        # 取り下げ ends an open one.
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "case",
            "source",
            "target",
            "offered_at",
            "offered_by",
            "answer",
            "answered_at",
            "answered_by",
        }
        personal = {"reason", "comment"}

    def __str__(self) -> str:
        return f"{self.case} {self.source} {self.target}"
