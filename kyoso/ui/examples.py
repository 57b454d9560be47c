"""What the style guide shows, told once when the app is ready. All of it is fictional."""

import datetime as dt

from django.core.paginator import Paginator
from django.forms import (
    BooleanField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    FileField,
    MultipleChoiceField,
    RadioSelect,
)
from django.utils.safestring import mark_safe

from kyoso.kernel import clock
from kyoso.ui import fields, forms
from kyoso.ui.styleguide import Example, examples
from kyoso.ui.years import Years

_AT = dt.datetime(2026, 11, 23, 14, 5, tzinfo=clock.CITY)
_DAY = dt.date(2026, 11, 20)


class Hinted(RadioSelect):
    hints = {"post": "決定の通知が、書留ではない郵便で届きます。"}


class ApplicantForm(forms.Form):
    """Every kind of question once."""

    name = fields.NameField(label="氏名", help_text="戸籍や住民票と同じ字で書けます。")
    kana = fields.KanaField(label="ふりがな")
    born_on = fields.WarekiDateField(
        years=Years(130, 0),
        label="生まれた日",
        help_text="例：昭和25年4月1日",
        birthday=True,
        must_be="past",
    )
    postcode = fields.PostcodeField(label="郵便番号", help_text="例：016-8501")
    address = fields.LineField(label="住所")
    phone = fields.PhoneField(label="電話番号", help_text="例：0185-00-0000")
    email = fields.EmailField(label="メールアドレス", required=False)
    price = fields.YenField(label="機器の値段", help_text="税込みで書いてください。")
    bought_on = fields.WarekiDateField(
        label="買う日", years=Years(0, 3), must_be="future"
    )
    device = ChoiceField(
        label="機器の種類",
        choices=[("", "選んでください"), ("camera", "カメラ"), ("sensor", "センサー")],
    )
    answer_by = ChoiceField(
        label="通知の受け取り方",
        choices=[("mail", "電子メール"), ("post", "郵便")],
        widget=Hinted,
    )
    needs = MultipleChoiceField(
        label="手伝いがいること",
        choices=[("reading", "読むこと"), ("writing", "書くこと")],
        widget=CheckboxSelectMultiple,
        required=False,
        help_text="いくつでも選べます。",
    )
    reason = fields.TextField(label="申請の理由", max_length=400, required=False)
    estimate = FileField(label="見積書", help_text="写真（JPEG、PNG）かPDF、10MBまで。")
    agrees = BooleanField(label="書いたことに間違いはありません", widget=CheckboxInput)


class QueueFilter(forms.Form):
    """What narrows an officers' list."""

    q = fields.LineField(label="言葉", required=False)
    state = ChoiceField(
        label="状態",
        required=False,
        choices=[("", "すべて"), ("open", "処理中"), ("done", "完了")],
    )


class OneQuestion(forms.Form):
    phone = fields.PhoneField(
        label="電話番号", help_text="昼に話せる番号を書いてください。例：0185-00-0000"
    )


def _question() -> dict[str, object]:
    return {"form": OneQuestion()}


def _form() -> dict[str, object]:
    return {"form": ApplicantForm()}


def _wrong_form() -> dict[str, object]:
    typed = {
        "name": "能代 花子☃\u202e",
        "kana": "Hanako",
        "born_on_era": "showa",
        "born_on_year": "25",
        "born_on_month": "",
        "born_on_day": "1",
        "postcode": "016",
        "phone": "0185",
        "email": "hanako",
        "price": "高い",
        "bought_on_year": "2020",
        "bought_on_month": "2",
        "bought_on_day": "30",
        "reason": "一人で暮らしているためです。" * 40,
    }
    return {"form": ApplicantForm(typed)}


def _tables() -> dict[str, object]:
    return {
        "columns": [
            "年度",
            {"title": "能代市", "number": True},
            {"title": "目標", "number": True},
        ],
        "rows": [
            ["令和3年度", {"text": "34.8%", "number": True}, ""],
            [
                "令和8年度",
                {"text": "未集計", "number": True},
                {"text": "88.2%", "number": True},
            ],
        ],
        **_queue(),
    }


def _queue() -> dict[str, object]:
    states = [("確認中", "blue"), ("補正待ち", "orange"), ("決裁中", "dark")]
    return {
        "queue_columns": [
            {"title": "受付番号", "sort": "?sort=number", "sorted": "ascending"},
            "手続",
            "氏名",
            {"title": "受付日", "sort": "?sort=arrived"},
            "状態",
            "担当",
        ],
        "queue": [
            [
                {"text": f"8-{12 - number:05}", "href": "#main"},
                "見守り機器の購入費助成",
                "能代 花子（架空）",
                f"R8.11.{20 - number}",
                {"text": state, "chip": kind},
                "佐藤",
            ]
            for number, (state, kind) in enumerate(states)
        ],
    }


