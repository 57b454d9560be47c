"""For tests of whatever stands on forms: one form with every type of question."""

import copy
from collections.abc import Mapping
from typing import Any

from django.db import connection

from kyoso.engines.forms.actions import load
from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import Posted
from kyoso.engines.forms.models import FormVersion

GROUND = "見本要綱第1条"


def let_tests_empty_tables() -> None:
    """Drop the guard against deletion in the test database (SQLite empties by DELETE)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS form_version_is_kept")


def question(key: str, type: str, **own: Any) -> dict[str, Any]:  # noqa: A002
    """Return the data of one question, with what every question needs."""
    return {
        "key": key,
        "type": type,
        "label": own.pop("label", key),
        "privacy": "personal",
        "ground": GROUND,
        **own,
    }


def every_type() -> list[dict[str, Any]]:
    """Return a question of every type, the key being the type's name."""
    options = [{"key": "red", "label": "赤"}, {"key": "blue", "label": "青"}]
    return [
        question("text", "text", label="品名", max=20),
        question("long_text", "long_text", label="理由", max=100),
        question("name", "name", label="氏名"),
        question("address", "address", label="住所"),
        question("date", "date", label="生年月日", birthday=True),
        question("yen", "yen", label="金額", min=1, max=1000000),
        question("number", "number", label="台数", min=1, max=10),
        question("phone", "phone", label="電話番号"),
        question("email", "email", label="メールアドレス"),
        question("choice", "choice", label="色", options=options),
        question("choices", "choices", label="好きな色", options=options),
        question("yes_no", "yes_no", label="一人暮らしか"),
        question("file", "file", label="領収書"),
        question("consent", "consent", label="同意", statement="同意します。"),
        question(
            "group",
            "group",
            label="お子さん",
            item="お子さん",
            max=4,
            questions=[question("inner_date", "date"), question("inner_text", "text")],
        ),
    ]


def a_group(**changes: Any) -> dict[str, Any]:
    """Return the data of a repeated group: children, some of them at school."""
    group = question(
        "children",
        "group",
        label="お子さん",
        item="お子さん",
        min=1,
        max=4,
        questions=[
            question("child_name", "name", label="お子さんの氏名"),
            question("at_school", "yes_no", label="学校に通っているか"),
            question(
                "school",
                "text",
                label="学校の名前",
                when={"question": "at_school", "is": True},
            ),
        ],
    )
    return group | changes


def small_form(**changes: Any) -> dict[str, Any]:
    """Return the data of a lawful form: a name, an address, a way of notice."""
    form = {
        "slug": "example",
        "title": "見本申請書",
        "applicant": {
            "name": "applicant_name",
            "address": "applicant_address",
            "phone": "applicant_phone",
            "email": "applicant_email",
            "notice": "notice_way",
        },
        "pages": [
            {
                "slug": "applicant",
                "title": "申請する方",
                "questions": [
                    question("applicant_name", "name", label="氏名", prefill="name"),
                    question(
                        "applicant_address", "address", label="住所", prefill="address"
                    ),
                    question(
                        "applicant_phone", "phone", label="電話番号", prefill="phone"
                    ),
                ],
            },
            {
                "slug": "device",
                "title": "買った機器",
                "questions": [
                    question("price", "yen", label="購入した金額", min=1),
                    question(
                        "receipt",
                        "file",
                        label="領収書",
                        required="soft",
                        look_for=["金額", "日付"],
                    ),
                ],
            },
            {
                "slug": "notice",
                "title": "結果のお知らせ",
                "questions": [
                    question(
                        "notice_way",
                        "choice",
                        label="お知らせの方法",
                        options=[
                            {"key": "post", "label": "郵便"},
                            {"key": "electronic", "label": "メール"},
                        ],
                    ),
                    question(
                        "applicant_email",
                        "email",
                        label="メールアドレス",
                        prefill="email",
                        when={"question": "notice_way", "is": "electronic"},
                    ),
                ],
            },
        ],
    }
    return {**copy.deepcopy(form), **changes}


def version(**changes: Any) -> FormVersion:
    """Load the small form, changed as asked."""
    return load(small_form(**changes))


GOOD: Mapping[str, Value] = {
    "applicant_name": {"name": "能代 花子", "kana": "ノシロ ハナコ", "no_kana": ""},
    "applicant_address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
    "applicant_phone": "0185-00-0001",
    "price": "24,800円",
    "notice_way": "post",
}


def posted(typed: Mapping[str, Value]) -> Posted:
    """Return what a browser would post for these typed answers."""
    found: dict[str, list[str]] = {}
    for key, value in typed.items():
        if isinstance(value, Mapping):
            found |= {f"{key}.{part}": [text] for part, text in value.items()}
        elif isinstance(value, list):
            found[key] = value
        else:
            found[key] = [value]
    return found
