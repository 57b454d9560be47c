"""The logic of one screen: a form of 100 questions and 100 rules, checked whole.

What every step of a long form costs before its page is drawn: every answer
checked, every condition looked at, everything computed.
"""

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.figures import Figure, at_most

MOST_MS = 5.0
QUESTIONS = 100


def measure() -> list[Figure]:
    """Measure in a process of its own, as a worker that has read the form before."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", "logic"],
        env={"DJANGO_SETTINGS_MODULE": "kyoso.config.settings", **os.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    spent = json.loads(told.stdout.splitlines()[-1])
    return [
        at_most(
            "form logic, checked (100 questions)", spent["check"], "ms", most=MOST_MS
        ),
        at_most("form logic, all answers missing", spent["empty"], "ms", most=MOST_MS),
        at_most("form logic, checked and walked", spent["walk"], "ms", most=MOST_MS),
    ]


def definition() -> dict[str, Any]:
    """Return 100 questions of ten types; 80 hang on earlier ones, 20 are computed from."""
    kinds = ["yes_no", "yen", "text", "date", "choice", "name", "number", "choices",
             "address", "phone"]  # fmt: skip
    questions = []
    for number in range(QUESTIONS):
        kind = kinds[number % len(kinds)]
        data: dict[str, Any] = {
            "key": f"q{number}",
            "type": kind,
            "label": f"質問{number}",
            "privacy": "personal",
            "ground": "見本要綱第1条",
        }
        if kind in {"choice", "choices"}:
            data["options"] = [{"key": f"o{n}", "label": f"答え{n}"} for n in range(8)]
        if number >= 20:
            data["when"] = _rule(number)
        questions.append(data)
    questions[:2] = [
        questions[0] | {"type": "name", "key": "applicant"},
        questions[1] | {"type": "address", "key": "home"},
    ]
    pages = [
        {"slug": f"p{at}", "title": f"頁{at}", "questions": questions[at : at + 10]}
        for at in range(0, QUESTIONS, 10)
    ]
    return {
        "slug": "long",
        "title": "長い様式",
        "applicant": {"name": "applicant", "address": "home"},
        "pages": pages,
        "computed": [
            {
                "key": f"c{n}",
                "type": "yen",
                "label": f"計算{n}",
                "privacy": "internal",
                "value": {
                    "percent": 50,
                    "of": {"sum": [{"question": "q11"}, {"question": "q16"}, n]},
                    "rounding": "down",
                },
            }
            for n in range(20)
        ],
    }


def _rule(number: int) -> dict[str, Any]:
    """Return one of four rules, each of several tests, that all hold."""
    return [
        {"all": [{"question": "q10", "is": True}, {"question": "q11", "at_least": 5}]},
        {
            "any": [
                {"question": "q14", "in": ["o6", "o7"]},
                {"question": "q17", "has": "o1"},
            ]
        },
        {"not": {"question": "q16", "less_than": 1}},
        {"question": "q13", "answered": True},
    ][number % 4]


def answers() -> dict[str, Any]:
    """Return a right answer to every question."""
    of_type: list[Any] = [
        "yes",
        "24,800円",
        "駅前の1番",
        {"era": "showa", "year": "19", "month": "2", "day": "11"},
        "o1",
        {"name": "能代 花子", "kana": "ノシロ ハナコ", "no_kana": ""},
        "3",
        ["o1", "o2"],
        {"postcode": "016-0000", "address": "能代市架空町1番1号"},
        "0185-00-0001",
    ]
    typed = {f"q{n}": of_type[n % len(of_type)] for n in range(QUESTIONS)}
    return typed | {"applicant": of_type[5], "home": of_type[8]}
