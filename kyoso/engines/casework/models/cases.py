"""事案: one application and its answers over time."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import FilteredRelation, Q

from kyoso.engines.casework.applicants import ApplicantKind
from kyoso.engines.casework.states import CLOSED, OPEN, State
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        """Cases that still wait for somebody."""
        return self.filter(state__in=OPEN)

    def closed(self) -> "CaseQuerySet":
        """Cases that have ended, in whichever way."""
        return self.filter(state__in=CLOSED)

    def of(self, account: object) -> "CaseQuerySet":
        """Cases that this account applied for."""
        return self.filter(account=account)  # type: ignore[misc]

    def with_latest(self) -> "CaseQuerySet":
        """One case and its newest submission (``case.latest``) in one query.

        For a query that finds one case: take its ``first()``.
        """
        cases: Any = self  # the checker takes no relation under another name
        found: CaseQuerySet = (
            cases.annotate(latest=FilteredRelation("submissions"))
            .select_related("latest__version")
            .order_by("-latest__number")
        )
        return found


class Case(models.Model):
    """事案: an application from its arrival to its end.

    What the applicant wrote is in ``submissions`` (each immutable); the columns
    here are what lists, filters, labels and clocks need.
    """

    class Channel(models.TextChoices):
        WEB = "web", "オンライン"
        PAPER = "paper", "郵送・書面"
        COUNTER = "counter", "窓口"
        PHONE = "phone", "電話"
        PORTAL = "portal", "国のポータル"

    # Known where ``with_latest`` loaded the case.
    latest: "Submission"

    ref = RefField()
    receipt_number = models.CharField("受付番号", max_length=20, unique=True)
    token = models.CharField("送信の印", max_length=64, unique=True, editable=False)
    procedure = models.ForeignKey(
        "casework.Procedure",
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name="手続",
    )
    revision = models.ForeignKey(
        "casework.ProcedureRevision",
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name="手続の版",
    )
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="cases",
        verbose_name="担当課",
    )
    channel = models.CharField("受付方法", max_length=10, choices=Channel)
    state = models.CharField(
        "状態", max_length=12, choices=State, default=State.RECEIVED
    )
    outcome = models.CharField("結果", max_length=30, blank=True)
    edition = models.PositiveIntegerField("更新番号", default=1)
    arrived_at = models.DateTimeField("到達日時", default=clock.now)
    filed_at = models.DateTimeField("登録日時", default=clock.now)
    filed_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="登録した人",
    )
    # When it last moved; who moved it is in the steps.
    moved_at = models.DateTimeField("最後の動き", default=clock.now)
    due_on = models.DateField("処理の期限", null=True, blank=True)
    closed_at = models.DateTimeField("完結日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="完結させた人",
    )
    kept_period = models.BooleanField("期間内に終わったか", null=True, blank=True)
    assignee = models.ForeignKey(
        "people.Officer",
        on_delete=models.PROTECT,
        related_name="cases",
        null=True,
        blank=True,
        verbose_name="担当者",
    )
    # Who goes on with the case while the assignee is away.
    deputy = models.ForeignKey(
        "people.Officer",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="副担当者",
    )
    account = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="cases",
        null=True,
        blank=True,
        verbose_name="申請者の利用者",
    )
    applicant_kind = models.CharField(
        "申請者の種別",
        max_length=12,
        choices=ApplicantKind,
        default=ApplicantKind.PERSON,
    )
    contact = models.CharField("事業者の担当", max_length=100, blank=True)
    name = models.CharField("申請者の氏名", max_length=150)
    kana = models.CharField("ふりがな", max_length=100, blank=True)
    postcode = models.CharField("郵便番号", max_length=7, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    is_electronic = models.BooleanField("電子での通知を選んだか", default=False)
    language = models.CharField("使う言語", max_length=10, default="ja")

    objects: ClassVar = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "事案"
        ordering = ["-arrived_at", "-id"]
        indexes = [
            models.Index(
                fields=["section", "state", "due_on", "arrived_at", "id"],
                name="case_queue",
            ),
            # The office's list as it opens, in its order and without what has ended;
            # the last three are what its tabs count, so that no row need be read.
            models.Index(
                fields=[
                    "section",
                    "due_on",
                    "arrived_at",
                    "id",
                    "state",
                    "assignee",
                    "deputy",
                ],
                name="case_open",
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["section", "due_on", "arrived_at", "id"], name="case_all"
            ),
            models.Index(fields=["section", "arrived_at", "id"], name="case_arrivals"),
            models.Index(fields=["procedure", "closed_at"], name="case_ends"),
            models.Index(fields=["account", "arrived_at"], name="case_of_account"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_state_is_known",
                condition=Q(state__in=State.values),
                violation_error_message="事案の状態が正しくありません。",
            ),
            models.CheckConstraint(
                name="case_closed_at_with_its_state",
                condition=(
                    Q(state__in=sorted(CLOSED), closed_at__isnull=False)
                    | Q(
                        state__in=sorted(OPEN),
                        closed_at__isnull=True,
                        closed_by__isnull=True,
                    )
                ),
                violation_error_message="完結した事案には完結日時が必要です。",
            ),
            models.CheckConstraint(
                name="case_deputy_is_somebody_else",
                condition=Q(deputy=None)
                | Q(assignee__isnull=False) & ~Q(deputy=models.F("assignee")),
                violation_error_message="担当と副担当には、別の職員を選んでください。",
            ),
            models.CheckConstraint(
                name="case_electronic_has_an_address",
                condition=Q(is_electronic=False) | ~Q(email=""),
                violation_error_message="電子での通知にはメールアドレスが必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "receipt_number",
            "token",
            "procedure",
            "revision",
            "section",
            "channel",
            "state",
            "outcome",
            "edition",
            "arrived_at",
            "filed_at",
            "filed_by",
            "moved_at",
            "due_on",
            "closed_at",
            "closed_by",
            "kept_period",
            "assignee",
            "deputy",
            "is_electronic",
            "language",
            "applicant_kind",
        }
        personal = {
            "account",
            "contact",
            "name",
            "kana",
            "postcode",
            "address",
            "phone",
            "email",
        }

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def named(self) -> residents.Named:
        """Who applies, as ``residents`` is asked whether the address may be shown."""
        return residents.Named(self.account_id, self.name, self.kana)

    @property
    def applicant(self) -> str:
        """Who applies, as the office says it: 「〇〇株式会社（担当：能代花子）」."""
        return f"{self.name}（担当：{self.contact}）" if self.contact else self.name

    @property
    def addressee(self) -> str:
        """To whom letters and mails are written (with 様): a company's person."""
        if self.applicant_kind == ApplicantKind.PERSON:
            return self.name
        return f"{self.name} {self.contact or 'ご担当者'}"

    @property
    def honorific(self) -> str:
        """敬称 of a notice to the applicant itself: 様 for a person, 御中 for a company."""
        is_person = self.applicant_kind == ApplicantKind.PERSON
        return "様" if is_person else "御中"