def _journey() -> dict[str, object]:
    return {
        "steps": ["申請する人", "機器のこと", "書類", "確認"],
        "tasks": [
            {"title": "申請する人のことを書く", "href": "#main", "state": "done"},
            {"title": "機器のことを書く", "href": "#main", "state": "doing"},
            {"title": "書類を付ける", "href": "#main", "state": "fix"},
            {"title": "振込先を書く", "href": "#main", "state": "todo"},
            {
                "title": "確かめて申請する",
                "state": "locked",
                "hint": "ほかがすべて終わると始められます。",
            },
        ],
        "answers": [
            {"question": "氏名", "answer": "能代 花子（架空）", "href": "#main"},
            {"question": "住所", "answer": "能代市架空町1番1号", "href": "#main"},
            {"question": "申請の理由", "answer": "", "href": "#main"},
        ],
        "at": _AT,
        "day": _DAY,
        "code": "ABCD-EFGH-JKMN",
    }


def _case() -> dict[str, object]:
    return {
        "at": _AT,
        "day": _DAY,
        "facts": [
            ("手続", "見守り機器の購入費助成"),
            ("受け付けた課", "長寿いきがい課"),
            ("標準処理期間", "14日"),
        ],
        "events": [
            {
                "title": "受付",
                "at": _AT,
                "state": "done",
                "text": "ネットで届きました。",
            },
            {"title": "確認中", "at": _AT, "state": "now", "who": "長寿いきがい課"},
            {"title": "決裁中", "state": "next"},
            {"title": "完了", "state": "next"},
        ],
    }


def _frame() -> dict[str, object]:
    return {
        "ways": [
            {"title": "処理中", "href": "#main", "is_current": True, "count": 12},
            {"title": "期限切れ", "href": "#main", "count": 2, "is_late": True},
            {"title": "すべて", "href": "#main"},
        ],
        "short_ways": [("open", "届いたもの", True), ("all", "すべて", False)],
    }


def _office() -> dict[str, object]:
    pages = Paginator(range(250), 50)
    return {
        **_queue(),
        "form": QueueFilter(),
        "page": pages.get_page(2),
        "at": _AT,
        "bulk": [{"label": "担当を決める", "name": "act", "value": "assign"}],
        "route": [
            {"title": "起案", "name": "佐藤", "state": "done", "at": _AT},
            {"title": "係長", "name": "鈴木", "state": "now"},
            {"title": "課長", "name": "高橋", "state": "next"},
        ],
    }


def _numbers() -> dict[str, object]:
    svg = (
        '<svg viewBox="0 0 640 160" role="img" aria-label="数字は下の表にあります。">'
        '<path d="M40 120L600 120" stroke="#666" fill="none"/>'
        '<path d="M40 110L300 80L600 40" stroke="#0017c1" stroke-width="3" fill="none"/>'
        "</svg>"
    )
    return {
        "svg": mark_safe(svg),  # noqa: S308 - our own drawing
        "day": _DAY,
        "values": [3.0, 4.0, None, 4.5, 6.0, 9.0],
        "columns": ["年度", {"title": "件数", "number": True}],
        "rows": [
            ["令和7年度", {"text": "12", "number": True}],
            ["令和8年度", {"text": "31", "number": True}],
        ],
        "changes": [
            {"kind": "same", "title": "期間", "before": "令和5年4月から9年3月まで"},
            {
                "kind": "changed",
                "title": "数値目標",
                "before": "交付率（見本の文）",
                "after": "保有率（見本の文）",
            },
            {"kind": "added", "title": "取組", "after": "新しい取組（見本の文）"},
        ],
    }


EXAMPLES = (
    Example("text", "見出しと文章", ("heading", "breadcrumb", "back_link")),
    Example("buttons", "ボタンとリンク", ("button", "link")),
    Example(
        "frame",
        "画面の枠と近道",
        ("skip_link", "search_box", "tabs", "seal_box", "help_box"),
        _frame,
    ),
    Example(
        "notices", "お知らせ", ("notification", "emergency", "chip", "empty_state")
    ),
    Example("question", "一つの質問の画面", ("field", "input_text"), _question),
    Example(
        "form",
        "入力欄",
        (
            "field",
            "input_text",
            "textarea",
            "select",
            "radios",
            "checkboxes",
            "checkbox",
            "date_parts",
            "file_field",
        ),
        _form,
    ),
    Example("errors", "入力の直し方", ("error_summary", "field_error"), _wrong_form),
    Example(
        "journey",
        "手続を進める",
        (
            "steps",
            "progress",
            "task_list",
            "check_answers",
            "save_later",
            "read_only_row",
            "accordion",
        ),
        _journey,
    ),
    Example("receipt", "申請の完了", ("confirmation",), _journey),
    Example(
        "case",
        "申請の状況",
        ("status_timeline", "due_badge", "description_list", "summary_card"),
        _case,
    ),
    Example("tables", "表", ("table", "chip"), _tables),
    Example(
        "numbers",
        "数字とグラフ",
        ("kpi_tile", "sparkline", "bullet", "chart_figure", "diff_view"),
        _numbers,
    ),
    Example(
        "office",
        "職員の一覧",
        ("filter_bar", "bulk_bar", "pager", "approval_route", "print_head"),
        _office,
    ),
)


def register() -> None:
    for example in EXAMPLES:
        examples.register(example)
