"""外部一覧: what the city runs on other systems, dated and with its source."""

from django.db import models
from django.db.models import Q

from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class ExternalList(models.Model):
    """外部一覧: what the city runs on other systems, as a dated list with its source.

    ``stated_count`` is what the source states; the named items may be fewer when
    the names are not in hand, and the difference is shown, never filled in.
    """

    ref = RefField()
    slug = models.SlugField("記号", max_length=60)
    title = models.CharField("一覧の名前", max_length=120)
    as_of = models.DateField("時点")
    stated_count = models.PositiveIntegerField("出典に書かれた件数")
    source = models.CharField("出典", max_length=300)
    evidence = models.ForeignKey(
        File,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="根拠の資料",
    )
    recorded_at = models.DateTimeField("登録日時", default=clock.now)
    recorded_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["slug", "as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "as_of"],
                name="external_list_is_one_a_day",
                violation_error_message="この時点の一覧は、すでにあります。",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="external_list_states_its_source"
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | Q(recorded_at__isnull=False),
                name="external_list_recorded_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | Q(evidence__isnull=False),
                name="external_list_recorded_by_a_person_has_evidence",
                violation_error_message="一覧の根拠になる資料を選んでください。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "ref",
            "slug",
            "title",
            "as_of",
            "stated_count",
            "source",
            "recorded_at",
        }
        internal = {"evidence", "recorded_by"}

    def __str__(self) -> str:
        return f"{self.title} {self.as_of}"


class ExternalItem(models.Model):
    """外部一覧の1件: a procedure, by name and by the system that runs it."""

    list = models.ForeignKey(
        ExternalList, on_delete=models.PROTECT, related_name="items"
    )
    key = models.CharField("照合する記号", max_length=160, blank=True)
    name = models.CharField("名称", max_length=160)
    system = models.CharField("動かしている仕組み", max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "name"],
                name="external_item_is_once_in_its_list",
                violation_error_message="同じ名前が、一覧に2回あります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "list", "key", "name", "system"}

    def __str__(self) -> str:
        return self.name
