"""メモ・関連: what officers tell one another, and which cases belong together."""

from django.db import models
from django.db.models import F, Q

from kyoso.engines.casework.models.cases import Case
from kyoso.kernel import clock


class Note(models.Model):
    """メモ: what officers of the section tell one another; never shown outside."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField("内容", max_length=2000)
    written_at = models.DateTimeField("日時", default=clock.now)
    written_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="書いた人",
    )

    class Meta:
        verbose_name = "メモ"
        ordering = ["case", "id"]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "case", "written_at", "written_by"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.case} {self.pk}"


class Mention(models.Model):
    """呼びかけ: a note names a colleague, until the colleague has seen the case."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    officer = models.ForeignKey(
        "people.Officer", on_delete=models.PROTECT, related_name="mentions"
    )
    seen_at = models.DateTimeField("見た日時", null=True, blank=True)

    class Meta:
        verbose_name = "呼びかけ"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["officer"],
                name="mention_unseen",
                condition=Q(seen_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["note", "officer"], name="mention_names_an_officer_once"
            )
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "note", "officer", "seen_at"}

    def __str__(self) -> str:
        return f"{self.note} {self.officer}"


class CaseLink(models.Model):
    """関連: an officer says that two cases belong together, and why.

    Kept with the older case first, so that the same pair stands once.
    """

    first = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("関連", max_length=100)
    linked_at = models.DateTimeField("日時", default=clock.now)
    linked_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="結び付けた人",
    )

    class Meta:
        verbose_name = "関連する申請"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="case_link_pair_once",
                violation_error_message="この2つの申請は、もう結び付いています。",
            ),
            models.CheckConstraint(
                name="case_link_older_first",
                condition=Q(first__lt=F("second")),
                violation_error_message="申請は、ほかの申請とだけ結び付けられます。",
            ),
            models.CheckConstraint(
                name="case_link_says_why",
                condition=~Q(reason=""),
                violation_error_message="どう関連するかを入力してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "first", "second", "linked_at", "linked_by"}
        personal = {"reason"}

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