class Submission(models.Model):
    """提出: what the applicant answered at one time; never changed afterwards.

    Number 1 is the application, each later one the answer to a correction.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField("回")
    version = models.ForeignKey(
        "forms.FormVersion",
        on_delete=models.PROTECT,
        related_name="submissions",
        verbose_name="様式の版",
    )
    answers = models.JSONField("回答")
    at = models.DateTimeField("提出日時", default=clock.now)
    by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="提出した人",
    )
    channel = models.CharField("提出方法", max_length=10, choices=Case.Channel)

    class Meta:
        verbose_name = "提出"
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="submission_number_is_unique"
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "case", "number", "version", "at", "by", "channel"}
        special = {"answers"}

    def __str__(self) -> str:
        return f"{self.case} 第{self.number}回"


class Attachment(models.Model):
    """添付書類: a file that answers a question of one submission."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="attachments"
    )
    question = models.CharField("質問", max_length=60)
    file = models.ForeignKey(
        "media.File",
        on_delete=models.PROTECT,
        related_name="attachments",
        verbose_name="ファイル",
    )

    class Meta:
        verbose_name = "添付書類"
        ordering = ["submission", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question", "file"],
                name="attachment_is_given_once",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "submission", "question", "file"}

    def __str__(self) -> str:
        return f"{self.submission} {self.question}"
