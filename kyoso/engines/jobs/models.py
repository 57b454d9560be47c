"""Effects and rounds."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class EffectQuerySet(models.QuerySet["Effect"]):
    def due(self, moment: dt.datetime) -> "EffectQuerySet":
        return self.filter(state=Effect.State.WAITING, due_at__lte=moment)

    def for_a_person(self) -> "EffectQuerySet":
        """Effects that wait for an officer: uncertain or given up by the machine."""
        return self.filter(state__in=[Effect.State.UNCERTAIN, Effect.State.DEAD])


class Effect(models.Model):
    """外部への処理: one act on the world outside, from the wish to the end."""

    class State(models.TextChoices):
        WAITING = "waiting", "待機中"
        RUNNING = "running", "処理中"
        DONE = "done", "完了"
        UNCERTAIN = "uncertain", "確認が必要"
        DEAD = "dead", "中止（要対応）"
        ABANDONED = "abandoned", "取りやめ"

    ref = RefField()
    kind = models.CharField("種類", max_length=60)
    subject_ref = models.CharField("対象", max_length=60)
    state = models.CharField(
        "状態", max_length=10, choices=State, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField("試行回数", default=0)
    posted_at = models.DateTimeField("登録日時", default=clock.now)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_at = models.DateTimeField("次の試行", default=clock.now)
    handed_out_at = models.DateTimeField("受渡し日時", null=True)
    lease_until = models.DateTimeField("処理期限", null=True)
    runner = models.CharField("処理者", max_length=120, blank=True)
    ended_at = models.DateTimeField("終了日時", null=True)
    problem = models.CharField("問題", max_length=80, blank=True)
    settled_at = models.DateTimeField("判断日時", null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="判断者",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = EffectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                name="effect_open_due",
                condition=~Q(state__in=["done", "abandoned"]),
            )
        ]
        constraints = [
            constraints.together(
                "settled_at", "settled_by", name="effect_settled_at_and_by_go_together"
            ),
            models.CheckConstraint(
                name="effect_running_has_a_lease",
                condition=~Q(state="running") | Q(lease_until__isnull=False),
            ),
        ]

    class Privacy:
        retention = "job"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "kind",
            "subject_ref",
            "state",
            "attempts",
            "posted_at",
            "posted_by",
            "due_at",
            "handed_out_at",
            "lease_until",
            "runner",
            "ended_at",
            "problem",
            "settled_at",
            "settled_by",
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_ref}"


class Round(models.Model):
    """巡回: when a chore was last done and is next due."""

    slug = models.CharField("名前", max_length=60, unique=True)
    last_at = models.DateTimeField("前回", null=True)
    next_at = models.DateTimeField("次回")
    problem = models.CharField("問題", max_length=80, blank=True)

    class Privacy:
        retention = "job"
        public_rights = "read"
        internal = {"id", "slug", "last_at", "next_at", "problem"}

    def __str__(self) -> str:
        return self.slug
