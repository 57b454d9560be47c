"""直した答え: what a draft that mends a case sends, computed once for every way."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.citizens.applications.reading import case_of_mending, checked_on, files_in
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Correction
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.media.api import File


@dataclass(frozen=True)
class Mended:
    """The whole document with the mended answers in it, and the files among these."""

    case: Case
    correction: Correction
    answers: Mapping[str, Any]
    files: list[File]

    @classmethod
    def of(cls, draft: Draft, day: dt.date, *, language: str = "ja") -> "Mended":
        """Read a draft as of a day.

        Raises ``AnswersFaulty``, and ``NotNow`` where nothing is asked to be mended.
        """
        case = case_of_mending(draft)
        correction = casework.open_correction(case)
        if correction is None:
            raise casework.NotNow(
                state=case.get_state_display(), act="補正に答えること"
            )
        checked = checked_on(draft, day, language=language)
        forms.refuse_faulty(checked)
        before = case.submissions.latest("number")
        opened = {forms.key_of(name) for name in draft.only}
        answers = {k: v for k, v in before.answers.items() if k not in opened}
        answers |= {k: v for k, v in checked.answers.items() if k in opened}
        mended = {key: answers[key] for key in opened if key in answers}
        return cls(case, correction, answers, files_in(mended))
