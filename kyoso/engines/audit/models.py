"""操作記録: append-only rows, chained by the sealer, kept by the day."""

from django.db import models
from django.db.models import Q

from kyoso.kernel import clock


class EntryQuerySet(models.QuerySet["Entry"]):
    def sealed(self) -> "EntryQuerySet":
        return self.filter(sequence__isnull=False)

    def unsealed(self) -> "EntryQuerySet":
        return self.filter(sequence=None)

    def newest_first(self) -> "EntryQuerySet":
        return self.order_by("-at", "-id")


class Entry(models.Model):
    """One act: who did what to which thing, and why.

    Holds ids only, no foreign keys: deleting a thing is never blocked by its
    history, and the history never keeps what was deleted. Triggers refuse any
    change but the one sealing, and any deletion but of an expired segment.
    """

    at = models.DateTimeField("日時", default=clock.now)
    event = models.CharField("できごと", max_length=80)
    actor = models.CharField("行為者", max_length=40)
    subject = models.CharField("対象", max_length=80)
    person = models.CharField("だれの情報か", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=80, blank=True)
    details = models.JSONField("詳細", default=dict)
    sequence = models.BigIntegerField("連番", null=True, unique=True)
    seal = models.CharField("封印", max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at"], name="audit_person_at"),
            models.Index(fields=["subject", "at"], name="audit_subject_at"),
            models.Index(
                fields=["id"], name="audit_unsealed", condition=Q(sequence=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sequence=None, seal="")
                | (Q(sequence__isnull=False) & ~Q(seal="")),
                name="audit_entry_has_a_seal_with_its_sequence",
                violation_error_message="連番と封印をそろえてください。",
            )
        ]

    class Privacy:
        retention = "audit"
        public_rights = "append"
        internal = {
            "id",
            "at",
            "event",
            "subject",
            "reason",
            "details",
            "sequence",
            "seal",
        }
        personal = {"actor", "person"}

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class ChainHead(models.Model):
    """封印の先頭: one row, locked by whoever seals."""

    sequence = models.BigIntegerField("連番", default=0)
    seal = models.CharField("封印", max_length=64)

    class Privacy:
        retention = "permanent"
        office_only = True
        public = {"id", "sequence", "seal"}

    def __str__(self) -> str:
        return f"{self.sequence} {self.seal}"


class Segment(models.Model):
    """区間: the rows sealed up to the end of a day, whose head may be published.

    When its retention is over, its rows are deleted whole and it keeps its head,
    so that the chain still begins somewhere.
    """

    day = models.DateField("日", unique=True)
    first_sequence = models.BigIntegerField("はじめの連番", unique=True)
    last_sequence = models.BigIntegerField("おわりの連番", unique=True)
    head = models.CharField("先頭の封印", max_length=64)
    expired_on = models.DateField("廃棄した日", null=True, blank=True)

    class Meta:
        ordering = ["first_sequence"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_sequence__gte=models.F("first_sequence")),
                name="audit_segment_ends_after_it_starts",
                violation_error_message="おわりの連番は、はじめの連番より後です。",
            )
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        public = {
            "id",
            "day",
            "first_sequence",
            "last_sequence",
            "head",
            "expired_on",
        }

    def __str__(self) -> str:
        return f"{self.day} {self.head}"
