"""The privacy class and the retention of every model field.

Each model carries a nested class that sorts every one of its fields::

    class Privacy:
        retention = "case"
        public = {"ref"}
        internal = {"id", "state"}
        personal = {"name"}
        special = {"illness"}
        secret = {"password"}

``public`` may be shown to anyone, ``internal`` to officers, ``personal``
identifies a living person (個人情報), ``special`` needs particular care
(要配慮個人情報), ``secret`` is never shown. An architecture test refuses a field
that is in no class or in two, and a retention that is not listed here.
"""

from dataclasses import dataclass

CLASSES = ("public", "internal", "personal", "special", "secret")

# Each key with the rights of the public role on the table (docs/adr/0003).
PUBLIC_RIGHTS = {
    "read": "SELECT",
    "append": "SELECT, INSERT",
    "change": "SELECT, INSERT, UPDATE",
    "write": "SELECT, INSERT, UPDATE, DELETE",
}


@dataclass(frozen=True)
class Retention:
    """How long rows are kept, and from when the years are counted.

    The years are Kyoso's proposals until the city's own document rule
    (文書取扱規程) replaces them: ``verified`` stays false until then.
    """

    slug: str
    title: str
    years: int | None
    counted_from: str
    source: str = "Kyosoの提案（市の文書取扱規程で置き換える）"
    verified: bool = False


RETENTIONS = {
    retention.slug: retention
    for retention in (
        Retention("permanent", "永年", None, ""),
        Retention("case", "事案", 5, "完結した年度の翌年度の初日"),
        # Claims of and against a city lapse after five years (地方自治法236条).
        Retention("ledger", "収納と支出の記録", 5, "出納を閉鎖した年度の翌年度の初日"),
        Retention("account", "利用者", 1, "利用者が退会した日"),
        Retention("organisation", "組織", None, ""),
        Retention("delivery", "配信記録", 1, "配信が終わった日"),
        Retention("job", "処理記録", 1, "処理が終わった日"),
        Retention("audit", "操作記録", 5, "記録した日"),
        Retention("register", "住民情報の写し", 0, "元の台帳のファイルになくなった日"),
        Retention("draft", "下書き", 0, "最後に保存した日から30日"),
        Retention("session", "接続", 0, "有効期限"),
    )
}
