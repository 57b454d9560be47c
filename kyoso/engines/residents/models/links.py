"""つながり: which account is which person of the register, and what the public door knows."""

from django.conf import settings
from django.db import models

from kyoso.engines.residents.models.people import Person
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class CardProof(models.Model):
    """カードの本人確認: what a card said of its holder when it was shown.

    The public door writes it and an officer compares it with the register. It is
    what the person showed, not what the register knows.
    """

    ref = RefField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField("氏名", max_length=200)
    address = models.CharField("住所", max_length=300)
    born_on = models.DateField("生年月日", null=True, blank=True)
    sex = models.CharField("性別", max_length=1, blank=True)
    shown_at = models.DateTimeField("示した日時", default=clock.now)

    class Meta:
        verbose_name = "カードの本人確認"
        ordering = ["shown_at", "id"]

    class Privacy:
        retention = "account"
        public_rights = "append"
        internal = {"id", "ref", "account", "shown_at"}
        personal = {"name", "address", "born_on", "sex"}

    def __str__(self) -> str:
        return self.ref


class Matching(models.Model):
    """照合の結果: what an officer decided about a proof; without a person: nobody."""

    proof = models.OneToOneField(
        CardProof,
        verbose_name="カードの本人確認",
        on_delete=models.PROTECT,
        related_name="matching",
    )
    person = models.ForeignKey(
        Person,
        verbose_name="住民",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField("判断日時", default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="判断した人",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "照合の結果"

    class Privacy:
        retention = "account"
        internal = {"id", "proof", "decided_at", "decided_by"}
        personal = {"person"}

    def __str__(self) -> str:
        return str(self.pk)


class Link(models.Model):
    """つながり: this account is this person, as an officer decided from a card."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        on_delete=models.PROTECT,
        related_name="register_link",
    )
    person = models.OneToOneField(
        Person, verbose_name="住民", on_delete=models.PROTECT, related_name="link"
    )
    proof = models.OneToOneField(
        CardProof,
        verbose_name="カードの本人確認",
        on_delete=models.PROTECT,
        related_name="link",
    )

    class Meta:
        verbose_name = "つながり"

    class Privacy:
        retention = "account"
        internal = {"id", "account", "proof"}
        personal = {"person"}

    def __str__(self) -> str:
        return str(self.pk)


class Standing(models.Model):
    """公開側が知ること: that an account is linked, and whether an officer must look.

    ``is_by_hand`` has many reasons and holds none of them: 支援措置 cannot be
    told from a date of birth that is unknown.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="利用者",
        on_delete=models.PROTECT,
        related_name="register_standing",
    )
    is_by_hand = models.BooleanField("職員が確かめる", default=False)

    class Meta:
        verbose_name = "公開側が知ること"

    class Privacy:
        retention = "account"
        public_rights = "read"
        internal = {"id", "account", "is_by_hand"}

    def __str__(self) -> str:
        return str(self.pk)
