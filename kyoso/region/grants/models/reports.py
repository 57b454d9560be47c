"""実績報告: what the applicant says was done and spent, and what the city made of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField
from kyoso.region.grants.models.grants import Grant


class Report(models.Model):
    """実績報告: one that was sent; a returned one is followed by another number.

    ``spent`` is the cost in yen, ``helped`` what others paid towards it,
    ``eligible`` what the city recognises of the cost. ``token`` is one text for
    one intention to send.
    """

    class State(models.TextChoices):
        SENT = "sent", "確認中"
        RETURNED = "returned", "差戻し"
        ACCEPTED = "accepted", "認定"

    class Channel(models.TextChoices):
        WEB = "web", "オンライン"
        DESK = "desk", "紙・窓口（職員が入力）"

    ref = RefField()
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField("回")
    token = models.CharField("送信の印", max_length=64, unique=True, editable=False)
    channel = models.CharField("方法", max_length=4, choices=Channel)
    finished_on = models.DateField("完了した日")
    spent = models.PositiveBigIntegerField("かかった費用")
    helped = models.PositiveBigIntegerField("ほかの補助など", default=0)
    text = models.TextField("実施した内容")
    results = models.JSONField("成果の数字", default=dict)
    reported_at = models.DateTimeField("報告日時", default=clock.now)
    reported_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="報告した人",
    )
    state = models.CharField("状態", max_length=8, choices=State, default=State.SENT)
    eligible = models.PositiveBigIntegerField("認めた費用", null=True)
    comment = models.TextField("市からのことば", blank=True)
    answered_at = models.DateTimeField("確認日時", null=True)
    answered_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="確認した職員",
    )

    class Meta:
        verbose_name = "実績報告"
        ordering: ClassVar = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "number"], name="grant_report_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["grant"],
                condition=~Q(state="returned"),
                name="grant_report_one_stands",
                violation_error_message="実績報告は、もう出ています。",
            ),
            models.CheckConstraint(
                name="grant_report_answered_at_and_by_go_together",
                condition=Q(state="sent", answered_at=None, answered_by=None)
                | (
                    ~Q(state="sent")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                ),
                violation_error_message="確認した職員と日時を記録してください。",
            ),
            models.CheckConstraint(
                name="grant_report_accepted_has_its_cost",
                condition=~Q(state="accepted") | Q(eligible__isnull=False),
                violation_error_message="認めた費用を入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {
            "id",
            "ref",
            "grant",
            "number",
            "token",
            "channel",
            "finished_on",
            "spent",
            "helped",
            "results",
            "reported_at",
            "reported_by",
            "state",
            "eligible",
            "answered_at",
            "answered_by",
        }
        personal = {"text", "comment"}

    def __str__(self) -> str:
        return f"{self.grant} 第{self.number}回"


class ReportFile(models.Model):
    """実績報告の書類: a receipt or a photograph that was sent with a report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="papers")
    file = models.OneToOneField(
        "media.File",
        on_delete=models.PROTECT,
        related_name="grant_report",
        verbose_name="ファイル",
    )

    class Meta:
        verbose_name = "実績報告の書類"
        ordering: ClassVar = ["report", "id"]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "report", "file"}

    def __str__(self) -> str:
        return f"{self.report} {self.pk}"
