"""補助制度: what the city gives money for, under which rule, out of which budget."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField
from kyoso.region.grants.definition import Definition


class Programme(models.Model):
    """補助制度: the row is the truth; TOML is how its rule comes in.

    The rule is ``definition``; it is changed only by ``programmes.load``, which
    keeps every earlier text as a revision. Applications come by ``procedure``.
    """

    class State(models.TextChoices):
        LIVE = "live", "実施中"
        CLOSED = "closed", "終了"
        HIDDEN = "hidden", "非公開"

    slug = models.SlugField("記号", max_length=60, unique=True)
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="grant_programmes",
        verbose_name="担当課",
    )
    procedure = models.OneToOneField(
        "casework.Procedure",
        on_delete=models.PROTECT,
        related_name="grant_programme",
        verbose_name="申請の手続",
    )
    title = models.CharField("名称", max_length=100)
    state = models.CharField("状態", max_length=6, choices=State)
    order = models.PositiveSmallIntegerField("並び順", default=100)
    current = models.OneToOneField(
        "grants.ProgrammeRevision",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="いまの版",
    )

    class Meta:
        verbose_name = "補助制度"
        ordering: ClassVar = ["order", "id"]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "slug",
            "section",
            "procedure",
            "title",
            "state",
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


class ProgrammeRevision(models.Model):
    """補助制度の版: one text of a rule, never changed; grants are pinned to it."""

    ref = RefField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="revisions"
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
        verbose_name = "補助制度の版"
        ordering: ClassVar = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="grant_revision_number_is_unique",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "ref", "programme", "number", "content", "loaded_at"}
        internal = {"loaded_by"}

    def __str__(self) -> str:
        return f"{self.programme.slug} 第{self.number}版"

    @cached_property
    def definition(self) -> Definition:
        return Definition.read(self.content)


class Round(models.Model):
    """募集: a window of application with money of its own out of one budget line.

    ``committed`` is what its grants bear now; a trigger keeps it and the check
    refuses whatever would go beyond ``ceiling``, however many decide at once.
    """

    ref = RefField()
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="rounds"
    )
    key = models.CharField("記号", max_length=40)
    title = models.JSONField("名称")
    fiscal_year = models.PositiveSmallIntegerField("年度")
    opens_on = models.DateField("募集開始日")
    closes_on = models.DateField("募集終了日")
    line = models.ForeignKey(
        "ledger.BudgetLine",
        on_delete=models.PROTECT,
        related_name="grant_rounds",
        verbose_name="予算科目",
    )
    ceiling = models.PositiveBigIntegerField("予算枠")
    committed = models.PositiveBigIntegerField("割当済み", default=0, editable=False)
    source = models.CharField("出典", max_length=300)
    verified = models.BooleanField("確認済み", default=False)

    class Meta:
        verbose_name = "募集"
        ordering: ClassVar = ["programme", "opens_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "key"],
                name="grant_round_stands_once",
                violation_error_message="この制度のこの募集は、もうあります。",
            ),
            models.CheckConstraint(
                name="grant_round_window_in_order",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="募集終了日は募集開始日より後にしてください。",
            ),
            models.CheckConstraint(
                name="grant_round_never_overspent",
                condition=Q(committed__gte=0, committed__lte=F("ceiling")),
                violation_error_message="募集の予算枠をこえています。",
            ),
        ]

    class Privacy:
        retention = "ledger"
        public_rights = "read"
        public = {
            "id",
            "ref",
            "programme",
            "key",
            "title",
            "fiscal_year",
            "opens_on",
            "closes_on",
            "line",
            "ceiling",
            "committed",
            "source",
            "verified",
        }

    def __str__(self) -> str:
        return f"{self.programme} {self.key}"

    @property
    def remaining(self) -> int:
        return self.ceiling - self.committed
