"""届いたもの and 回線: each application that the portal told of, and how the portal is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.api import Case
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class State(models.TextChoices):
    """Where an arrival stands; ``FILED``, ``OUTSIDE`` and ``TRAY`` are an end."""

    LISTED = "listed", "受け取り待ち"
    KEPT = "kept", "取込み待ち"
    WAITING = "waiting", "職員の確認待ち"
    NUMBERED = "numbered", "開かずに保留"
    FILED = "filed", "受付済み"
    OUTSIDE = "outside", "別の方法で対応済み"
    TRAY = "tray", "開かずに番号の担当へ渡した"


ENDED = (State.FILED, State.OUTSIDE, State.TRAY)


class Reason(models.TextChoices):
    """Why an arrival waits for an officer."""

    UNKNOWN = "unknown", "手続の読み替えがありません"
    BROKEN = "broken", "包み（ZIP）がこわれています"
    LOCKED = "locked", "包み（ZIP）にパスワードがかかっています"
    TOO_MUCH = "too_much", "包み（ZIP）の中身が大きすぎるか、多すぎます"
    UNREADABLE = "unreadable", "文字の読めないファイルがあります"
    FAULTY = "faulty", "足りない、または読めない回答があります"
    CLOSED = "closed", "個人番号を含む手続のため、開きません"
    NUMBER = "number", "個人番号とみられる数字があります"
    REFUSED = "refused", "この手続では受け付けられませんでした"
    MAPPING = "mapping", "読み替えのファイルに直すところがあります"
    SEAL = "seal", "保管の鍵が合わず、開けません"
    STRANGE = "strange", "開けない形の包み（ZIP）です"
    NO_FORM = "no_form", "申請の内容のファイルが見つかりません"
    DATE = "date", "ポータルに届いた日時がわかりません"
    GONE = "gone", "国のポータルに、この申請がもうありません"


# What ``trouble`` says of an ended arrival whose end the portal would not hear of, and
# after an officer has seen that.
UNTOLD, SEEN = "untold", "untold_seen"
# What it says of a line that is there, but whose list holds what cannot be received.
ODD_LINE = "list_line"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Arrivals by where they stand."""

    def open(self) -> "ArrivalQuerySet":
        """What has not ended: neither filed nor handled outside."""
        return self.exclude(state__in=ENDED)

    def for_a_person(self) -> "ArrivalQuerySet":
        """What the machine can do nothing about."""
        stuck = Q(state__in=(State.WAITING, State.NUMBERED))
        return self.filter(stuck | Q(state__in=ENDED, trouble=UNTOLD))

    def light(self) -> "ArrivalQuerySet":
        """Without the packages, which lists have no use for."""
        return self.defer("sealed")

    def unacknowledged(self) -> "ArrivalQuerySet":
        """What has ended here and the portal has yet to be told."""
        found = self.filter(state__in=ENDED, acknowledged_at=None)
        return found.exclude(trouble__in=(UNTOLD, SEEN))


class Arrival(models.Model):
    """届いたもの: one application of the portal, by its receipt number.

    ``sealed`` is the package as it was fetched, encrypted; it stays as long as the
    case. ``chosen`` is the procedure that an officer chose where no mapping knew it.
    """

    ref = RefField()
    receipt_number = models.CharField("ポータルの受付番号", max_length=40, unique=True)
    procedure_code = models.CharField("ポータルの手続コード", max_length=60, blank=True)
    chosen = models.SlugField("職員が選んだ手続", blank=True)
    section = models.ForeignKey(
        Section,
        verbose_name="担当課",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.LISTED)
    reason = models.CharField(
        "確認が要る理由", max_length=12, choices=Reason, blank=True
    )
    refusal = models.CharField("受け付けなかった理由", max_length=300, blank=True)
    sealed = models.BinaryField("届いた包み（暗号化）", null=True, blank=True)
    size = models.PositiveIntegerField("大きさ（バイト）", default=0)
    fetches = models.PositiveSmallIntegerField("受け取った回数", default=0)
    trouble = models.CharField("最後の受け取りの失敗", max_length=40, blank=True)
    arrived_at = models.DateTimeField("ポータルに届いた日時", null=True, blank=True)
    seen_at = models.DateTimeField("一覧で見つけた日時", default=clock.now)
    acknowledged_at = models.DateTimeField(
        "ポータルに知らせた日時", null=True, blank=True
    )
    case = models.OneToOneField(
        Case,
        verbose_name="事案",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portal_arrival",
    )
    note = models.CharField("対応の記録", max_length=500, blank=True)
    handled_at = models.DateTimeField("対応した日時", null=True, blank=True)
    handled_by = models.ForeignKey(
        Account,
        verbose_name="対応した職員",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = "国のポータルから届いたもの"
        ordering = ["seen_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="portal_filed_with_its_case",
                condition=Q(state=State.FILED, case__isnull=False)
                | ~Q(state=State.FILED) & Q(case=None),
                violation_error_message="受付済みのものには、事案が必要です。",
            ),
            models.CheckConstraint(
                name="portal_handled_at_and_by_with_a_note",
                condition=Q(handled_at=None, handled_by=None, note="")
                | Q(handled_at__isnull=False, handled_by__isnull=False) & ~Q(note=""),
                violation_error_message="対応の記録には、職員と日時が必要です。",
            ),
            models.CheckConstraint(
                name="portal_outside_only_by_an_officer",
                condition=~Q(state=State.OUTSIDE) | Q(handled_at__isnull=False),
                violation_error_message="別の方法での対応には、理由が必要です。",
            ),
            models.CheckConstraint(
                name="portal_acknowledged_only_at_its_end",
                condition=Q(acknowledged_at=None) | Q(state__in=ENDED),
                violation_error_message="受付の前に、ポータルに知らせることはできません。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "ref",
            "receipt_number",
            "procedure_code",
            "chosen",
            "section",
            "state",
            "reason",
            "refusal",
            "size",
            "fetches",
            "trouble",
            "arrived_at",
            "seen_at",
            "acknowledged_at",
            "case",
            "handled_at",
            "handled_by",
        }
        personal = {"note"}
        secret = {"sealed"}

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def is_open(self) -> bool:
        """Tell whether it has no end yet."""
        return self.state not in ENDED

    @property
    def is_untold(self) -> bool:
        """Tell whether the portal would not hear of its end, and nobody has seen that."""
        return not self.is_open and self.trouble == UNTOLD


class Line(models.Model):
    """回線: one row; when the portal answered last, and since when it does not."""

    reached_at = models.DateTimeField("最後に届いた日時", null=True, blank=True)
    failing_since = models.DateTimeField("届かなくなった日時", null=True, blank=True)
    trouble = models.CharField("届かない理由", max_length=40, blank=True)
    told_on = models.DateField("職員に知らせた日", null=True, blank=True)

    class Meta:
        verbose_name = "国のポータルとの回線"
        constraints = [
            models.CheckConstraint(
                name="portal_line_is_one",
                condition=Q(pk=1),
                violation_error_message="回線の記録は1行だけです。",
            )
        ]

    class Privacy:
        retention = "organisation"
        office_only = True
        internal = {"id", "reached_at", "failing_since", "trouble", "told_on"}

    def __str__(self) -> str:
        return self.trouble or "ok"

    @property
    def has_odd_line(self) -> bool:
        """Tell whether the last list held a line without a usable number."""
        return self.trouble == ODD_LINE
