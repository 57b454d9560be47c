"""証明の申請: who asks for which certificate, and where it stands."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.certification.kinds import Kind, kinds
from kyoso.engines.certification.states import OPEN, State
from kyoso.engines.people.api import Account, IdentityLevel, Section
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField

# Here, because the rules of the city (``offering``) are read after the models.
_COUNTER, _BY_POST = "counter", ("post", "tracked", "reply")


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
            | Q(state=State.ISSUED, delivery__in=_BY_POST)
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
                name="certificate_order_is_of_a_card_or_of_the_counter",
                condition=Q(level__gte=IdentityLevel.CARD)
                | Q(level=IdentityLevel.COUNTER, channel=_COUNTER),
                violation_error_message="証明書の申請には、カードか窓口での本人確認が必要です。",
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
    def is_at_counter(self) -> bool:
        """Tell whether a clerk entered it (``CounterEntry``), at the counter or by post."""
        return self.channel == _COUNTER

    @property
    def subject(self) -> Account | None:
        """Whose certificate it is: who asked, or who let them ask.

        Of what a clerk entered, the account that its person may have.
        """
        if self.principal is not None or self.is_at_counter:
            return self.principal
        return self.requested_by

    @property
    def applicant_name(self) -> str:
        """Who stands behind the request, in words; of the counter for the office only."""
        if self.is_at_counter:
            return self.counter_entry.applicant
        return self.requested_by.resident.name

    @property
    def total(self) -> int:
        """What is to be paid, in yen."""
        return self.fee * self.copies + self.postage

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_by_post(self) -> bool:
        return self.delivery in _BY_POST

    @property
    def is_for_officer(self) -> bool:
        """Tell whether an officer prints the paper: to be sent or handed over."""
        return self.is_by_post or self.delivery == "hand"
