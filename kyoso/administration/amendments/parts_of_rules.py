"""The lists of a procedure outside its form: grounds, route, documents, outcomes."""

from kyoso.administration.amendments.parts import Field, Part, Shape, fact

_TITLE_WORDS = Field("title", "名称", Shape.WORDS, must=True)

GROUNDS = Part(
    "根拠",
    (
        Field(
            "kind",
            "種類",
            Shape.CHOICE,
            must=True,
            options=(
                ("law", "法令"),
                ("ordinance", "条例"),
                ("rule", "規則"),
                ("outline", "要綱"),
                ("plan", "計画"),
            ),
        ),
        Field("title", "名称", must=True),
        Field("article", "条項", support="例：第4条第1項"),
        *fact(),
    ),
)
AMOUNTS = Part(
    "金額や割合",
    (_TITLE_WORDS, Field("value", "内容", Shape.WORDS, must=True), *fact()),
    key="amount",
)
CONDITIONS = Part(
    "対象の条件",
    (
        Field("text", "条件", Shape.LONG_WORDS, must=True),
        Field("ground", "根拠"),
        *fact(),
    ),
)
# Which proposals a step of the route is for; without any of them, every one.
_WHEN = (
    Field(
        "outcomes",
        "この結果の案だけ",
        Shape.MANY,
        among="outcomes",
        absent=[],
        support="どれも選ばないときは、どの結果の案でも回ります。",
    ),
    Field("term", "この金額が", Shape.CHOICE, among="amounts"),
    Field(
        "above",
        "これを超えるときだけ（円）",
        Shape.COUNT,
        absent=None,
        support="金額の項目と一緒に決めます。",
    ),
)
ROUTE = Part(
    "決裁の順",
    (
        Field("title", "決裁する人", must=True, support="例：係長、課長"),
        Field(
            "section",
            "ほかの課",
            Shape.CHOICE,
            among="sections",
            support="担当課の中で決裁するときは選びません。",
        ),
        Field(
            "role",
            "決裁する役割",
            Shape.CHOICE,
            options=(("head", "課長"), ("director", "部長")),
            support="空のときは、決裁できる職員のだれでもできます。",
        ),
        *_WHEN,
    ),
)
CONSULTED = Part(
    "合議する課",
    (
        Field("section", "課", Shape.CHOICE, must=True, among="sections"),
        *_WHEN,
    ),
    called=("section",),
)
DOCUMENTS = Part(
    "添える書類",
    (
        _TITLE_WORDS,
        Field("note", "説明", Shape.LONG_WORDS),
        Field("question", "受け取る質問", Shape.CHOICE, among="files"),
        Field("required", "必ず要る", Shape.FLAG, absent=True),
    ),
    key="document",
)
TERMS = Part(
    "起案で書くこと",
    (
        Field("title", "名称", must=True),
        Field(
            "kind",
            "種類",
            Shape.CHOICE,
            must=True,
            options=(("yen", "金額"), ("text", "文字"), ("date", "日付")),
        ),
        Field("required", "必ず書く", Shape.FLAG, absent=True),
        Field("maximum", "上限の金額", Shape.COUNT, absent=None),
        Field("support", "書き方の説明"),
    ),
    key="term",
)
RECORDS = Part(
    "記",
    (
        Field("title", "見出し", must=True),
        Field("term", "起案で書くことから", Shape.CHOICE, among="terms"),
        Field("answer", "申請の答えから", Shape.CHOICE, among="answers"),
        Field("text", "決まった文"),
    ),
)
OUTCOMES = Part(
    "結果と通知",
    (
        Field("title", "結果", must=True, support="例：交付決定、不交付"),
        Field(
            "ending",
            "申請者に見せる終わり方",
            Shape.CHOICE,
            options=(("completed", "完了"), ("rejected", "お受けできません（却下）")),
            absent="completed",
        ),
        Field("is_refusal", "認めない結果", Shape.FLAG, absent=False),
        Field("subject", "件名", must=True),
        Field(
            "body",
            "本文",
            Shape.TEXT,
            must=True,
            support="{title}、{name}、{receipt_number}、{arrived_on}、{decided_on} "
            "が使えます。",
        ),
        Field("paper", "文書の種類", absent="", support="決まった様式があるときだけ"),
        Field("conditions", "付ける条件", Shape.LINES, support="1行に一つ"),
    ),
    lists={"terms": TERMS, "records": RECORDS},
    key="outcome",
)
REASON = (
    Field("title", "見出し", must=True),
    Field("text", "文", Shape.TEXT, must=True),
)
CORRECTION_REASONS = Part("補正の文", REASON, key="reason")
REFUSAL_REASONS = Part("認めない理由の文", REASON, key="reason")
