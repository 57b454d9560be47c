"""The parts of a form: pages, questions of every type, exits, sums, fees."""

from typing import Any

from kyoso.administration.amendments.content import Place, pattern_of
from kyoso.administration.amendments.parts import (
    FACES,
    Field,
    Part,
    Rule,
    Shape,
)
from kyoso.administration.amendments.parts_of_rules import (
    AMOUNTS,
    CONDITIONS,
    CONSULTED,
    CORRECTION_REASONS,
    DOCUMENTS,
    GROUNDS,
    OUTCOMES,
    REFUSAL_REASONS,
    ROUTE,
)
from kyoso.engines.forms import api as forms
from kyoso.ui.fields import era_choices

# What each type is called where a question is made, and when it is right.
TYPES = {
    "name": ("氏名", "氏名とふりがな。異体字もそのまま残ります。"),
    "address": ("住所", "郵便番号と住所"),
    "date": ("日付", "和暦と西暦のどちらでも答えられます。生年月日にも使います。"),
    "phone": ("電話番号", "10桁か11桁の番号"),
    "email": ("メールアドレス", "お知らせを送る宛先"),
    "text": ("一行の文字", "品名、番号、学校の名前など"),
    "long_text": ("数行の文章", "理由、状況など"),
    "yen": ("金額", "円の整数"),
    "number": ("数", "台数、人数、面積など"),
    "choice": ("一つ選ぶ", "選択肢から一つ"),
    "choices": ("いくつか選ぶ", "選択肢からいくつでも"),
    "yes_no": ("はい・いいえ", "二つに一つの質問"),
    "file": ("書類・写真", "写真（JPEG、PNG）かPDF"),
    "consent": ("同意・誓約", "文を読んで、しるしを付ける"),
    "group": ("繰り返し", "お子さん、世帯の方など、同じ質問を人数分"),
}
# Of what a type brings along: its words. Whatever is not here is not shown.
SETTINGS = {
    "max": "いちばん大きい値（文字の種類では文字数）",
    "min": "いちばん小さい値",
    "width": "入力欄の幅",
    "rows": "入力欄の行数",
    "decimals": "小数の桁数",
    "unit": "単位",
    "limit": "答えられる日",
    "birthday": "生年月日",
    "first_era": "はじめに出す元号",
    "yes": "「はい」の言葉",
    "no": "「いいえ」の言葉",
    "max_files": "送れる数",
    "max_mb": "1件の大きさ（MB）",
    "look_for": "読めるように写してほしいこと",
    "tray": "個人番号の書類なので、開かずに番号の担当へ渡す",
    "statement": "同意する文",
    "item": "一つの呼び名",
}
SETTING_CHOICES = {
    "short": "短い",
    "medium": "中くらい",
    "long": "長い",
    "past": "昨日まで",
    "until_today": "今日まで",
    "from_today": "今日から",
    "future": "明日から",
}
# The next level of care is 要配慮; what is secret is never asked.
PRIVACY = (
    ("personal", "個人情報"),
    ("special", "要配慮個人情報"),
    ("internal", "庁内だけの情報"),
    ("public", "公開できる情報"),
)
PREFILLS = (
    ("name", "氏名"),
    ("address", "住所"),
    ("phone", "電話番号"),
    ("email", "メールアドレス"),
    ("born_on", "生年月日"),
)
MEMBER_PREFILLS = {
    "name": ("name", "氏名"),
    "date": ("born_on", "生年月日"),
    "text": ("relation", "世帯主との続柄"),
}
ROUNDINGS = (("down", "切捨て"), ("up", "切上げ"), ("half_up", "四捨五入"))

