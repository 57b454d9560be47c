"""個人番号: never kept in an answer, wherever somebody types it.

番号法第20条: nobody may keep one who has no duty that needs it. What looks like one
is taken out before a draft is written, and the person is told so.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from kyoso.engines.residents import api as residents
from kyoso.kernel.text import fold

# Stands in a draft where the number stood, so that the page can tell why.
TAKEN_OUT = "〔個人番号のため消しました〕"
_SHORTEST = 12
_SAID = re.compile("個人番号|マイナンバー|my ?number", re.IGNORECASE)


def without(text: str) -> str:
    """Return a typed text, or ``TAKEN_OUT`` where it holds an individual number."""
    if len(text) < _SHORTEST or not residents.has_individual_number(text):
        return text
    return TAKEN_OUT


def was_taken_out(typed: object) -> bool:
    """Tell whether a number was taken out anywhere in what was typed."""
    if isinstance(typed, str):
        return TAKEN_OUT in typed
    if isinstance(typed, Mapping):
        return any(was_taken_out(part) for part in typed.values())
    return isinstance(typed, list) and any(was_taken_out(part) for part in typed)


def is_on_paper(text: str) -> bool:
    """Tell whether the words of a PDF name an individual number and hold one."""
    folded = fold(text)
    return bool(_SAID.search(folded)) and residents.has_individual_number(folded)


def told(label: str) -> str:
    """Return the sentence beside a question in which a number was typed."""
    return _(
        "「{label}」に個人番号（マイナンバー）と思われる12けたの数字がありました。"
        "保存せずに消しました。個人番号は、ここには書かないでください。"
        "別の番号のときは、間に文字を入れて書いてください。"
    ).format(label=label)


def told_of_file(name: str) -> str:
    """Return the sentence beside a file on which a number is written."""
    return _(
        "「{name}」に個人番号（マイナンバー）と思われる数字があるため、保存しませんでした。"
        "番号を黒く塗って隠したものを選ぶか、窓口でお出しください。"
    ).format(name=name)
