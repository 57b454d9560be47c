"""机: how an officer likes the work list, and what was done to many at once."""

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.models.cases import Case
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class DeskOrder(models.Model):
    """保存した並び: the filters and the order in which an officer's list opens."""

    officer = models.OneToOneField(
        "people.Officer", on_delete=models.CASCADE, related_name="+"
    )
    query = models.CharField("条件と並び", max_length=300)

    class Meta:
        verbose_name = "保存した並び"

    class Privacy:
        retention = "account"
        office_only = True
        internal = {"id", "officer", "query"}

    def __str__(self) -> str:
        return self.query


class SavedFilter(models.Model):
    """保存した条件: a named filter, of one officer or of a whole section.

    No search word is kept: it may be a person's name.
    """

    ref = RefField()
    title = models.CharField("名前", max_length=30)
    query = models.CharField("条件と並び", max_length=300)
    # Whose it is; a section's is everybody's who reads its cases.
    officer = models.ForeignKey(
        "people.Officer", on_delete=models.CASCADE, related_name="+"
    )
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="使う課",
    )
    saved_at = models.DateTimeField("保存日時", default=clock.now)

    class Meta:
        verbose_name = "保存した条件"
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "title"],
                condition=Q(section=None),
                name="saved_filter_own_title_once",
                violation_error_message="同じ名前の条件が、もうあります。",
            ),
            models.UniqueConstraint(
                fields=["section", "title"],
                condition=Q(section__isnull=False),
                name="saved_filter_section_title_once",
                violation_error_message="同じ名前の条件が、もうあります。",
            ),
        ]

    class Privacy:
        retention = "account"
        office_only = True
        internal = {
            "id",
            "ref",
            "title",
            "query",
            "officer",
            "section",
            "saved_at",
        }

    def __str__(self) -> str:
        return self.title


class BulkAct(models.Model):
    """一括処理: one act on many cases, chosen by one officer in one list."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", "担当を決める"
        ACCEPT = "accept", "確認を始める"
        NOTE = "note", "メモを残す"

    ref = RefField()
    kind = models.CharField("処理", max_length=10, choices=Kind)
    # The same page sent twice is the same act.
    token = models.CharField("送信の印", max_length=64, unique=True, editable=False)
    done_at = models.DateTimeField("日時", default=clock.now)
    done_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="処理した人",
    )

    class Meta:
        verbose_name = "一括処理"

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "ref", "kind", "token", "done_at", "done_by"}

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class BulkResult(models.Model):
    """一括処理の結果: one case of it, done whole or refused with its sentence."""

    act = models.ForeignKey(BulkAct, on_delete=models.CASCADE, related_name="results")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    refusal = models.CharField("できなかった理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "一括処理の結果"
        ordering = ["act", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "case"], name="bulk_result_one_a_case"
            )
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "act", "case"}
        personal = {"refusal"}

    def __str__(self) -> str:
        return f"{self.act} {self.case}"