FORM = Part(
    "様式",
    (
        Field("title", "様式の名称", Shape.WORDS, must=True, support="例：〇〇申請書"),
        Field("intro", "はじめの説明", Shape.LONG_WORDS),
        Field(
            "minutes", "かかる時間（分）", Shape.COUNT, least=1, most=600, absent=None
        ),
        Field("applicant.name", "申請者の氏名の質問", Shape.CHOICE, among="names"),
        Field(
            "applicant.address", "申請者の住所の質問", Shape.CHOICE, among="addresses"
        ),
        Field("applicant.phone", "申請者の電話の質問", Shape.CHOICE, among="phones"),
        Field("applicant.email", "申請者のメールの質問", Shape.CHOICE, among="emails"),
        Field(
            "applicant.notice", "お知らせの方法の質問", Shape.CHOICE, among="notices"
        ),
    ),
)
OPTION = Part(
    "選択肢",
    (
        Field("label", "言葉", Shape.WORDS, must=True),
        Field("support", "説明", Shape.WORDS),
    ),
    key="option",
)
PAGE = Part(
    "頁",
    (
        Field("title", "見出し", Shape.WORDS, must=True),
        Field("intro", "説明", Shape.LONG_WORDS),
        Field(
            "together",
            "この頁の質問を一つの画面でまとめて聞く",
            Shape.FLAG,
            absent=False,
            support="ひとまとまりのときだけ（代理の方の氏名と住所など）",
        ),
    ),
    rules=(Rule("when", "この頁を聞く条件"),),
    key="page",
)
EXIT = Part(
    "対象にならないかもしれない方への案内",
    (
        Field("title", "見出し", Shape.WORDS, must=True),
        Field("reason", "理由", Shape.LONG_WORDS, must=True),
        Field("ground", "根拠", must=True),
        Field("instead", "ほかにできること", Shape.LONG_WORDS, must=True),
    ),
    rules=(Rule("when", "案内を出す条件", must=True),),
    key="exit",
)
COMPUTED = Part(
    "計算",
    (
        Field("label", "名称", Shape.WORDS, must=True),
        Field(
            "type",
            "結果の種類",
            Shape.CHOICE,
            must=True,
            options=(("yen", "金額"), ("number", "数"), ("date", "日付")),
        ),
        Field("privacy", "情報の区分", Shape.CHOICE, must=True, options=PRIVACY),
        Field("unit", "単位", Shape.WORDS, support="結果が数のときだけ"),
        Field("rounding", "端数", Shape.CHOICE, options=ROUNDINGS),
    ),
    rules=(Rule("value", "計算のしかた", is_formula=True, must=True),),
    key="result",
)
FEE_LINE = Part(
    "手数料",
    (
        Field("label", "名称", Shape.WORDS, must=True),
        Field("unit", "数える単位", Shape.WORDS, support="例：通"),
        Field("source", "出典", must=True),
        Field("verified", "出典と照らし合わせました", Shape.FLAG, absent=False),
    ),
    rules=(
        Rule("each", "一つの金額", is_formula=True, must=True),
        Rule("times", "掛ける数", is_formula=True),
        Rule("when", "かかる条件"),
    ),
)
REDUCTION = Part(
    "減免",
    (
        Field("label", "名称", Shape.WORDS, must=True),
        Field("ground", "根拠", must=True),
        Field("percent", "割合（％）", Shape.COUNT, most=100, absent=None),
        Field("rounding", "割合の端数", Shape.CHOICE, options=ROUNDINGS),
        Field("yen", "金額（円）", Shape.COUNT, absent=None),
        Field("source", "出典", must=True),
        Field("verified", "出典と照らし合わせました", Shape.FLAG, absent=False),
    ),
    rules=(Rule("when", "減免する条件", must=True),),
)

_LISTS = {
    ("procedure", "grounds"): GROUNDS,
    ("procedure", "amounts"): AMOUNTS,
    ("procedure", "conditions"): CONDITIONS,
    ("procedure", "route"): ROUTE,
    ("procedure", "consulted"): CONSULTED,
    ("documents",): DOCUMENTS,
    ("outcomes",): OUTCOMES,
    ("outcomes", "terms"): OUTCOMES.lists["terms"],
    ("outcomes", "records"): OUTCOMES.lists["records"],
    ("correction_reasons",): CORRECTION_REASONS,
    ("refusal_reasons",): REFUSAL_REASONS,
    ("form", "pages"): PAGE,
    ("form", "exits"): EXIT,
    ("form", "computed"): COMPUTED,
    ("form", "fee", "lines"): FEE_LINE,
    ("form", "fee", "reductions"): REDUCTION,
    ("form", "pages", "questions", "options"): OPTION,
    ("form", "pages", "questions", "questions", "options"): OPTION,
    ("form", "computed", "options"): OPTION,
}
_QUESTIONS = {
    ("form", "pages", "questions"),
    ("form", "pages", "questions", "questions"),
}


