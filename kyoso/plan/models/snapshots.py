"""公表の控え: what was published, frozen; and what was wrong with it, told later."""

from django.db import models
from django.db.models import Q

from kyoso.engines.documents.api import Document
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField
from kyoso.plan.models.headquarters import Meeting
from kyoso.plan.models.plan import Plan


class Snapshot(models.Model):
    """公表の控え: the plan's figures as published, canonical JSON with its SHA-256.

    A trigger refuses to change or delete a row: a mistake is told by a
    ``Correction`` beside it.
    """

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="snapshots")
    meeting = models.OneToOneField(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="snapshot",
        verbose_name="会議",
    )
    number = models.PositiveSmallIntegerField("番号")
    title = models.CharField("名称", max_length=120)
    as_of = models.DateField("時点")
    content = models.TextField("内容")
    digest = models.CharField("指紋", max_length=64)
    published_at = models.DateTimeField("公表日時", default=clock.now)
    published_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="公表した職員"
    )

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="snapshot_number_is_unique_in_its_plan",
                violation_error_message="この番号の公表の控えは、すでにあります。",
            ),
            models.CheckConstraint(
                name="snapshot_published_at_and_by_go_together",
                condition=Q(published_at__isnull=False, published_by__isnull=False),
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "plan",
            "meeting",
            "number",
            "title",
            "as_of",
            "content",
            "digest",
            "published_at",
        }
        internal = {"id", "published_by"}

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """訂正: what a published snapshot said, and what is right."""

    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="corrections"
    )
    place = models.CharField("箇所", max_length=200)
    was = models.CharField("誤", max_length=300)
    is_now = models.CharField("正", max_length=300)
    reason = models.CharField("理由", max_length=300)
    noted_at = models.DateTimeField("訂正日時", default=clock.now)
    noted_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="訂正した職員"
    )

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="correction_noted_at_and_by_go_together",
                condition=Q(noted_at__isnull=False, noted_by__isnull=False),
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"snapshot", "place", "was", "is_now", "reason", "noted_at"}
        internal = {"id", "noted_by"}

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.place}"


class MeetingPack(models.Model):
    """会議資料: a PDF made for a meeting, and the figures that went into it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs")
    number = models.PositiveSmallIntegerField("版")
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name="文書"
    )
    digest = models.CharField("内容の指紋", max_length=64)
    made_at = models.DateTimeField("作成日時", default=clock.now)
    made_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="作成した職員"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="pack_number_is_unique_in_its_meeting",
                violation_error_message="この版の会議資料は、すでにあります。",
            ),
            models.CheckConstraint(
                name="pack_made_at_and_by_go_together",
                condition=Q(made_at__isnull=False, made_by__isnull=False),
            ),
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {
            "id",
            "meeting",
            "number",
            "document",
            "digest",
            "made_at",
            "made_by",
        }

    def __str__(self) -> str:
        return f"{self.meeting_id} 第{self.number}版"
