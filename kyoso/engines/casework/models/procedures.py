"""手続: what the city takes applications for, and under which rule."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.definition import Definition
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def live(self) -> "ProcedureQuerySet":
        """Procedures that take applications; only these are counted."""
        return self.filter(state=Procedure.State.LIVE)

    def public(self) -> "ProcedureQuerySet":
        """Procedures that residents may read about, 準備中 included."""
        return self.exclude(state=Procedure.State.HIDDEN)

    def open_on(self, day: object) -> "ProcedureQuerySet":
        """Live procedures whose window of application holds ``day``."""
        return self.live().filter(
            Q(opens_on=None) | Q(opens_on__lte=day),
            Q(closes_on=None) | Q(closes_on__gte=day),
        )


class Procedure(models.Model):
    """手続: the row is the truth; TOML is how it comes in and goes out.

    The columns are what lists, filters and figures need; the whole rule is
    ``definition`` (see ``definition.py``). It is changed only by
    ``procedures.load``, which keeps every earlier text as a revision.
    """

    class State(models.TextChoices):
        HIDDEN = "hidden", "非公開"
        PREPARING = "preparing", "準備中"
        LIVE = "live", "受付中"
        CLOSED = "closed", "受付終了"

    slug = models.SlugField("記号", max_length=60, unique=True)
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="procedures",
        verbose_name="担当課",
    )
    form = models.ForeignKey(
        "forms.Form",
        on_delete=models.PROTECT,
        related_name="procedures",
        null=True,
        blank=True,
        verbose_name="様式",
    )
    state = models.CharField("状態", max_length=10, choices=State)
    title = models.CharField("名称", max_length=100)
    opens_on = models.DateField("受付開始日", null=True, blank=True)
    closes_on = models.DateField("受付終了日", null=True, blank=True)
    standard_days = models.PositiveSmallIntegerField(
        "標準処理期間（日）", null=True, blank=True
    )
    statutory_days = models.PositiveSmallIntegerField(
        "法定期間（日）", null=True, blank=True
    )
    is_disposition = models.BooleanField("処分か")
    identity_level = models.CharField("本人確認", max_length=20)
    order = models.PositiveSmallIntegerField("並び順", default=100)
    current = models.OneToOneField(
        "casework.ProcedureRevision",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="いまの版",
    )

    objects: ClassVar = ProcedureQuerySet.as_manager()

    class Meta:
        verbose_name = "手続"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="procedure_live_has_a_form",
                condition=~Q(state="live") | Q(form__isnull=False),
                violation_error_message="受付中の手続には様式が必要です。",
            ),
            models.CheckConstraint(
                name="procedure_window_in_order",
                condition=Q(opens_on=None)
                | Q(closes_on=None)
                | Q(closes_on__gte=models.F("opens_on")),
                violation_error_message="受付終了日は受付開始日より後の日付にしてください。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "slug",
            "section",
            "form",
            "state",
            "title",
            "opens_on",
            "closes_on",
            "standard_days",
            "statutory_days",
            "is_disposition",
            "identity_level",
            "order",
            "current",
        }

    def __str__(self) -> str:
        return self.title

    @cached_property
    def definition(self) -> Definition:
        """The whole rule, typed (one query unless ``current`` is loaded)."""
        assert self.current is not None
        return self.current.definition

    @property
    def is_live(self) -> bool:
        return self.state == self.State.LIVE

    def is_open_on(self, day: object) -> bool:
        """Tell whether an application may be filed on ``day``."""
        return (
            self.is_live
            and not (self.opens_on and day < self.opens_on)  # type: ignore[operator]
            and not (self.closes_on and day > self.closes_on)  # type: ignore[operator]
        )


class ProcedureRevision(models.Model):
    """手続の版: one text of a procedure, never changed; cases are pinned to it."""

    ref = RefField()
    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveSmallIntegerField("版")
    content = models.JSONField("内容")
    loaded_at = models.DateTimeField("取込日時", default=clock.now)
    loaded_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="取り込んだ人",
    )

    class Meta:
        verbose_name = "手続の版"
        ordering = ["procedure", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"],
                name="procedure_revision_number_is_unique",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "ref", "procedure", "number", "content", "loaded_at"}
        internal = {"loaded_by"}

    def __str__(self) -> str:
        return f"{self.procedure.slug} 第{self.number}版"

    @cached_property
    def definition(self) -> Definition:
        return Definition.read(self.content)