def is_question(place: Place) -> bool:
    """Tell whether a place is that of a question, in a group or not."""
    return pattern_of(place) in _QUESTIONS


def part_of(place: Place, *, face: str = "", kind: str = "") -> Part | None:
    """Return the part that stands at a place; ``None`` where nothing may stand."""
    pattern = pattern_of(place)
    if pattern == ("procedure",):
        return FACES.get(face)
    if pattern == ("form",):
        return FORM
    if pattern in _QUESTIONS:
        return question_part(kind, is_inner=len(pattern) > 3)
    return _LISTS.get(pattern)


def question_part(kind: str, *, is_inner: bool = False) -> Part | None:
    """Return the part of a question of this type; ``None`` for no type of ours."""
    if kind not in TYPES or (is_inner and kind in {"group", "file"}):
        return None
    rules = (Rule("when", "この質問を聞く条件"),)
    lists = {"options": OPTION} if forms.kinds.get(kind).has_options else {}
    return Part(
        TYPES[kind][0],
        _question_fields(kind, is_inner=is_inner),
        lists,
        rules,
        "question",
    )


def _question_fields(kind: str, *, is_inner: bool) -> tuple[Field, ...]:
    offered = _offered_of_member(kind) if is_inner else _offered(kind)
    return (
        Field(
            "label",
            "名前（表と紙の見出し）",
            Shape.WORDS,
            must=True,
            support="例：氏名",
        ),
        Field(
            "ask", "質問の文", Shape.WORDS, support="空なら、名前をそのまま使います。"
        ),
        Field("support", "書き方の例", Shape.WORDS),
        *(_setting(name, kind) for name in forms.kinds.get(kind).settings),
        Field(
            "required",
            "答えてもらう強さ",
            Shape.CHOICE,
            options=(
                ("yes", "必ず答えてもらう"),
                ("soft", "あとでもよい（なくても申請は届く）"),
                ("no", "任意"),
            ),
            absent="yes",
        ),
        Field("privacy", "情報の区分", Shape.CHOICE, must=True, options=PRIVACY),
        Field("ground", "聞いてよい根拠", must=True, support="例：要綱第5条第1項"),
        Field(
            "ground_verified",
            "根拠を原典と照らし合わせました",
            Shape.FLAG,
            absent=False,
        ),
        *offered,
    )


def _offered(kind: str) -> tuple[Field, ...]:
    fits = {"name": "name", "address": "address", "phone": "phone", "email": "email"}
    own = tuple(each for each in PREFILLS if fits.get(each[0], "date") == kind)
    found = [Field("same_as", "前の答えを使うボタン", Shape.CHOICE, among="earlier")]
    if own:
        found.append(
            Field("prefill", "登録された内容を入れておく", Shape.CHOICE, options=own)
        )
    return tuple(found)


def _offered_of_member(kind: str) -> tuple[Field, ...]:
    if kind not in MEMBER_PREFILLS:
        return ()
    label = "世帯の方から選んで入れられるようにする"
    own = (MEMBER_PREFILLS[kind],)
    return (Field("prefill", label, Shape.CHOICE, options=own),)


def _setting(name: str, kind: str) -> Field:
    setting: Any = forms.kinds.get(kind).settings[name]
    label = SETTINGS.get(name, name)
    if setting.is_texts:
        return Field(name, label, Shape.LINES, absent=None, support="1行に一つ")
    if setting.is_text:
        shape = Shape.LONG_WORDS if name == "statement" else Shape.WORDS
        return Field(name, label, shape, must=setting.required)
    if setting.choices:
        return Field(
            name, label, Shape.CHOICE, options=_said(setting.choices), absent=""
        )
    if setting.type is bool:
        return Field(name, label, Shape.FLAG, absent=False)
    return Field(
        name,
        label,
        Shape.COUNT,
        least=setting.least if setting.least is not None else 0,
        most=setting.most if setting.most is not None else 10_000,
        absent=None,
        support=f"空のときは {setting.default}",
    )


def _said(choices: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    eras = {slug: str(name) for slug, name in era_choices()}
    return tuple(
        (one, SETTING_CHOICES.get(one) or eras.get(one, one)) for one in choices if one
    )
