"""Which drafts this browser holds, where no account says whose they are.

The session remembers the drafts that were begun or resumed in it, each with the
round of its paper code: a code made anew closes them in every browser. When
a session has ended while a person was typing, what they post is kept in the new
session (``keep_pending``) until the draft is opened again, so that the answer
of that screen is not lost either.
"""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest

from kyoso.engines.forms.models import Draft

_HELD = "forms.held"
_PENDING = "forms.pending"
# A shared telephone or a clerk's day; older ones come back by their codes.
_MOST_HELD = 20
# One screen of answers; the session is no store for more.
_LARGEST_PENDING = 20_000


def hold(request: HttpRequest, draft: Draft) -> None:
    """Let this browser open the draft from now on."""
    request.session[_HELD] = [*_others(request, draft), _name(draft)][-_MOST_HELD:]


def let_go(request: HttpRequest, draft: Draft) -> None:
    """Forget the draft in this browser."""
    request.session[_HELD] = _others(request, draft)


def is_held(request: HttpRequest, draft: Draft) -> bool:
    """Tell whether this browser may open the draft without an account."""
    return _name(draft) in request.session.get(_HELD, [])


def held_by(request: HttpRequest) -> list[str]:
    """Return the refs of the drafts that this browser may open without an account."""
    return [name.partition(".")[0] for name in request.session.get(_HELD, [])]


def keep_pending(
    request: HttpRequest, ref: str, step: str, posted: Mapping[str, Sequence[str]]
) -> None:
    """Keep what was posted to a draft that this browser may not open (any more)."""
    plain = {
        name: [value[:_LARGEST_PENDING] for value in values[:20]]
        for name, values in list(posted.items())[:40]
        if name != "csrfmiddlewaretoken"
    }
    if sum(len(v) for values in plain.values() for v in values) <= _LARGEST_PENDING:
        request.session[_PENDING] = {"ref": ref, "step": step, "posted": plain}


def take_pending(
    request: HttpRequest, draft: Draft
) -> tuple[str, dict[str, list[str]]] | None:
    """Return the step and the answers that waited for this draft, once."""
    pending = request.session.get(_PENDING)
    if not pending or pending["ref"] != draft.ref:
        return None
    del request.session[_PENDING]
    return pending["step"], pending["posted"]


def _name(draft: Draft) -> str:
    return f"{draft.ref}.{draft.code_round}"


def _others(request: HttpRequest, draft: Draft) -> list[str]:
    held: list[str] = request.session.get(_HELD, [])
    return [name for name in held if not name.startswith(f"{draft.ref}.")]
