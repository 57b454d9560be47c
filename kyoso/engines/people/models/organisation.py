"""組織: departments, sections, officers, their posts and hand-overs."""

import datetime as dt

from django.db import models

from kyoso.engines.people.models.accounts import Account
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class Department(models.Model):
    """部."""

    slug = models.SlugField("記号", unique=True)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]

    class Privacy:
        retention = "organisation"
        public_rights = "read"
        public = {"id", "slug", "name", "order"}

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """課: what is responsible for a procedure, an indicator, an initiative."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="sections"
    )
    slug = models.SlugField("記号", unique=True)
    name = models.CharField("名称", max_length=60)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    counter = models.CharField("窓口", max_length=100, blank=True)
    document_symbol = models.CharField("文書記号", max_length=10, blank=True)
    hours = models.CharField("受付時間", max_length=100, blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    verified = models.BooleanField("確認済み", default=False)
    fictional = models.BooleanField("架空", default=False)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["department__order", "order", "id"]

    class Privacy:
        retention = "organisation"
        public_rights = "read"
        public = {
            "id",
            "department",
            "slug",
            "name",
            "phone",
            "counter",
            "document_symbol",
            "hours",
            "source",
            "verified",
            "fictional",
            "order",
        }

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """職員."""

    account = models.OneToOneField(
        Account, on_delete=models.PROTECT, related_name="officer"
    )
    name = models.CharField("氏名", max_length=100)
    kana = models.CharField("ふりがな", max_length=100, blank=True)
    number = models.CharField("職員番号", max_length=20, unique=True)

    class Privacy:
        retention = "account"
        public_rights = "read"
        internal = {"id", "account", "name", "kana", "number"}

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """The account's ref: an officer has no other public name."""
        return self.account.ref


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: dt.date) -> "PostQuerySet":
        """Posts whose holder was in them on ``day`` (both ends included).

        A post that nobody has confirmed is none.
        """
        return self.filter(
            models.Q(ends_on=None) | models.Q(ends_on__gte=day),
            starts_on__lte=day,
            confirmed_at__isnull=False,
        )

    def waiting(self) -> "PostQuerySet":
        """Posts that a second person has neither confirmed nor refused."""
        return self.filter(confirmed_at=None, refused_at=None)


class Post(models.Model):
    """配置: an officer's place in a section, with a role, from a day to a day.

    One person asks for it and a second one confirms it; before that it gives no
    right. Where there is no second one (a new installation, an emergency on the
    server), the reason stands in ``without_second``.
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="posts")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("職名", max_length=30, blank=True)
    role = models.CharField("役割", max_length=30)
    starts_on = models.DateField("着任日")
    ends_on = models.DateField("離任日", null=True, blank=True)
    deputises = models.ForeignKey(
        "self",
        verbose_name="代理する配置",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
    )
    asked_at = models.DateTimeField("申し出た日時", default=clock.now)
    asked_by = models.ForeignKey(
        Account,
        verbose_name="申し出た人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField("確認した日時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account,
        verbose_name="確認した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    refused_at = models.DateTimeField("認めなかった日時", null=True, blank=True)
    refused_by = models.ForeignKey(
        Account,
        verbose_name="認めなかった人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    without_second = models.CharField("二人目のない理由", max_length=200, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["section__department__order", "section__order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="post_ends_after_it_starts",
                violation_error_message="離任日は着任日より後にしてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    confirmed_at=None, confirmed_by=None, without_second=""
                )
                | models.Q(
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                    without_second="",
                    refused_at=None,
                )
                | (
                    models.Q(
                        confirmed_at__isnull=False, confirmed_by=None, refused_at=None
                    )
                    & ~models.Q(without_second="")
                ),
                name="post_is_confirmed_by_somebody_or_says_why_not",
                violation_error_message="確認した日時と人、または理由をそろえてください。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None)
                | (
                    models.Q(asked_by__isnull=False)
                    & ~models.Q(confirmed_by=models.F("asked_by"))
                ),
                name="post_is_confirmed_by_a_second_person",
                violation_error_message="自分の申し出を、自分で確認することはできません。",
            ),
            constraints.together(
                "refused_at",
                "refused_by",
                name="post_is_refused_by_somebody_at_a_moment",
                sentence="認めなかった日時と人をそろえてください。",
            ),
        ]

    class Privacy:
        retention = "organisation"
        public_rights = "read"
        internal = {
            "id",
            "officer",
            "section",
            "title",
            "role",
            "starts_on",
            "ends_on",
            "deputises",
            "asked_at",
            "asked_by",
            "confirmed_at",
            "confirmed_by",
            "refused_at",
            "refused_by",
            "without_second",
        }

    def __str__(self) -> str:
        return f"{self.section} {self.title} {self.officer}"

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None


class HandOver(models.Model):
    """引継ぎ: what an officer leaves in a section when a post ends.

    Opened with the transfer, signed off by the successor who has read it.
    """

    ref = RefField()
    post = models.OneToOneField(
        Post,
        verbose_name="終わる配置",
        on_delete=models.PROTECT,
        related_name="hand_over",
    )
    successor = models.ForeignKey(
        Officer,
        verbose_name="後任",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hand_overs",
    )
    note = models.TextField("申し送り", max_length=4000, blank=True)
    opened_at = models.DateTimeField("作成日時", default=clock.now)
    opened_by = models.ForeignKey(
        Account, verbose_name="作成した人", on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField("引き継いだ日時", null=True, blank=True)
    signed_by = models.ForeignKey(
        Account,
        verbose_name="引き継いだ人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            constraints.together(
                "signed_at",
                "signed_by",
                name="hand_over_is_signed_by_somebody_at_a_moment",
                sentence="引き継いだ日時と人をそろえてください。",
            )
        ]

    class Privacy:
        retention = "organisation"
        office_only = True
        internal = {
            "id",
            "ref",
            "post",
            "successor",
            "note",
            "opened_at",
            "opened_by",
            "signed_at",
            "signed_by",
        }

    def __str__(self) -> str:
        return self.ref


class HandOverItem(models.Model):
    """引継ぎの項目: one piece of open work, as it stood on the day.

    Holds the work's public name and a title without personal data.
    """

    hand_over = models.ForeignKey(
        HandOver,
        verbose_name="引継ぎ",
        on_delete=models.PROTECT,
        related_name="items",
    )
    kind = models.CharField("種類", max_length=60)
    subject = models.CharField("対象", max_length=80)
    title = models.CharField("件名", max_length=200)
    path = models.CharField("画面", max_length=200, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "id"]

    class Privacy:
        retention = "organisation"
        office_only = True
        internal = {"id", "hand_over", "kind", "subject", "title", "path", "due_on"}

    def __str__(self) -> str:
        return self.subject
