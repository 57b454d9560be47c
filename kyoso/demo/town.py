"""The cast of the demo: people who do not exist, made through public actions."""

import datetime as dt
from dataclasses import dataclass, field

from kyoso.demo.accounts import DemoAccount
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.doors import OFFICE, PUBLIC, link

# Printed on the demo's own terminal and good for nothing else: production has
# neither these accounts nor this module's story.
PASSWORD = "kyoso-demo-2026"  # noqa: S105
IN_POST_SINCE = dt.date(2025, 4, 1)

OFFICERS = (
    ("sato", "佐藤 一郎", "1001", "choju-ikigai", "clerk", "主事"),
    ("suzuki", "鈴木 春子", "1002", "choju-ikigai", "head", "課長"),
    ("tanaka", "田中 次郎", "1003", "zeimu", "clerk", "主任"),
    ("takahashi", "高橋 計子", "1004", "chiiki-joho", "planner", "係長"),
    ("abe", "阿部 直樹", "1005", "chiiki-joho", "planner", "主任"),
    ("kobayashi", "小林 守", "1006", "chiiki-joho", "operator", "主任"),
    ("shindo", "進藤 記子", "1010", "shimin-hoken", "registrar", "主任"),
    ("kanda", "神田 文", "1051", "somu", "clerk", "主事"),
    ("chida", "千田 章", "1052", "somu", "head", "課長"),
    ("kimura", "木村 操", "1009", "somu", "role_confirmer", "係長"),
    ("ito", "伊藤 三郎", "1007", "somu", "headquarters", "副市長（CIO）"),
    ("watanabe", "渡辺 四郎", "1008", "somu", "headquarters", "市長（本部長）"),
    ("kudo", "工藤 智子", "1013", "somu", "headquarters", "CIO補佐官"),
    ("narita", "成田 五郎", "1014", "somu", "headquarters", "市民福祉部長"),
    ("watabe", "渡部 番子", "1044", "kosodate-shien", "number_keeper", "主任"),
    ("kikuchi", "菊地 封子", "1045", "choju-ikigai", "number_keeper", "主任"),
    ("sakuraba", "桜庭 守", "1061", "bosai", "clerk", "主任"),
    ("miura", "三浦 税子", "1031", "zeimu", "certifier", "主任"),
    ("oyama", "小山 商子", "1015", "shoko-rodo", "clerk", "主任"),
    ("nara", "奈良 工", "1016", "shoko-rodo", "head", "課長"),
    ("hatake", "畠 耕一", "1017", "nogyo-shinko", "clerk", "主任"),
    ("midorikawa", "緑川 実", "1018", "nogyo-shinko", "head", "課長"),
    ("hatakeyama", "畠山 環", "1019", "kankyo-eisei", "clerk", "主事"),
    ("ishii", "石井 清", "1020", "kankyo-eisei", "head", "課長"),
    ("ota", "太田 会子", "1011", "somu", "treasurer", "主任"),
    ("mori", "森 納", "1012", "somu", "treasurer", "係長"),
)
ROLES = {
    "clerk": "職員（担当者）",
    "head": "職員（課長）",
    "registrar": "職員（住民記録担当）",
    "planner": "職員（計画担当）",
    "operator": "職員（システム管理者）",
    "role_confirmer": "職員（役割の確認者）",
    "headquarters": "本部員",
    "treasurer": "職員（出納担当）",
    "certifier": "職員（証明担当）",
    "number_keeper": "職員（番号担当）",
}
# As on the toy cards of the sandbox: the card is linked to the person it names.
RESIDENTS = (
    ("hanako", "能代 花子", "のしろ はなこ", dt.date(1954, 4, 3), "0185000001"),
    ("taro", "檜山 太郎", "ひやま たろう", dt.date(1960, 7, 15), "0185000002"),
)


@dataclass
class Town:
    """Who acts in the story, by short names."""

    officers: dict[str, people.Officer] = field(default_factory=dict)
    residents: dict[str, people.Resident] = field(default_factory=dict)

    def officer(self, name: str) -> people.Account:
        return self.officers[name].account

    def resident(self, name: str) -> people.Account:
        return self.residents[name].account


def people_of_the_town() -> Town:
    """Make the officers and the residents who log in."""
    town = Town()
    for slug, name, number, section, role, title in OFFICERS:
        officer = people.add_officer(
            name=name,
            number=number,
            email=f"{slug}@office.example.jp",
            section=people.Section.objects.get(slug=section),
            role=role,
            title=title,
            starts_on=IN_POST_SINCE,
            by=None,
        )
        people.set_password(officer.account, password=PASSWORD, by=officer.account)
        town.officers[slug] = officer
    for slug, name, kana, born_on, phone in RESIDENTS:
        town.residents[slug] = people.register_resident(
            email=f"{slug}@example.jp",
            name=name,
            kana=kana,
            born_on=born_on,
            postcode="0160000",
            address="能代市架空町1番1号",
            phone=phone,
            level=people.IdentityLevel.EMAIL,
            by=None,
        )
    return town


def log_ins(town: Town) -> list[DemoAccount]:
    """Return how each person of the demo logs in, with an API token each."""
    told: list[DemoAccount] = []
    for slug, resident in town.residents.items():
        told.append(
            DemoAccount(
                role="市民",
                name=resident.name,
                email=f"{slug}@example.jp",
                door=PUBLIC,
                log_in=f"メールの確認番号（{link(OFFICE, 'messaging:outbox')} に届きます）、"
                "またはマイナンバーカードの練習用の画面（暗証番号1234）",
                password="",
                api_token=_token(resident.account),
            )
        )
    for slug, officer in town.officers.items():
        role = people.current_posts(officer)[0].role
        told.append(
            DemoAccount(
                role=ROLES[role],
                name=officer.name,
                email=f"{slug}@office.example.jp",
                door=OFFICE,
                log_in=f"パスワード {PASSWORD}",
                password=PASSWORD,
                api_token=_token(officer.account),
            )
        )
    return told


def _token(account: people.Account) -> str:
    scopes = [scope.slug for scope in people.scopes_for(account)]
    _made, shown = people.create_token(
        account, name="デモ", scopes=scopes, days=365, by=account
    )
    return shown


def moment(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """Return a moment of that day in the city."""
    return dt.datetime.combine(day, dt.time(hour, minute), clock.CITY)
