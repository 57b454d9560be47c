"""委任: who may act for whom, in what, until when."""

import datetime as dt

from django.db import models
from django.db.models.expressions import Combinable, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.db.models.lookups import GreaterThan

from kyoso.engines.people.models.accounts import Account, Resident
from kyoso.kernel import clock, constraints, ids
from kyoso.kernel.fields import RefField


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: dt.date) -> "MandateQuerySet":
        """Mandates by which somebody may act on ``day``.

        A guardianship counts only when an officer has confirmed it.
        """
        return self.filter(
            models.Q(kind=Mandate.Kind.MANDATE)
            | models.Q(kind=Mandate.Kind.GUARDIAN, confirmed_at__isnull=False),
            accepted_at__isnull=False,
            revoked_at=None,
            starts_on__lte=day,
            expires_on__gte=day,
        )

    def run_out(self, day: dt.date) -> "MandateQuerySet":
        """Mandates over before ``day`` of which nobody has been told yet."""
        return self.filter(
            expires_on__lt=day,
            accepted_at__isnull=False,
            revoked_at=None,
            lapsed_at=None,
        )

    def covering(self, procedure: Combinable) -> "MandateQuerySet":
        """Mandates whose scope names ``procedure`` (as ``Mandate.covers`` asks).

        A slug has no quotation mark, so one in quotation marks stands in the list
        of slugs, or nowhere: the same on both databases.
        """
        quoted = Concat(Value('"'), procedure, Value('"'))
        place = StrIndex(Cast("procedures", models.TextField()), quoted)
        return self.filter(
            models.Q(kind=Mandate.Kind.GUARDIAN) | models.Q(GreaterThan(place, 0))
        )


class Mandate(models.Model):
    """委任: a resident lets another act, within a scope and until a day.

    Two kinds: a 委任 that the person gives (accepted with the code printed on
    its sheet), and 親権・後見, which an adult declares for a child and an
    officer confirms.
    """

    class Kind(models.TextChoices):
        MANDATE = "mandate", "委任"
        GUARDIAN = "guardian", "親権・後見"

    ref = RefField()
    kind = models.CharField("種別", max_length=10, choices=Kind, default=Kind.MANDATE)
    principal = models.ForeignKey(
        Resident,
        verbose_name="委任する人",
        on_delete=models.PROTECT,
        related_name="mandates_given",
    )
    procedures = models.JSONField("手続", default=list)
    starts_on = models.DateField("はじまり")
    expires_on = models.DateField("おわり")
    code = models.CharField(
        "委任の番号", max_length=14, unique=True, default=ids.new_code
    )
    given_at = models.DateTimeField("委任した日時", default=clock.now)
    given_by = models.ForeignKey(
        Account, verbose_name="委任した人", on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField("引き受けた日時", null=True, blank=True)
    accepted_by = models.ForeignKey(
        Resident,
        verbose_name="引き受けた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates_held",
    )
    confirmed_at = models.DateTimeField("確認した日時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account,
        verbose_name="確認した職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revoked_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    revoked_by = models.ForeignKey(
        Account,
        verbose_name="取り消した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    # What an officer who holds the signed paper (委任状) writes down of it.
    proxy_name = models.CharField("委任状の受任者", max_length=100, blank=True)
    evidence = models.CharField("確かめた方法", max_length=200, blank=True)
    scan = models.CharField("委任状の写し", max_length=22, blank=True)
    # When the clock ended it; whoever revokes it comes before.
    lapsed_at = models.DateTimeField("期限が過ぎた日時", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gte=models.F("starts_on")),
                name="mandate_expires_after_it_starts",
                violation_error_message="委任のおわりは、はじまりより後にしてください。",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("accepted_by")),
                name="mandate_is_given_to_another_person",
                violation_error_message="自分に委任することはできません。",
            ),
            constraints.together(
                "accepted_at",
                "accepted_by",
                name="mandate_is_accepted_by_somebody_at_a_moment",
                sentence="引き受けた日時と人をそろえてください。",
            ),
            constraints.together(
                "confirmed_at",
                "confirmed_by",
                name="mandate_is_confirmed_by_somebody_at_a_moment",
                sentence="確認した日時と人をそろえてください。",
            ),
            constraints.together(
                "revoked_at",
                "revoked_by",
                name="mandate_is_revoked_by_somebody_at_a_moment",
                sentence="取り消した日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "kind",
            "procedures",
            "starts_on",
            "expires_on",
            "given_at",
            "accepted_at",
            "confirmed_at",
            "confirmed_by",
            "revoked_at",
            "revoked_by",
            "evidence",
            "scan",
            "lapsed_at",
        }
        personal = {"principal", "given_by", "accepted_by", "proxy_name"}
        secret = {"code"}

    def __str__(self) -> str:
        return self.ref

    @property
    def agent(self) -> Resident | None:
        """The person who may act; ``None`` until the mandate is accepted."""
        return self.accepted_by

    def covers(self, procedure: str) -> bool:
        """Whether the scope names ``procedure``; a guardian's covers all."""
        return self.kind == self.Kind.GUARDIAN or procedure in self.procedures

    def is_in_force(self, day: dt.date) -> bool:
        """Whether somebody may act by it on ``day`` (as ``in_force`` asks)."""
        settled = self.kind == self.Kind.MANDATE or self.confirmed_at is not None
        return (
            settled
            and self.accepted_at is not None
            and self.revoked_at is None
            and self.starts_on <= day <= self.expires_on
        )
