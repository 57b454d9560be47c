"""発行した証明書: each paper with its code, and what it says."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.certification.models.orders import Order
from kyoso.engines.documents.api import Document
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField
from kyoso.kernel.ids import new_code


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def valid(self) -> "CertificateQuerySet":
        return self.filter(revoked_at=None, superseded_at=None)


class Certificate(models.Model):
    """証明書: one issued paper and its code; of what it says only the masked name.

    The receiver's page reads this table. An order has at most one that holds.
    """

    ref = RefField()
    code = models.CharField("確認番号", max_length=14, unique=True, default=new_code)
    order = models.ForeignKey(
        Order,
        verbose_name="申請",
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    masked_name = models.CharField("伏せた氏名", max_length=420)
    document = models.OneToOneField(
        Document, verbose_name="文書", on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField("発行日時", default=clock.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="発行した職員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    replaces = models.OneToOneField(
        "self",
        verbose_name="差し替えた証明書",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replacement",
    )
    superseded_at = models.DateTimeField("差し替え日時", null=True, blank=True)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="差し替えた職員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoked_at = models.DateTimeField("失効日時", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="失効させた職員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField("失効や差し替えの理由", max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "証明書"
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(revoked_at=None, superseded_at=None),
                name="certificate_holds_once_an_order",
                violation_error_message="この申請の証明書は、もう発行しています。",
            ),
            constraints.together(
                "superseded_at",
                "superseded_by",
                name="certificate_superseded_at_and_by_go_together",
                sentence="差し替えには、日時と職員が必要です。",
            ),
            constraints.together(
                "revoked_at",
                "revoked_by",
                name="certificate_revoked_at_and_by_go_together",
                sentence="失効には、日時と職員が必要です。",
            ),
            models.CheckConstraint(
                name="certificate_ended_has_a_reason",
                condition=Q(revoked_at=None, superseded_at=None) | ~Q(reason=""),
                violation_error_message="失効や差し替えには、理由が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "read"
        public = {"code", "issued_at", "superseded_at", "revoked_at"}
        internal = {
            "id",
            "ref",
            "order",
            "document",
            "issued_by",
            "replaces",
            "superseded_by",
            "revoked_by",
            "reason",
        }
        personal = {"masked_name"}

    def __str__(self) -> str:
        return self.code

    @property
    def validity(self) -> str:
        """Whether it holds: valid, revoked or superseded."""
        if self.revoked_at:
            return "revoked"
        return "superseded" if self.superseded_at else "valid"


class CertificateContent(models.Model):
    """証明した内容: what the paper says; the public door cannot read it."""

    certificate = models.OneToOneField(
        Certificate,
        verbose_name="証明書",
        on_delete=models.CASCADE,
        related_name="content",
    )
    told = models.JSONField("内容")

    class Meta:
        verbose_name = "証明した内容"

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "certificate"}
        personal = {"told"}

    def __str__(self) -> str:
        return str(self.pk)
