"""審査と起案: what an officer saw, drafted and another confirmed; what was asked for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField
from kyoso.region.grants.models.grants import Grant


class Inspection(models.Model):
    """審査・現地確認: the checklist as one officer found it on one day."""

    class Kind(models.TextChoices):
        PAPERS = "papers", "書類の審査"
        SITE = "site", "現地確認"
        REPORT = "report", "実績の確認"

    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="inspections"
    )
    kind = models.CharField("種類", max_length=6, choices=Kind)
    findings = models.JSONField("確認した項目")
    has_passed = models.BooleanField("すべて適合か")
    note = models.TextField("所見", blank=True)
    seen_on = models.DateField("確認した日")
    inspected_at = models.DateTimeField("登録日時", default=clock.now)
    inspected_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="確認した職員",
    )

    class Meta:
        verbose_name = "審査・現地確認"
        ordering: ClassVar = ["grant", "id"]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "grant",
            "kind",
            "findings",
            "has_passed",
            "seen_on",
            "inspected_at",
            "inspected_by",
        }
        personal = {"note"}

    def __str__(self) -> str:
        return f"{self.grant} {self.get_kind_display()}"


class Motion(models.Model):
    """起案: a change of what was decided, drafted by one officer, confirmed by another.

    ``amount`` is the new decided amount (change), the fixed one (settle) or what
    is to come back (claw_back); ``reply_by_on`` the day by which it is to come.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", "交付決定の変更"
        REVOKE = "revoke", "交付決定の取消し"
        SETTLE = "settle", "額の確定"
        CLAW_BACK = "claw_back", "返還命令"

    class State(models.TextChoices):
        PENDING = "pending", "決裁待ち"
        CONFIRMED = "confirmed", "決裁済み"
        DROPPED = "dropped", "取りやめ"

    ref = RefField()
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField("種類", max_length=9, choices=Kind)
    amount = models.PositiveBigIntegerField("金額", null=True)
    rule = models.CharField("根拠の規定", max_length=40, blank=True)
    reason = models.TextField("理由", blank=True)
    reply_by_on = models.DateField("返還の期限", null=True)
    state = models.CharField("状態", max_length=9, choices=State, default=State.PENDING)
    drafted_at = models.DateTimeField("起案日時", default=clock.now)
    drafted_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="起案者",
    )
    ended_at = models.DateTimeField("終わった日時", null=True)
    ended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="決裁した人",
    )
    paper = models.OneToOneField(
        "documents.Document",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="通知書",
    )

    class Meta:
        verbose_name = "交付の起案"
        ordering: ClassVar = ["grant", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(state="pending"),
                name="grant_motion_one_pending",
                violation_error_message="この補助金には、決裁待ちの起案があります。",
            ),
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(kind="settle", state="confirmed"),
                name="grant_motion_settles_once",
                violation_error_message="額はもう確定しています。",
            ),
            models.CheckConstraint(
                name="grant_motion_ended_at_and_by_go_together",
                condition=Q(state="pending", ended_at=None, ended_by=None)
                | (
                    ~Q(state="pending")
                    & Q(ended_at__isnull=False, ended_by__isnull=False)
                ),
                violation_error_message="決裁した人と日時を記録してください。",
            ),
            models.CheckConstraint(
                name="grant_motion_confirmed_by_another",
                condition=~Q(state="confirmed") | ~Q(ended_by=F("drafted_by")),
                violation_error_message="起案した人は、同じ案を決裁できません。",
            ),
            models.CheckConstraint(
                name="grant_motion_has_its_amount",
                condition=Q(kind="revoke", amount=None)
                | (~Q(kind="revoke") & Q(amount__gt=0)),
                violation_error_message="金額を入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "read"
        internal = {
            "id",
            "ref",
            "grant",
            "kind",
            "amount",
            "rule",
            "reply_by_on",
            "state",
            "drafted_at",
            "drafted_by",
            "ended_at",
            "ended_by",
            "paper",
        }
        personal = {"reason"}

    def __str__(self) -> str:
        return f"{self.grant} {self.get_kind_display()}"


class ChangeRequest(models.Model):
    """変更・中止の申出: what the applicant asks for after the decision."""

    class Kind(models.TextChoices):
        CHANGE = "change", "内容や額の変更"
        STOP = "stop", "中止・辞退"

    ref = RefField()
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="change_requests"
    )
    kind = models.CharField("種類", max_length=6, choices=Kind)
    text = models.TextField("内容", max_length=1000)
    told_at = models.DateTimeField("申出の日時", default=clock.now)
    told_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="申し出た人",
    )
    motion = models.ForeignKey(
        Motion,
        on_delete=models.PROTECT,
        related_name="change_requests",
        null=True,
        verbose_name="これに応じた起案",
    )

    class Meta:
        verbose_name = "変更・中止の申出"
        ordering: ClassVar = ["grant", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(motion=None),
                name="grant_one_open_change_request",
                violation_error_message="前の申出を、市が確認しています。",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "ref", "grant", "kind", "told_at", "told_by", "motion"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.grant} {self.get_kind_display()}"
