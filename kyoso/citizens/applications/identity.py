"""本人確認の段階: how sure the house must be of who files, and what else is possible.

The ladder of a procedure (``[procedure.identity] level``) is climbed when an
application is begun online and looked at again when it is filed, because a
session ends and a draft stays. Who cannot climb it (the card has a lock on its
PIN, is at home, was never made) loses nothing: the draft goes on by its code, on
paper or at the counter, where an officer looks at the person instead.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kyoso.engines.casework.api import Definition, Procedure
from kyoso.engines.people import api as people
from kyoso.engines.signatures import api as signatures
from kyoso.kernel.errors import Refusal

Level = people.IdentityLevel

# A signature is made with the card over the finished application (``signing``): the
# card opens the way, and the signature itself files. Where this installation can take
# none, such an application is filled in here and filed elsewhere.
_TO_BEGIN = {
    "none": Level.NONE,
    "email": Level.EMAIL,
    "card": Level.CARD,
    "signature": Level.CARD,
}
SIGNATURE = "signature"


class IdentityTooLow(Refusal):
    """The session is not sure enough of the person; the draft is whole."""

    code = "identity_too_low"
    sentence = (
        "「{title}」をオンラインで申請するには、本人確認が必要です。"
        "入力した内容は残っています。"
    )


def may_begin(request: HttpRequest, procedure: Procedure) -> bool:
    """Tell whether this session is sure enough to begin online."""
    needed = _TO_BEGIN[procedure.identity_level]
    # Where nothing is asked, nobody's session is opened.
    return needed == Level.NONE or people.level_of(request) >= needed


def may_file(level: Level, procedure: Procedure, *, is_signed: bool = False) -> bool:
    """Tell whether a person known to this level may file online."""
    needed = procedure.identity_level
    return level >= _TO_BEGIN[needed] and (is_signed or needed != SIGNATURE)


def is_signed(procedure: Procedure) -> bool:
    """Tell whether applications of this procedure are signed online."""
    return procedure.identity_level == SIGNATURE


def is_signed_under(rule: Definition) -> bool:
    """Tell whether a rule, today's or an earlier one, has applications signed."""
    return rule.identity_level == SIGNATURE


def can_sign() -> bool:
    """Tell whether this installation can take signatures now."""
    return signatures.ready_service() is not None


def ways(
    procedure: Procedure, next_path: str, *, to_sign: bool
) -> list[dict[str, Any]]:
    """Return what a person may do now to be sure enough, the plainest way first.

    ``to_sign``: it ends with the card, whatever the procedure asks for today.
    """
    if to_sign and not can_sign():
        return []
    found = people.ways_elsewhere(next_path)
    if procedure.identity_level == "email" and not to_sign:
        login = f"{reverse('account_login')}?next={next_path}"
        found.insert(0, {"title": "", "href": login})
    return found
