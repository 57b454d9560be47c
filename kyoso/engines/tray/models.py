"""封をした書類: what waits in the tray, of which nothing here can be read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class SealedQuerySet(models.QuerySet["Sealed"]):
    """Sealed files by what is to be done with them."""

    def handed_in(self) -> "SealedQuerySet":
        """What belongs to an application that was filed."""
        return self.exclude(receipt_number="")

    def to_take(self) -> "SealedQuerySet":
        """What nobody has taken out yet."""
        return self.handed_in().filter(state=Sealed.State.WAITING)


class Sealed(models.Model):
    """封をした書類: one file, sealed to the key of the numbered business.

    ``about`` is the draft it was put in from; ``receipt_number`` is all that joins
    it to an application afterwards. ``content`` goes when it is acknowledged.
    """

    class State(models.TextChoices):
        """How far it is on its way; ``ACKNOWLEDGED``: nothing of it is left."""

        WAITING = "waiting", "取り出し待ち"
        TAKEN = "taken", "取り出し済み"
        ACKNOWLEDGED = "acknowledged", "取込み済み"

    ref = RefField()
    about = models.CharField("対象", max_length=60, blank=True, db_index=True)
    receipt_number = models.CharField(
        "受付番号", max_length=40, blank=True, db_index=True
    )
    section = models.ForeignKey(
        Section,
        verbose_name="担当課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        "状態", max_length=12, choices=State, default=State.WAITING
    )
    size = models.PositiveIntegerField("大きさ（バイト）")
    content = models.BinaryField("封をした中身", null=True, blank=True)
    put_at = models.DateTimeField("入れた日時", default=clock.now)
    put_by = models.ForeignKey(
        Account,
        verbose_name="入れた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_at = models.DateTimeField("取り出した日時", null=True, blank=True)
    taken_by = models.ForeignKey(
        Account,
        verbose_name="取り出した職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    acknowledged_at = models.DateTimeField(
        "取込みを確かめた日時", null=True, blank=True
    )
    acknowledged_by = models.ForeignKey(
        Account,
        verbose_name="取込みを確かめた職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = "封をした書類"
        ordering = ["put_at", "id"]
        constraints = [
            constraints.together(
                "taken_at",
                "taken_by",
                name="sealed_taken_at_and_by",
                sentence="取り出した日時と職員は、そろって必要です。",
            ),
            constraints.together(
                "acknowledged_at",
                "acknowledged_by",
                name="sealed_acknowledged_at_and_by",
                sentence="取込みの日時と職員は、そろって必要です。",
            ),
            models.CheckConstraint(
                name="sealed_content_until_acknowledged",
                condition=Q(state="acknowledged", content=None)
                | ~Q(state="acknowledged") & Q(content__isnull=False),
                violation_error_message="取込みを確かめた書類の中身は残せません。",
            ),
        ]

    class Privacy:
        retention = "case"
        # The public door puts in and takes back; it cannot read what it put in.
        public_rights = "write"
        internal = {
            "id",
            "ref",
            "about",
            "receipt_number",
            "section",
            "state",
            "size",
            "put_at",
            "put_by",
            "taken_at",
            "taken_by",
            "acknowledged_at",
            "acknowledged_by",
        }
        secret = {"content"}

    def __str__(self) -> str:
        return self.ref
