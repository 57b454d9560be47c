"""事業者: companies, the residents who act for them, and who is invited to."""

import datetime as dt

from django.db import models

from kyoso.engines.people.models.accounts import Account, Resident
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class CompanyQuerySet(models.QuerySet["Company"]):
    def standing(self) -> "CompanyQuerySet":
        """Companies that nobody has closed."""
        return self.filter(ended_at=None)

    def acted_for_by(self, account: Account) -> "CompanyQuerySet":
        """Companies for which this account's resident may act now."""
        return self.standing().filter(
            memberships__resident__account=account, memberships__ended_at=None
        )


class Company(models.Model):
    """事業者: a corporation, or a person in business (個人事業主).

    A corporation is known by its number (法人番号), which is public. A person
    in business has none: nobody but an officer who saw a paper knows that the
    business is theirs, and until then it is only what they told.
    """

    class Kind(models.TextChoices):
        CORPORATION = "corporation", "法人"
        SOLE = "sole", "個人事業主"

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="company"
    )
    kind = models.CharField(
        "種別", max_length=12, choices=Kind, default=Kind.CORPORATION
    )
    # Null, not empty: a person in business has no number.
    number = models.CharField("法人番号", max_length=13, null=True, blank=True)  # noqa: DJ001
    name = models.CharField("名称", max_length=150)
    kana = models.CharField("ふりがな", max_length=100, blank=True)
    postcode = models.CharField("郵便番号", max_length=7, blank=True)
    address = models.CharField("所在地", max_length=300, blank=True)
    created_at = models.DateTimeField("登録日時", default=clock.now)
    confirmed_at = models.DateTimeField("確認した日時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account,
        verbose_name="確認した職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    shown = models.CharField("示された書類", max_length=200, blank=True)
    ended_at = models.DateTimeField("終了日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        Account,
        verbose_name="終了した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = CompanyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind="corporation", number__regex=r"^[1-9][0-9]{12}$"
                )
                | models.Q(kind="sole", number=None),
                name="company_number_has_thirteen_digits",
                violation_error_message="法人番号は13けたの数字です。",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=models.Q(ended_at=None),
                name="company_number_is_registered_once_at_a_time",
                violation_error_message="この法人番号は、すでに登録されています。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by=None, shown="")
                | (
                    models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False)
                    & ~models.Q(shown="")
                ),
                name="company_is_confirmed_by_somebody_who_saw_a_paper",
                violation_error_message="確認した日時、人、書類をそろえてください。",
            ),
            constraints.together(
                "ended_at",
                "ended_by",
                name="company_is_ended_by_somebody_at_a_moment",
                sentence="終了した日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        public = {"number"}
        internal = {
            "id",
            "account",
            "kind",
            "created_at",
            "confirmed_at",
            "confirmed_by",
            "shown",
            "ended_at",
            "ended_by",
        }
        # Of a person in business, they are that person's.
        personal = {"name", "kana", "postcode", "address"}

    def __str__(self) -> str:
        return self.account.ref

    @property
    def ref(self) -> str:
        """The account's ref: a company has no other name in addresses."""
        return self.account.ref


class Role(models.TextChoices):
    """役割: who settles the members, and who only acts."""

    OWNER = "owner", "代表者"
    MEMBER = "member", "担当者"


class Membership(models.Model):
    """事業者の人: a resident who may act for a company until it ends."""

    company = models.ForeignKey(
        Company,
        verbose_name="事業者",
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    resident = models.ForeignKey(
        Resident,
        verbose_name="人",
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField("役割", max_length=10, choices=Role, default=Role.MEMBER)
    created_at = models.DateTimeField("登録日時", default=clock.now)
    ended_at = models.DateTimeField("終了日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        Account,
        verbose_name="終了した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "resident"],
                condition=models.Q(ended_at=None),
                name="membership_is_held_once_at_a_time",
                violation_error_message="この人は、すでに登録されています。",
            ),
            constraints.together(
                "ended_at",
                "ended_by",
                name="membership_is_ended_by_somebody_at_a_moment",
                sentence="終了した日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        internal = {
            "id",
            "company",
            "role",
            "created_at",
            "ended_at",
            "ended_by",
        }
        personal = {"resident"}

    def __str__(self) -> str:
        return f"{self.company} {self.resident}"

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, day: dt.date) -> "InvitationQuerySet":
        """Invitations that may still be accepted on ``day``."""
        return self.filter(
            accepted_at=None,
            withdrawn_at=None,
            expires_on__gte=day,
            company__ended_at=None,
        )


class Invitation(models.Model):
    """招待: lets whoever reads one mail join a company, once, for some days.

    The link in the mail carries a long random text; here is its digest only.
    """

    ref = RefField()
    company = models.ForeignKey(
        Company,
        verbose_name="事業者",
        on_delete=models.PROTECT,
        related_name="invitations",
    )
    email = models.EmailField("メールアドレス")
    role = models.CharField("役割", max_length=10, choices=Role, default=Role.MEMBER)
    digest = models.CharField("招待の要約値", max_length=64, unique=True)
    expires_on = models.DateField("期限")
    invited_at = models.DateTimeField("招待した日時", default=clock.now)
    invited_by = models.ForeignKey(
        Account, verbose_name="招待した人", on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField("引き受けた日時", null=True, blank=True)
    accepted_by = models.ForeignKey(
        Account,
        verbose_name="引き受けた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Account,
        verbose_name="取り消した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            constraints.together(
                "accepted_at",
                "accepted_by",
                name="invitation_is_accepted_by_somebody_at_a_moment",
                sentence="引き受けた日時と人をそろえてください。",
            ),
            constraints.together(
                "withdrawn_at",
                "withdrawn_by",
                name="invitation_is_withdrawn_by_somebody_at_a_moment",
                sentence="取り消した日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "company",
            "role",
            "expires_on",
            "invited_at",
            "invited_by",
            "accepted_at",
            "accepted_by",
            "withdrawn_at",
            "withdrawn_by",
        }
        personal = {"email"}
        secret = {"digest"}

    def __str__(self) -> str:
        return self.ref
