"""The cast: the same few fictional people in every test of the house.

Each function makes its person through actions, or returns the one already made
in this test's database. Their names stand for a role in the story:

* Hanako, a resident; Taro, her neighbour; Kiku, her mother, who has no mail;
* Sato 担当者 and Suzuki 課長 of 長寿いきがい課, whom a case belongs to;
* Tanaka, 担当者 of another section (税務課), who must see nothing of it;
* Goto, 課長 of 税務課, who is asked for 合議; Kudo, 部長 over Sato's section;
* Shindo, 住民記録担当 of 市民保険課, who alone reads the resident register;
* Watabe, 番号担当 of Sato's section, who takes sealed papers out of the tray;
* Planner of 地域情報課, the CIO, the mayor, the operator of the system;
* Ota and Mori, 出納担当, who keep the books: one proposes, the other confirms.

``tests/cast.py`` offers each as a pytest fixture of the same name.
"""

import datetime as dt
from pathlib import Path

from django.test import Client

from kyoso.engines.people import api as people

ORGANISATION = (
    Path(__file__).resolve().parents[1] / "cities" / "noshiro" / "organisation.toml"
)
PASSWORD = "an-officer-in-the-tests"
IN_POST_SINCE = dt.date(2020, 4, 1)

CARE = "choju-ikigai"
TAX = "zeimu"
INFORMATION = "chiiki-joho"
REGISTER = "shimin-hoken"

PUBLIC_HOST = "testserver"
OFFICE_HOST = "office.testserver"


def section(slug: str = CARE) -> people.Section:
    """Return a section of the city, loading the organisation at first."""
    found = people.Section.objects.filter(slug=slug).select_related("department")
    if not found:
        people.load_organisation(ORGANISATION, by=None)
    return found.get()


def hanako() -> people.Resident:
    """能代 花子: the resident who applies."""
    return _resident(
        "hanako@example.jp",
        name="能代 花子",
        kana="のしろ はなこ",
        born_on=dt.date(1975, 5, 3),
        phone="0185000001",
        level=people.IdentityLevel.EMAIL,
    )


def taro() -> people.Resident:
    """隣野 太郎: her neighbour, who must never see anything of hers."""
    return _resident(
        "taro@example.jp",
        name="隣野 太郎",
        kana="となりの たろう",
        born_on=dt.date(1970, 1, 15),
        phone="0185000002",
        level=people.IdentityLevel.EMAIL,
    )


def kiku() -> people.Resident:
    """能代 キク: Hanako's mother; she has no mail and comes to the counter."""
    found = people.Resident.objects.filter(name="能代 キク").select_related("account")
    return found.first() or people.register_resident(
        name="能代 キク",
        kana="のしろ きく",
        born_on=dt.date(1944, 2, 11),
        postcode="0160000",
        address="能代市架空町1番1号",
        phone="0185000003",
        level=people.IdentityLevel.COUNTER,
        by=None,
    )


def sato() -> people.Officer:
    """佐藤: 担当者 of 長寿いきがい課."""
    return _officer("佐藤 一郎", "1001", "sato@office.example.jp", CARE, "clerk")


def suzuki() -> people.Officer:
    """鈴木: 課長 of 長寿いきがい課."""
    return _officer(
        "鈴木 春子", "1002", "suzuki@office.example.jp", CARE, "head", "課長"
    )


def tanaka() -> people.Officer:
    """田中: 担当者 of 税務課, another section."""
    return _officer("田中 次郎", "1003", "tanaka@office.example.jp", TAX, "clerk")


def goto() -> people.Officer:
    """後藤: 課長 of 税務課, whom others ask for 合議."""
    return _officer("後藤 税子", "1021", "goto@office.example.jp", TAX, "head", "課長")


def kudo() -> people.Officer:
    """工藤: 部長 over 長寿いきがい課 and the other sections of its department."""
    return _officer(
        "工藤 部男", "1022", "kudo@office.example.jp", CARE, "director", "部長"
    )


def shindo() -> people.Officer:
    """進藤: 住民記録担当 of 市民保険課."""
    return _officer(
        "進藤 記子", "1008", "shindo@office.example.jp", REGISTER, "registrar"
    )


def watabe() -> people.Officer:
    """渡部: 番号担当 of 長寿いきがい課, who alone takes sealed papers out of the tray."""
    return _officer(
        "渡部 番子", "1077", "watabe@office.example.jp", CARE, "number_keeper"
    )


def planner() -> people.Officer:
    """計画担当 of 地域情報課: keeps the plan and its indicators."""
    return _officer(
        "高橋 計子", "1004", "planner@office.example.jp", INFORMATION, "planner"
    )


def cio() -> people.Officer:
    """副市長, 副本部長 and CIO."""
    return _officer(
        "伊藤 三郎", "1005", "cio@office.example.jp", "somu", "headquarters", "副市長"
    )


def mayor() -> people.Officer:
    """市長, 本部長."""
    return _officer(
        "渡辺 四郎", "1006", "mayor@office.example.jp", "somu", "headquarters", "市長"
    )


def operator() -> people.Officer:
    """システム管理者 of 地域情報課."""
    return _officer(
        "小林 守", "1007", "operator@office.example.jp", INFORMATION, "operator"
    )


def ota() -> people.Officer:
    """太田: 出納担当, who keeps the books."""
    return _officer("太田 会子", "1009", "ota@office.example.jp", "somu", "treasurer")


def mori() -> people.Officer:
    """森: the second 出納担当, who confirms."""
    return _officer("森 納", "1010", "mori@office.example.jp", "somu", "treasurer")


def visiting(who: people.Resident | people.Officer | None = None) -> Client:
    """Return a test client at the right door, logged in as ``who``.

    ``None`` is a stranger at the public door; ``stranger_at`` chooses.
    """
    if who is None:
        return stranger_at(PUBLIC_HOST)
    at_office = isinstance(who, people.Officer)
    client = stranger_at(OFFICE_HOST if at_office else PUBLIC_HOST)
    client.force_login(who.account)
    return client


def stranger_at(host: str) -> Client:
    """Return a client of nobody at ``PUBLIC_HOST`` or ``OFFICE_HOST``."""
    return Client(headers={"host": host})


def _resident(email: str, **details: object) -> people.Resident:
    found = people.Resident.objects.filter(account__email=email)
    return found.select_related("account").first() or people.register_resident(
        email=email,
        postcode="0160000",
        address="能代市架空町1番1号",
        by=None,
        **details,
    )


def _officer(
    name: str, number: str, email: str, slug: str, role: str, title: str = ""
) -> people.Officer:
    found = people.Officer.objects.filter(number=number).select_related("account")
    known = found.first()
    if known is not None:
        return known
    officer = people.add_officer(
        name=name,
        number=number,
        email=email,
        section=section(slug),
        role=role,
        title=title,
        starts_on=IN_POST_SINCE,
        by=None,
    )
    people.set_password(officer.account, password=PASSWORD, by=officer.account)
    return officer
