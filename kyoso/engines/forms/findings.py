"""添付の下見: what is probably not right with a file, told while it can still be mended.

The rules are the question's own (``pages``, ``max_pages``, ``months``, ``mentions``,
``only_pdf``). Nothing here refuses: whoever sends it all the same sends a lawful
application (行政手続法7条), and the section reads the same sentences.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Question, Value
from kyoso.engines.media import api as media
from kyoso.kernel import clock, words
from kyoso.kernel.text import fold

# How the day of a paper is written: 令和8年10月1日, 2026年10月1日, 2026/10/1, R8.10.1.
_DAY = re.compile(
    r"(?:(?P<era>令和|平成|R|H)\s*)?(?P<year>元|\d{1,4})\s*[年./-]\s*"
    r"(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})(?!\d)"
)
_ERA_BEFORE = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_WESTERN_DIGITS = 4
_MONTH = 30.44
MOST_SHOWN = 4


def findings(question: Question, seen: media.Look, *, kind: str) -> list[Value]:
    """Return what is probably not right, as codes that an answer can hold."""
    own = question.settings
    found: list[Value] = []
    if own["only_pdf"] and kind != "pdf":
        found.append({"is": "not_pdf"})
    found += [{"is": "blank", "page": page} for page in seen.blank[:MOST_SHOWN]]
    if seen.is_small and not seen.blank:
        found.append({"is": "small"})
    if seen.is_dark:
        found.append({"is": "dark"})
    if seen.is_blurred:
        found.append({"is": "blurred"})
    if own["max_pages"] and seen.pages > own["max_pages"]:
        found.append({"is": "many", "n": own["max_pages"], "has": seen.pages})
    if seen.text.strip():
        found += _of_the_words(question, fold(seen.text))
    return found


def too_few(question: Question, pages: int) -> list[Value]:
    """Return the finding on all files together: pages that are surely missing."""
    least = question.settings["pages"]
    return [{"is": "few", "n": least, "has": pages}] if 0 < pages < least else []


def sentence(question: Question, found: Value, *, language: str) -> str:
    """Return a finding as a sentence in the language that is on; "" if unknown."""
    told = found if isinstance(found, Mapping) else {}
    number, has = told.get("n"), told.get("has")
    mentions = question.settings["mentions"]
    if told.get("is") == "lacks" and number in range(len(mentions)):
        word = words.pick(mentions[number], language)
        return _(
            "「{word}」という言葉が見つかりません。別の書類かもしれません。"
        ).format(word=word)
    if told.get("is") == "old":
        return _(
            "日付が{day}のようです。{n}か月以内のものかどうか、確かめてください。"
        ).format(day=told.get("day"), n=number)
    sentences = {
        "not_pdf": _("PDFで出す書類です。写真では受け付けられないことがあります。"),
        "blank": _("{page}ページ目に何も写っていないようです。"),
        "small": _("写真が小さく、文字が読めないかもしれません。"),
        "dark": _(
            "写真が暗く、文字が読めないかもしれません。明るい所で撮りなおせます。"
        ),
        "blurred": _("写真がぼやけて、文字が読めないかもしれません。"),
        "many": _("{has}ページあります。ふつうは{n}ページまでの書類です。"),
        "few": _("{n}ページある書類ですが、{has}ページしかありません。"),
    }
    text = sentences.get(str(told.get("is")), "")
    return text.format(page=told.get("page"), n=number, has=has)


def told_of(question: Question, file: Value, language: str) -> list[str]:
    """Return the sentences about one file of an answer."""
    found = file.get("found") if isinstance(file, Mapping) else None
    told = (
        sentence(question, each, language=language)
        for each in (found if isinstance(found, list) else ())
    )
    return [text for text in told if text]


def is_finding(found: object) -> bool:
    """Tell whether this can be a finding: an answer may hold nothing else there."""
    return isinstance(found, Mapping) and all(
        isinstance(name, str) and isinstance(value, int | str)
        for name, value in found.items()
    )


def _of_the_words(question: Question, text: str) -> Iterator[Value]:
    own, plain = question.settings, re.sub(r"\s", "", text)
    for number, word in enumerate(own["mentions"]):
        spoken = [word] if isinstance(word, str) else list(word.values())
        if not any(re.sub(r"\s", "", fold(each)) in plain for each in spoken):
            yield {"is": "lacks", "n": number}
    if own["months"]:
        today = clock.today()
        days = [day for day in days_in(text) if day <= today]
        if days and (today - max(days)).days > own["months"] * _MONTH:
            yield {"is": "old", "n": own["months"], "day": clock.wareki(max(days))}


def days_in(text: str) -> list[dt.date]:
    """Return every day that a text names, in either calendar."""
    found = []
    for match in _DAY.finditer(text):
        year = 1 if match["year"] == "元" else int(match["year"])
        if match["era"]:
            year += _ERA_BEFORE[match["era"]]
        elif len(match["year"]) != _WESTERN_DIGITS:
            continue
        try:
            found.append(dt.date(year, int(match["month"]), int(match["day"])))
        except ValueError:
            continue
    return found
