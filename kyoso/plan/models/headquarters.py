"""DX推進本部: meetings, who attended, agenda, decisions and their follow-ups."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.indicators.api import Indicator
from kyoso.engines.people.api import Account, Officer, Section
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField
from kyoso.plan.models.initiatives import Initiative
from kyoso.plan.models.plan import Plan


class Meeting(models.Model):
    """本部会議."""

    class State(models.TextChoices):
        PLANNED = "planned", "予定"
        HELD = "held", "開催済み"
        PUBLISHED = "published", "公表"

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField("回")
    title = models.CharField("会議名", max_length=120)
    held_on = models.DateField("開催日")
    place = models.CharField("場所", max_length=120, blank=True)
    state = models.CharField("状態", max_length=9, choices=State, default=State.PLANNED)
    published_at = models.DateTimeField("公表日時", null=True, blank=True)
    published_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公表した職員",
    )

    class Meta:
        ordering = ["-held_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="meeting_number_is_unique_in_its_plan",
                violation_error_message="この回の会議は、すでにあります。",
            ),
            models.CheckConstraint(
                name="meeting_published_at_and_by_go_together",
                condition=Q(
                    state="published",
                    published_at__isnull=False,
                    published_by__isnull=False,
                )
                | ~Q(state="published") & Q(published_at=None, published_by=None),
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "plan",
            "number",
            "title",
            "held_on",
            "place",
            "state",
            "published_at",
        }
        internal = {"id", "published_by"}

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """出席: who sits in the meeting in which role, and whether they came."""

    class Role(models.TextChoices):
        CHIEF = "chief", "本部長"
        DEPUTY = "deputy", "副本部長（CIO）"
        ADVISER = "adviser", "CIO補佐官"
        MEMBER = "member", "部局長"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances"
    )
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    role = models.CharField("役割", max_length=7, choices=Role)
    has_come = models.BooleanField("出席", default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "officer"],
                name="attendance_is_one_per_officer",
                violation_error_message="この職員は、すでに出席者の一覧にあります。",
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(role="chief"),
                name="attendance_has_one_chief",
                violation_error_message="本部長は一人です。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {"id", "meeting", "officer", "role", "has_come"}

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.officer_id}"


class AgendaItem(models.Model):
    """議題."""

    class Kind(models.TextChoices):
        REPORT = "report", "報告"
        DECIDE = "decide", "協議・決定"
        OTHER = "other", "その他"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="agenda"
    )
    number = models.PositiveSmallIntegerField("番号")
    kind = models.CharField("種類", max_length=6, choices=Kind, default=Kind.REPORT)
    title = models.CharField("議題", max_length=200)
    text = models.TextField("説明", blank=True, max_length=4000)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="agenda_number_is_unique_in_its_meeting",
                violation_error_message="この番号の議題は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        public = {"meeting", "number", "kind", "title", "text"}
        internal = {"id"}

    def __str__(self) -> str:
        return self.title


class DecisionQuerySet(models.QuerySet["Decision"]):
    def published(self) -> "DecisionQuerySet":
        """Those that everybody may read: their meeting is published."""
        return self.filter(meeting__state=Meeting.State.PUBLISHED)

    def ahead(self, **what: Any) -> "DecisionQuerySet":
        """Those of a kind that wait to take effect, in the order in which they will."""
        waiting = self.filter(**what).exclude(meeting__state=Meeting.State.PUBLISHED)
        return waiting.order_by("meeting__number", "number")


class Decision(models.Model):
    """本部決定: what headquarters decided, and what of the plan it changes.

    A record of the office until its meeting is published; then it takes effect
    and everybody may read it.
    """

    class Kind(models.TextChoices):
        KPI = "kpi", "KPIの採用"
        KPI_END = "kpi_end", "KPIの取りやめ"
        SECTION = "section", "取組の担当課の決定"
        OWNER = "owner", "指標の担当課の決定"
        RULE = "rule", "判定の決まりの採用"
        OTHER = "other", "その他の決定"

    ref = RefField()
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="decisions"
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="議題",
    )
    number = models.PositiveSmallIntegerField("番号")
    kind = models.CharField("種類", max_length=7, choices=Kind)
    text = models.TextField("決定の内容", max_length=4000)
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="取組",
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="指標",
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当課",
    )
    tolerance = models.DecimalField(
        "許す遅れ", max_digits=4, decimal_places=3, null=True, blank=True
    )
    grace_days = models.PositiveSmallIntegerField("値を待つ日数", null=True, blank=True)
    recorded_at = models.DateTimeField("記録日時", default=clock.now)
    recorded_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="記録した職員"
    )

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["meeting__held_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="decision_number_is_unique_in_its_meeting",
                violation_error_message="この番号の決定は、すでにあります。",
            ),
            models.CheckConstraint(
                name="decision_names_what_it_changes",
                condition=Q(
                    kind__in=["kpi", "kpi_end"],
                    initiative__isnull=False,
                    indicator__isnull=False,
                )
                | Q(kind="section", initiative__isnull=False, section__isnull=False)
                | Q(kind="owner", indicator__isnull=False, section__isnull=False)
                | Q(kind__in=["rule", "other"], initiative=None, indicator=None),
                violation_error_message="決定が何を変えるかを選んでください。",
            ),
            models.CheckConstraint(
                name="decision_of_the_rule_says_the_rule",
                condition=Q(
                    kind="rule", tolerance__isnull=False, grace_days__isnull=False
                )
                | ~Q(kind="rule") & Q(tolerance=None, grace_days=None),
                violation_error_message="判定の決まりの数字を入力してください。",
            ),
            models.CheckConstraint(
                name="decision_recorded_at_and_by_go_together",
                condition=Q(recorded_at__isnull=False, recorded_by__isnull=False),
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "meeting",
            "agenda_item",
            "number",
            "kind",
            "text",
            "initiative",
            "indicator",
            "section",
            "tolerance",
            "grace_days",
            "recorded_at",
        }
        internal = {"id", "recorded_by"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.ref}"


class FollowUp(models.Model):
    """宿題: what a section does until when because of a decision."""

    ref = RefField()
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="follow_ups"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="+", verbose_name="担当課"
    )
    text = models.CharField("すること", max_length=300)
    due_on = models.DateField("期限")
    outcome = models.CharField("結果", max_length=300, blank=True)
    done_at = models.DateTimeField("完了日時", null=True, blank=True)
    done_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="完了した職員",
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            constraints.together(
                "done_at", "done_by", name="follow_up_done_at_and_by_go_together"
            )
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {
            "id",
            "ref",
            "decision",
            "section",
            "text",
            "due_on",
            "outcome",
            "done_at",
            "done_by",
        }

    def __str__(self) -> str:
        return self.ref

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on < clock.today()
