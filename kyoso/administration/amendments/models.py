"""改正案: a procedure on its way to its next revision, and what was tried with it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def open(self) -> "AmendmentQuerySet":
        """Amendments that may still be published."""
        return self.filter(state__in=Amendment.OPEN)

    def of_sections(self, sections: Any) -> "AmendmentQuerySet":
        """Amendments of procedures of these sections."""
        return self.filter(section__in=sections)


class Amendment(models.Model):
    """改正案: one text of a procedure, changed freely until it is proposed.

    ``content`` has the shape of a procedure's file. While it is being built it
    may break rules; it is proposed and published only when the one check of the
    house finds nothing. ``edition`` counts the changes: two pages open at once
    cannot overwrite one another. ``before`` is the text before the last change,
    so that one slip can be taken back.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "作成中"
        PROPOSED = "proposed", "確認待ち"
        PUBLISHED = "published", "公開済み"
        DROPPED = "dropped", "取りやめ"

    OPEN = (State.DRAFTING, State.PROPOSED)

    ref = RefField()
    slug = models.SlugField("手続の記号", max_length=60)
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="amendments",
        verbose_name="担当課",
    )
    procedure = models.ForeignKey(
        "casework.Procedure",
        on_delete=models.PROTECT,
        related_name="amendments",
        null=True,
        blank=True,
        verbose_name="手続",
    )
    base = models.ForeignKey(
        "casework.ProcedureRevision",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="もとの版",
    )
    title = models.CharField("名称", max_length=100)
    content = models.JSONField("内容")
    before = models.JSONField("直前の内容", null=True, blank=True)
    edition = models.PositiveIntegerField("更新番号", default=1)
    state = models.CharField(
        "状態", max_length=10, choices=State, default=State.DRAFTING
    )
    begun_at = models.DateTimeField("始めた日時", default=clock.now)
    begun_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="始めた職員",
    )
    changed_at = models.DateTimeField("最後の変更", default=clock.now)
    changed_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="最後に変更した職員",
    )
    why = models.TextField("変更の理由", blank=True)
    proposed_at = models.DateTimeField("公開を求めた日時", null=True, blank=True)
    proposed_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="公開を求めた職員",
    )
    remark = models.TextField("差し戻しの理由", blank=True)
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    published_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="公開した職員",
    )
    revision = models.OneToOneField(
        "casework.ProcedureRevision",
        on_delete=models.PROTECT,
        related_name="amendment",
        null=True,
        blank=True,
        verbose_name="公開した版",
    )

    objects: ClassVar = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = "改正案"
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(state__in=["drafting", "proposed"]),
                name="amendment_one_open_a_procedure",
                violation_error_message="この手続には、作成中の改正案があります。",
            ),
            models.CheckConstraint(
                name="amendment_proposed_by_somebody",
                condition=Q(proposed_at__isnull=True, proposed_by__isnull=True)
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                violation_error_message="だれがいつ公開を求めたかが必要です。",
            ),
            models.CheckConstraint(
                name="amendment_awaited_was_proposed",
                condition=Q(state__in=["drafting", "dropped"])
                | Q(proposed_at__isnull=False),
                violation_error_message="公開は、求められた改正案だけにできます。",
            ),
            models.CheckConstraint(
                name="amendment_published_is_whole",
                condition=Q(
                    state="published",
                    published_at__isnull=False,
                    published_by__isnull=False,
                    revision__isnull=False,
                )
                | (
                    ~Q(state="published")
                    & Q(
                        published_at__isnull=True,
                        published_by__isnull=True,
                        revision__isnull=True,
                    )
                ),
                violation_error_message="公開した改正案には、公開した職員と版が必要です。",
            ),
            models.CheckConstraint(
                name="amendment_published_by_a_second",
                condition=Q(published_by__isnull=True)
                | (
                    ~Q(published_by=F("proposed_by")) & ~Q(published_by=F("changed_by"))
                ),
                violation_error_message="公開を求めた職員や直した職員は、公開できません。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {
            "id",
            "ref",
            "slug",
            "section",
            "procedure",
            "base",
            "title",
            "content",
            "before",
            "edition",
            "state",
            "begun_at",
            "begun_by",
            "changed_at",
            "changed_by",
            "why",
            "proposed_at",
            "proposed_by",
            "remark",
            "published_at",
            "published_by",
            "revision",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_drafting(self) -> bool:
        return self.state == self.State.DRAFTING

    @property
    def is_proposed(self) -> bool:
        return self.state == self.State.PROPOSED


class Rehearsal(models.Model):
    """試し入力: what one officer typed to try an amendment; it is never filed."""

    amendment = models.ForeignKey(
        Amendment, on_delete=models.CASCADE, related_name="rehearsals"
    )
    typed = models.JSONField("入力した内容", default=dict, blank=True)
    typed_at = models.DateTimeField("入力した日時", default=clock.now)
    typed_by = models.ForeignKey(
        "people.Account",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="入力した職員",
    )

    class Meta:
        verbose_name = "試し入力"
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "typed_by"], name="rehearsal_one_an_officer"
            )
        ]

    class Privacy:
        retention = "draft"
        office_only = True
        internal = {"id", "amendment", "typed_at", "typed_by"}
        # Fictional by rule; nobody can be kept from typing a real name.
        special = {"typed"}

    def __str__(self) -> str:
        return f"{self.amendment} {self.pk}"


class Replay(models.Model):
    """過去の申請での確かめ: counts only; nobody's answers are kept here."""

    ref = RefField()
    amendment = models.ForeignKey(
        Amendment, on_delete=models.CASCADE, related_name="replays"
    )
    edition = models.PositiveIntegerField("更新番号")
    months = models.PositiveSmallIntegerField("さかのぼる月数")
    asked_at = models.DateTimeField("求めた日時", default=clock.now)
    asked_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="求めた職員",
    )
    found = models.JSONField("結果", null=True, blank=True)

    class Meta:
        verbose_name = "過去の申請での確かめ"
        ordering = ["-id"]

    class Privacy:
        retention = "draft"
        office_only = True
        internal = {
            "id",
            "ref",
            "amendment",
            "edition",
            "months",
            "asked_at",
            "asked_by",
            "found",
        }

    def __str__(self) -> str:
        return self.ref


class Suspension(models.Model):
    """受付の停止: a live procedure taken back to 準備中, and why."""

    procedure = models.ForeignKey(
        "casework.Procedure", on_delete=models.PROTECT, related_name="suspensions"
    )
    revision = models.OneToOneField(
        "casework.ProcedureRevision",
        on_delete=models.PROTECT,
        related_name="suspension",
        verbose_name="停止した版",
    )
    reason = models.TextField("理由")
    suspended_at = models.DateTimeField("停止した日時", default=clock.now)
    suspended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="停止した職員",
    )

    class Meta:
        verbose_name = "受付の停止"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="suspension_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="受付を止める理由が必要です。",
            )
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {
            "id",
            "procedure",
            "revision",
            "reason",
            "suspended_at",
            "suspended_by",
        }

    def __str__(self) -> str:
        return f"{self.procedure} {self.pk}"
