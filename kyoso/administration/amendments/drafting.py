"""What a new procedure, page, question or option begins with."""

from collections.abc import Mapping
from typing import Any

from kyoso.administration.amendments.content import (
    Content,
    Place,
    at,
    computed,
    free_key,
    has,
    pattern_of,
    questions,
)
from kyoso.administration.amendments.parts_of_form import is_question, part_of

# Two sentences that every section would write alike; they may be changed.
_PURPOSE = "この手続の審査と、結果のお知らせのためだけに使います。"
_GROUND = "この手続を定める規則"
_NOTICE_GROUND = "情報通信技術を活用した行政の推進に関する条例"


def skeleton(*, slug: str, title: str, section: str) -> Content:
    """Return what a procedure begins with: who applies, and how they are answered.

    It passes every check as 準備中; what only the section knows (grounds, route,
    outcomes) is empty, and the page says so.
    """
    return {
        "procedure": {
            "slug": slug,
            "section": section,
            "state": "preparing",
            "title": title,
            "summary": title,
            "purpose_of_use": _PURPOSE,
            "identity": {"level": "none"},
            "retention": {"years": 5},
            "disposition": {
                "is_disposition": False,
                "ground": _GROUND,
                "reasons_required": False,
            },
            "instruction": {
                "text": "",
                "reason": "行政処分にあたらないため。",
            },
            "grounds": [],
        },
        "form": {
            "slug": slug,
            "title": f"{title}申請書"[:100],
            "applicant": {
                "name": "applicant_name",
                "address": "applicant_address",
                "phone": "applicant_phone",
                "email": "applicant_email",
                "notice": "notice_way",
            },
            "pages": [_applicant(), _notice()],
        },
    }


def new_item(content: Mapping[str, Any], place: Place, kind: str = "") -> Content:
    """Return what an item added to the list at ``place`` begins with."""
    here = (*place, 0)
    if is_question(here):
        return _question(content, kind)
    part = part_of(here)
    assert part is not None
    item: Content = {}
    if part.key:
        name, joint = ("slug", "-") if part.key in {"page", "exit"} else ("key", "_")
        item[name] = free_key(_taken(content, place, name), part.key, joint)
    if pattern_of(place) == ("form", "computed"):
        item["key"] = free_key(_keys(content), "result")
        item |= {"value": 0}
    elif pattern_of(place) == ("form", "fee", "lines"):
        item["each"] = 0
    elif pattern_of(place) == ("form", "pages"):
        item["questions"] = []
    return item


def _question(content: Mapping[str, Any], kind: str) -> Content:
    item: Content = {"key": free_key(_keys(content), kind), "type": kind}
    if kind in {"choice", "choices"}:
        item["options"] = [
            {"key": "option_1", "label": "選択肢1"},
            {"key": "option_2", "label": "選択肢2"},
        ]
    elif kind == "group":
        item["questions"] = []
    return item


def _keys(content: Mapping[str, Any]) -> set[str]:
    asked = {str(question.get("key")) for _place, question in questions(content)}
    return asked | {str(each.get("key")) for _place, each in computed(content)}


def _taken(content: Mapping[str, Any], place: Place, name: str) -> set[str]:
    items = at(content, place) if has(content, place) else []
    return {str(item.get(name)) for item in items}


def _applicant() -> Content:
    return {
        "slug": "applicant",
        "title": {"ja": "申請する方", "easy": "もうしこむ 人", "en": "The applicant"},
        "questions": [
            {
                "key": "applicant_name",
                "type": "name",
                "label": {"ja": "氏名", "easy": "なまえ", "en": "Full name"},
                "ask": {
                    "ja": "申請する方の氏名を教えてください",
                    "easy": "あなたの なまえを おしえて ください",
                    "en": "What is your full name?",
                },
                "privacy": "personal",
                "ground": _GROUND,
                "prefill": "name",
            },
            {
                "key": "applicant_address",
                "type": "address",
                "label": {"ja": "住所", "easy": "すんでいる ところ", "en": "Address"},
                "privacy": "personal",
                "ground": _GROUND,
                "prefill": "address",
            },
            {
                "key": "applicant_phone",
                "type": "phone",
                "label": {
                    "ja": "電話番号",
                    "easy": "でんわばんごう",
                    "en": "Telephone",
                },
                "privacy": "personal",
                "ground": _GROUND,
                "prefill": "phone",
            },
        ],
    }


def _notice() -> Content:
    return {
        "slug": "notice",
        "title": {
            "ja": "結果のお知らせ",
            "easy": "けっかの おしらせ",
            "en": "How we tell you the result",
        },
        "questions": [
            {
                "key": "notice_way",
                "type": "choice",
                "label": {
                    "ja": "お知らせの方法",
                    "easy": "おしらせの ほうほう",
                    "en": "Way of notice",
                },
                "privacy": "personal",
                "ground": _NOTICE_GROUND,
                "options": [
                    {
                        "key": "post",
                        "label": {
                            "ja": "郵便で受け取る",
                            "easy": "てがみで うけとる",
                            "en": "By post",
                        },
                    },
                    {
                        "key": "electronic",
                        "label": {
                            "ja": "メールで受け取る",
                            "easy": "メールで うけとる",
                            "en": "By e-mail",
                        },
                    },
                ],
            },
            {
                "key": "applicant_email",
                "type": "email",
                "label": {
                    "ja": "メールアドレス",
                    "easy": "メールアドレス",
                    "en": "E-mail address",
                },
                "privacy": "personal",
                "ground": _NOTICE_GROUND,
                "prefill": "email",
                "when": {"question": "notice_way", "is": "electronic"},
            },
        ],
    }
