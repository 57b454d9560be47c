"""What residents read of this part's events under 「わたしの情報を見た人」."""

from collections.abc import Iterable

from django.utils.translation import gettext as words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kyoso.engines.audit import api as audit

PREFIX = "register:"
# Why an officer looks somebody up, by the code that the audit row keeps.
PURPOSES = {
    "certificate": gettext_noop("証明書の発行"),
    "identity": gettext_noop("本人確認"),
    "case": gettext_noop("申請の審査"),
    "delivery": gettext_noop("郵便物の届け先の確認"),
    "correction": gettext_noop("住民情報の誤りの確認"),
}

LABELS = (
    audit.Label("residents.searched", _("住民情報を検索しました。"), is_shown=False),
    audit.Label("residents.person_read", _("住民情報を見ました。")),
    audit.Label("residents.household_read", _("世帯の住民情報を見ました。")),
    audit.Label("residents.card_shown", _("カードで本人確認をしました。")),
    audit.Label("residents.proof_read", _("カードの内容を住民情報と比べました。")),
    audit.Label("residents.linked", _("利用者と住民情報をつなぎました。")),
    audit.Label("residents.found_nobody", _("カードの内容を住民情報と比べました。")),
    audit.Label(
        "residents.load_begun", _("住民情報を読み込みました。"), is_shown=False
    ),
    audit.Label("residents.loaded", _("住民情報を読み込みました。"), is_shown=False),
    audit.Label(
        "residents.load_abandoned", _("住民情報を読み込みました。"), is_shown=False
    ),
)


def name_purposes(refs: Iterable[str]) -> dict[str, str]:
    """Return the words of every reason that is a stated purpose."""
    return {
        ref: words(PURPOSES[code])
        for ref in refs
        if (code := ref.removeprefix(PREFIX)) in PURPOSES and ref != code
    }
