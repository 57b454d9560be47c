"""証明の申請と、発行した証明書."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.certification.kinds import Kind, kinds
from kyoso.engines.certification.states import OPEN, State
from kyoso.engines.documents.api import Document
from kyoso.engines.people.api import Account, IdentityLevel, Section
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField
from kyoso.kernel.ids import new_code


class OrderQuerySet(models.QuerySet["Order"]):
    def open(self) -> "OrderQuerySet":
        """Requests that wait for a check, for money or for their paper."""
        return self.filter(state__in=OPEN)

    def of_sections(self, sections: list[Section]) -> "OrderQuerySet":
        return self.filter(section__in=sections)

    def for_officers(self) -> "OrderQuerySet":
        """Requests that wait for an officer: to be checked, issued or sent."""
        return self.filter(
            Q(state=State.BY_HAND)
            | Q(state=State.PAID, is_automatic=False)
            | Q(state=State.ISSUED, delivery__in=("post", "tracked"))
        )


class Order(models.Model):
    """証明の申請: who asks for which certificate, how sure of the person, what for.

    With a ``principal`` it is theirs, asked for by whoever holds their mandate (代理).
    Nothing of the register stands here: the public door writes and reads it.
    ``token`` makes one request of a form that was sent twice.
    """

    State = State

    ref = RefField()
    token = models.CharField("申請の名前", max_length=40, unique=True)
    kind_slug = models.SlugField("種類", max_length=40)
    section = models.ForeignKey(
        Section, verbose_name="課", on_delete=models.PROTECT, related_name="+"
    )
    scope = models.CharField("対象", max_length=10)
    items = models.JSONField("のせる事項", default=list, blank=True)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    purpose = models.SlugField("使い道", max_length=40)
    copies = models.PositiveSmallIntegerField("通数", default=1)
    channel = models.CharField("経路", max_length=10)
    delivery = models.CharField("受け取り方", max_length=10)
    language = models.CharField("言語", max_length=10, default="ja")
    level = models.PositiveSmallIntegerField("本人確認の程度", choices=IdentityLevel)
    fee = models.PositiveIntegerField("手数料")
    postage = models.PositiveIntegerField("郵送料")
    state = models.CharField(
        "状態", max_length=10, choices=State, default=State.EXAMINING, db_index=True
    )
    is_automatic = models.BooleanField("自動で発行する", default=False)
    requested_at = models.DateTimeField("申請日時", default=clock.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="申請者",
        on_delete=models.PROTECT,
        related_name="certificate_orders",
    )
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="代理を頼んだ人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decline = models.SlugField("お出しできない理由", max_length=20, blank=True)
    decline_note = models.CharField("理由の説明", max_length=300, blank=True)
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="終えた人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tracking = models.CharField("追跡番号", max_length=13, blank=True)
    dispatched_at = models.DateTimeField("発送日時", null=True, blank=True)
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="発送した職員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "証明の申請"
        ordering = ["requested_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="certificate_order_is_of_a_card",
                condition=Q(level__gte=IdentityLevel.CARD),
                violation_error_message="証明書の申請には、カードでの本人確認が必要です。",
            ),
            models.CheckConstraint(
                name="certificate_order_declined_has_a_reason",
                condition=Q(state=State.DECLINED) & ~Q(decline="")
                | ~Q(state=State.DECLINED) & Q(decline=""),
                violation_error_message="お出しできないときは、理由が必要です。",
            ),
            constraints.together(
                "dispatched_at",
                "dispatched_by",
                name="certificate_order_dispatched_at_and_by_go_together",
                sentence="発送には、日時と職員が必要です。",
            ),
            models.CheckConstraint(
                name="certificate_order_has_copies",
                condition=Q(copies__gte=1),
                violation_error_message="通数は1通からです。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "token",
            "kind_slug",
            "section",
            "scope",
            "items",
            "copies",
            "channel",
            "delivery",
            "language",
            "level",
            "fee",
            "postage",
            "state",
            "is_automatic",
            "requested_at",
            "requested_by",
            "principal",
            "decline",
            "ended_at",
            "ended_by",
            "tracking",
            "dispatched_at",
            "dispatched_by",
        }
        personal = {"year", "purpose", "decline_note"}

    def __str__(self) -> str:
        return self.ref

    @property
    def kind(self) -> Kind:
        return kinds()[self.kind_slug]

    @property
    def about(self) -> str:
        """The name of this matter for dues, papers and messages."""
        return f"certification:{self.ref}"

    @property
    def account(self) -> Account:
        """Who asked, pays and is told."""
        return self.requested_by

    @property
    def subject(self) -> Account:
        """Whose certificate it is: who asked, or who let them ask."""
        return self.principal or self.requested_by

    @property
    def total(self) -> int:
        """What is to be paid, in yen."""
        return self.fee * self.copies + self.postage

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_by_post(self) -> bool:
        return self.delivery in ("post", "tracked")


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
