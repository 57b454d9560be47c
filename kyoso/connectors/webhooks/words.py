"""What happened, and what became of the notice, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kyoso.connectors.webhooks.models import Notice

EVENTS = {
    "ping": gettext_noop("試しの送信"),
    "filed": gettext_noop("申請が届きました"),
    "correction_asked": gettext_noop("直すところのお知らせがありました"),
    "correction_answered": gettext_noop("直した内容が届きました"),
    "decided": gettext_noop("結果が決まりました"),
    "withdrawn": gettext_noop("申請を取り下げました"),
}
_STATES = {
    Notice.State.WAITING: (gettext_noop("送っています"), "blue"),
    Notice.State.DELIVERED: (gettext_noop("届きました"), "green"),
    Notice.State.FAILED: (gettext_noop("届きませんでした"), "red"),
    Notice.State.DROPPED: (gettext_noop("送りませんでした"), "gray"),
}


def told(notice: Notice) -> dict[str, object]:
    """Return a line of the log: the notice, its event, its state and its colour."""
    word, kind = _STATES[Notice.State(notice.state)]
    return {
        "notice": notice,
        "event": _(EVENTS[notice.event]),
        "word": _(word),
        "kind": kind,
    }
