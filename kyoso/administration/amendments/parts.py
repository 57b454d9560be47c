"""What may be typed about each part of a procedure: fields with their words.

One table serves three readers: the pages that edit a part, the differences
between two versions in words, and the list of what there is. ``part_of`` finds
the part of a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Options = tuple[tuple[str, str], ...]


class Shape(StrEnum):
    """How a value is typed."""

    LINE = "line"
    TEXT = "text"
    WORDS = "words"
    LONG_WORDS = "long_words"
    CHOICE = "choice"
    MANY = "many"
    COUNT = "count"
    FLAG = "flag"
    DAY = "day"
    LINES = "lines"


@dataclass(frozen=True)
class Field:
    """One thing to be typed.

    ``name`` is the key in the table, with a full stop for one in a table inside.
    ``among`` names a list that depends on the procedure (sections, questions).
    ``absent`` is what the key means where it is left out; it is then not written.
    """

    name: str
    label: str
    shape: Shape = Shape.LINE
    support: str = ""
    must: bool = False
    options: Options = ()
    among: str = ""
    least: int = 0
    most: int = 999_999_999
    absent: Any = ""
    is_kept_empty: bool = False


@dataclass(frozen=True)
class Part:
    """One page of fields. ``lists`` are the lists inside: their key and their part.

    ``rules`` are the conditions and formulas of this part: key, label, and
    whether it must be there. ``key`` is what is made by itself for a new one.
    """

    title: str
    fields: tuple[Field, ...]
    lists: Mapping[str, "Part"] = field(default_factory=dict)
    rules: tuple["Rule", ...] = ()
    key: str = ""
    # What tells one from another where it has no title.
    called: tuple[str, ...] = ("title", "label", "text")


@dataclass(frozen=True)
class Rule:
    """A condition (``when``) or a formula of a part."""

    name: str
    label: str
    is_formula: bool = False
    must: bool = False


def fact(within: str = "") -> tuple[Field, ...]:
    """Return the fields of where a statement comes from."""
    prefix = f"{within}." if within else ""
    return (
        Field(
            f"{prefix}source",
            "出典",
            support="例：能代市例規集、担当課への確認（日付）",
        ),
        Field(
            f"{prefix}verified",
            "出典と照らし合わせました",
            Shape.FLAG,
            absent=False,
        ),
    )


CHANNELS = (
    ("web", "オンライン"),
    ("paper", "郵送・書面"),
    ("counter", "窓口"),
    ("phone", "電話"),
)
APPLICANTS = (
    ("person", "個人"),
    ("corporation", "法人"),
    ("sole", "個人事業主"),
)
STATES = (
    ("live", "受付中"),
    ("preparing", "準備中（説明だけを公開する）"),
    ("closed", "受付終了"),
    ("hidden", "非公開"),
)

# The tables of the procedure itself, a page each: (slug of the page, part).
FACES: dict[str, Part] = {
    "about": Part(
        "名称と説明",
        (
            Field("title", "名称", Shape.WORDS, must=True),
            Field("title_source", "名称の出典", support="国の一覧などの名称を使うとき"),
            Field(
                "title_verified",
                "名称を出典と照らし合わせました",
                Shape.FLAG,
                absent=False,
            ),
            Field("summary", "説明", Shape.LONG_WORDS, must=True),
            Field("audience", "対象になる方", Shape.LONG_WORDS),
            Field("fee", "費用の説明", Shape.WORDS, support="例：無料、1通300円"),
            Field("purpose_of_use", "利用目的", Shape.LONG_WORDS, must=True),
            Field("keywords", "検索の言葉", Shape.LINES, support="1行に一つ"),
        ),
    ),
    "running": Part(
        "受付",
        (
            Field(
                "state", "公開したあとの状態", Shape.CHOICE, must=True, options=STATES
            ),
            Field("section", "担当課", Shape.CHOICE, must=True, among="sections"),
            Field("opens_on", "受付開始日", Shape.DAY, support="例：令和9年4月1日"),
            Field("closes_on", "受付終了日", Shape.DAY),
            Field(
                "channels",
                "受付の方法",
                Shape.MANY,
                must=True,
                options=CHANNELS,
                absent=["web", "paper", "counter"],
            ),
            Field(
                "applicants",
                "オンラインで申請できる方",
                Shape.MANY,
                must=True,
                options=APPLICANTS,
                absent=["person"],
            ),
            Field("order", "並び順", Shape.COUNT, least=1, most=9999, absent=100),
            Field(
                "theme",
                "一覧での見出し",
                support="themes.toml の記号。なければ「そのほか」に並びます。",
            ),
        ),
    ),
    "rules": Part(
        "本人確認、期間、保存",
        (
            Field(
                "identity.level",
                "本人確認",
                Shape.CHOICE,
                must=True,
                options=(
                    ("none", "求めない"),
                    ("email", "メールアドレスの確認"),
                    ("card", "マイナンバーカード"),
                    ("signature", "マイナンバーカードの署名"),
                ),
            ),
            Field("identity.reason", "本人確認を求める理由", Shape.TEXT),
            Field(
                "standard_period.days",
                "標準処理期間（日数）",
                Shape.COUNT,
                least=1,
                most=3660,
                absent=None,
                support="定めていないときは空のままにします。",
            ),
            Field(
                "standard_period.unit",
                "日数の数え方",
                Shape.CHOICE,
                options=(
                    ("open_days", "開庁日"),
                    ("calendar_days", "暦日"),
                ),
            ),
            *fact("standard_period"),
            Field(
                "statutory_period.days",
                "法定期間（日数）",
                Shape.COUNT,
                least=1,
                most=3660,
                absent=None,
                support="法律や条例が決定の期限を定めるときだけ書きます（暦日）。"
                "書いたら、標準処理期間は空にします。",
            ),
            Field(
                "statutory_period.article",
                "期限を定める条文",
                support="例：個人情報の保護に関する法律第83条第1項",
            ),
            Field(
                "statutory_period.pause_article",
                "補正のあいだ期限を止める条文",
                support="空なら、補正を求めても期限は止まりません。",
            ),
            Field(
                "statutory_period.extension_days",
                "延長できる日数",
                Shape.COUNT,
                least=1,
                most=3660,
                absent=None,
            ),
            Field(
                "statutory_period.extension_article",
                "延長を認める条文",
                support="空なら、期限は延長できません。",
            ),
            *fact("statutory_period"),
            Field(
                "charge.revenue",
                "手数料の歳入科目（款-項-目-節）",
                support="例：14-02-01-01。様式で手数料を計算するときに書きます。",
            ),
            Field(
                "charge.pay_within",
                "手数料を納める日数（届いた日から）",
                Shape.COUNT,
                least=1,
                most=365,
                absent=None,
            ),
            Field(
                "charge.before_decision",
                "手数料が納められるまで、認める決定をしません",
                Shape.FLAG,
                absent=False,
            ),
            *fact("charge"),
            Field(
                "retention.years",
                "保存期間（年）",
                Shape.COUNT,
                must=True,
                least=1,
                most=100,
            ),
            *fact("retention"),
            Field(
                "correction_days",
                "補正のふつうの日数",
                Shape.COUNT,
                least=1,
                most=365,
                absent=14,
            ),
        ),
    ),
    "decision": Part(
        "処分、教示、通知",
        (
            Field(
                "disposition.is_disposition",
                "行政処分にあたる",
                Shape.FLAG,
                absent=False,
                is_kept_empty=True,
            ),
            Field("disposition.ground", "決定の根拠", must=True),
            Field(
                "disposition.reasons_required",
                "認めないときは理由を示す",
                Shape.FLAG,
                absent=False,
                is_kept_empty=True,
            ),
            Field(
                "disposition.reasons_ground",
                "理由を示す根拠",
                support="例：行政手続法第8条第1項",
            ),
            *fact("disposition"),
            Field(
                "instruction.text",
                "教示",
                Shape.TEXT,
                is_kept_empty=True,
                support="不服申立てと取消訴訟のできる期間と相手",
            ),
            Field("instruction.reason", "教示がない理由", Shape.TEXT),
            *fact("instruction"),
            Field(
                "seal",
                "公印",
                Shape.CHOICE,
                options=(
                    ("omitted", "省略"),
                    ("required", "押す"),
                    ("image", "印影を刷る"),
                    ("signature", "電子署名"),
                ),
                absent="omitted",
            ),
            Field("issuer", "通知の名義", support="例：能代市長"),
        ),
    ),
}
