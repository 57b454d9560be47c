"""利用者: what logs in, the residents behind it, and how sure the house is of them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class AccountManager(BaseUserManager["Account"]):
    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "Account":
        account = self.model(email=(email or "").lower() or None, **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """利用者: what logs in, and to whom things belong.

    A resident and an officer never share one. A company's has neither mail nor
    password: nobody logs in as a company, its members act for it.
    """

    class Kind(models.TextChoices):
        RESIDENT = "resident", "市民"
        OFFICER = "officer", "職員"
        COMPANY = "company", "事業者"

    ref = RefField()
    kind = models.CharField("種別", max_length=10, choices=Kind, default=Kind.RESIDENT)
    # Null, not empty: many accounts have none, and those that have one differ.
    email = models.EmailField("メールアドレス", null=True, unique=True)  # noqa: DJ001
    is_active = models.BooleanField("有効", default=True)
    created_at = models.DateTimeField("登録日時", default=clock.now)
    closed_at = models.DateTimeField("停止日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        "self",
        verbose_name="停止した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="account_email_is_unique_in_any_case",
                violation_error_message="このメールアドレスは、すでに使われています。",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None, is_active=True)
                | models.Q(
                    closed_at__isnull=False, closed_by__isnull=False, is_active=False
                ),
                name="account_is_closed_by_somebody_at_a_moment",
                violation_error_message="停止した日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        # No page of the public door makes or changes an officer's account.
        public_changes = "kind = 'resident'"
        internal = {
            "id",
            "ref",
            "kind",
            "is_active",
            "created_at",
            "last_login",
            "closed_at",
            "closed_by",
        }
        personal = {"email"}
        secret = {"password"}

    def __str__(self) -> str:
        return self.ref


class IdentityLevel(models.IntegerChoices):
    """本人確認の程度: how sure the house is who somebody is.

    A resident known only through another person (a child, a parent on paper) has
    ``NONE`` until a clerk or a connector raises it.
    """

    NONE = 0, "本人確認なし"
    EMAIL = 1, "メールアドレス"
    COUNTER = 2, "窓口で確認"
    CARD = 3, "マイナンバーカード"


class Notices(models.TextChoices):
    """通知の受け取り方. Electronic only where the person chose it."""

    POSTAL = "postal", "郵便で受け取る"
    ELECTRONIC = "electronic", "メールで受け取る"


class Resident(models.Model):
    """市民: a person who uses the public door, or for whom another one does."""

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="resident"
    )
    name = models.CharField("氏名", max_length=100, blank=True)
    kana = models.CharField("ふりがな", max_length=100, blank=True)
    born_on = models.DateField("生年月日", null=True, blank=True)
    postcode = models.CharField("郵便番号", max_length=7, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)
    phone = models.CharField("電話番号", max_length=11, blank=True)
    level = models.PositiveSmallIntegerField(
        "本人確認の程度", choices=IdentityLevel, default=IdentityLevel.NONE
    )
    notices = models.CharField(
        "通知の受け取り方", max_length=10, choices=Notices, default=Notices.POSTAL
    )

    class Privacy:
        retention = "account"
        public_rights = "change"
        internal = {"id", "account", "level", "notices"}
        personal = {"name", "kana", "born_on", "postcode", "address", "phone"}

    def __str__(self) -> str:
        return self.account.ref

    @property
    def ref(self) -> str:
        """The account's ref: a resident has no other public name."""
        return self.account.ref

    @property
    def wants_electronic(self) -> bool:
        """Whether notices may go by mail: chosen, and there is an address."""
        return self.notices == Notices.ELECTRONIC and bool(self.account.email)


class ExternalIdentity(models.Model):
    """外部の本人確認: a person as another provider knows them.

    ``subject`` is the provider's pairwise name of the person at this city; no
    number of the state is ever in it.
    """

    account = models.ForeignKey(
        Account,
        verbose_name="利用者",
        on_delete=models.PROTECT,
        related_name="identities",
    )
    issuer = models.CharField("提供者", max_length=255)
    subject = models.CharField("提供者での識別子", max_length=255)
    level = models.PositiveSmallIntegerField("本人確認の程度", choices=IdentityLevel)
    created_at = models.DateTimeField("つないだ日時", default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="external_identity_belongs_to_one_account",
                violation_error_message="この本人確認は、ほかの利用者につながっています。",
            )
        ]

    class Privacy:
        retention = "account"
        internal = {"id", "account", "issuer", "level", "created_at"}
        personal = {"subject"}

    def __str__(self) -> str:
        return f"{self.issuer} {self.account}"
