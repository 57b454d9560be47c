"""A year of applications for watch-over devices, told through public actions only.

Every person, device and amount is fictional.
"""

import datetime as dt
import io
import random
from dataclasses import dataclass
from typing import Protocol

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from kyoso.citizens.applications import actions, entering
from kyoso.citizens.applications.walking import PURPOSE
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people.api import Account
from kyoso.kernel import calendar, clock

SLUG = "mimamori-kiki-josei"
# The same story each time: a demo that can be pointed at.
SEED = 20260401

# Invented names, in the manner of the region.
FAMILIES = (
    ("上町", "うえまち"), ("柳町", "やなぎまち"), ("畠町", "はたけまち"), ("日吉", "ひよし"),
    ("盤若", "はんにゃ"), ("景林", "けいりん"), ("米代", "よねしろ"), ("仁鮒", "にぶな"),
    ("切石", "きりいし"), ("富根", "とみね"), ("鶴形", "つるがた"), ("扇田", "おうぎた"),
)  # fmt: skip
GIVEN = (
    ("正子", "まさこ"), ("一夫", "かずお"), ("和子", "かずこ"), ("清", "きよし"),
    ("節子", "せつこ"), ("昭二", "しょうじ"), ("美智子", "みちこ"), ("勇", "いさむ"),
)  # fmt: skip
DEVICES = (
    ("sensor", "みまもり電機 おたっしゃセンサー M-10", 24_800),
    ("appliance", "あかり社 つながる電球 B-3", 9_800),
    ("camera", "みまもり電機 やさしいカメラ C-2", 18_500),
    ("gps", "あるく社 おさんぽGPS G-1", 32_000),
    ("button", "あんしん社 おたすけボタン", 15_400),
)
HALF, HUNDRED, CAP = 2, 100, 20_000
RECEIPT_MISSING = (
    "領収書がまだ届いていません。"
    "買った日、金額、品物、店の名前がわかる領収書の写真を付けてください。"
)


class Town(Protocol):
    """Who acts: accounts of officers and residents by short names."""

    def officer(self, name: str) -> Account: ...

    def resident(self, name: str) -> Account: ...


@dataclass(frozen=True)
class Chapter:
    """One application: when it arrives, how, and how far it gets."""

    arrives: dt.datetime
    end: str
    channel: str = "web"
    who: str = ""
    is_electronic: bool = False
    mends: bool = False
    is_late: bool = False


def tell(town: Town) -> None:
    """Tell the year: two dozen decided cases, and some on each desk today."""
    chance = random.Random(SEED)  # noqa: S311 - a story, not a secret
    for chapter in chapters(clock.today()):
        _tell_one(town, chapter, chance)


def chapters(today: dt.date) -> list[Chapter]:
    """Return the year's applications up to ``today``, the oldest first."""
    chance = random.Random(SEED)  # noqa: S311
    told = [
        Chapter(
            _at(
                _open_day(today - dt.timedelta(days=350 - 13 * number)), 9 + number % 8
            ),
            "refuse" if number % 11 == 10 else "grant",
            channel="paper" if number % 3 == 1 else "web",
            is_electronic=number % 4 == 0,
            mends=chance.random() < 0.3,
            is_late=number % 7 == 4,
        )
        for number in range(24)
    ]
    still_open = (
        (30, "reviewing", "web"),
        (22, "correcting", "paper"),
        (16, "deciding", "web"),
        (9, "reviewing", "counter"),
        (6, "received", "web"),
        (4, "received", "web"),
    )
    told += [
        Chapter(_at(_open_day(today - dt.timedelta(days=days)), 11), end, channel)
        for days, end, channel in still_open
    ]
    told.append(
        Chapter(
            _at(_open_day(today - dt.timedelta(days=60)), 20),
            "grant",
            who="hanako",
            is_electronic=True,
            mends=True,
        )
    )
    told.append(
        Chapter(
            _at(_open_day(today - dt.timedelta(days=5)), 21), "correcting", who="taro"
        )
    )
    return sorted(told, key=lambda chapter: chapter.arrives)


def _tell_one(town: Town, chapter: Chapter, chance: random.Random) -> None:
    clerk, head = town.officer("sato"), town.officer("suzuki")
    resident = town.resident(chapter.who) if chapter.who else None
    filer = clerk if chapter.channel != "web" else resident
    kind, device, price = chance.choice(DEVICES)
    moment = chapter.arrives
    with clock.at(moment):
        case = _file(chapter, chance, (kind, device, price), filer)
        jobs.run_due()
    if chapter.end == "received":
        return
    moment = _next(moment, chance.randint(1, 2), 9)
    with clock.at(moment):
        casework.accept(case, by=clerk)
    if chapter.mends or chapter.end == "correcting":
        moment = _next(moment, 1, 14)
        with clock.at(moment):
            _ask(case, clerk)
            jobs.run_due()
        if chapter.end == "correcting":
            return
        moment = _next(moment, chance.randint(2, 6), 19)
        with clock.at(moment):
            _mend(case, resident)
    if chapter.end == "reviewing":
        return
    # Later than the standard period of 15 open days, which a plan must show as well.
    days = 18 if chapter.is_late else chance.randint(2, 5)
    _decide(case, chapter, _next(moment, days, 10), price, clerk, head)


def _decide(
    case: casework.Case,
    chapter: Chapter,
    moment: dt.datetime,
    price: int,
    clerk: Account,
    head: Account,
) -> None:
    with clock.at(moment):
        if chapter.end == "refuse":
            casework.propose(
                case,
                outcome="refuse",
                by=clerk,
                reasons="要綱案第4条は、見守られる方の無事を離れた家族などに知らせる機器を対象としています。"
                "申請のあった品物にはその働きが確認できず、対象になりません。",
            )
        else:
            amount = min(price // HALF // HUNDRED * HUNDRED, CAP)
            casework.propose(case, outcome="grant", by=clerk, terms={"amount": amount})
    if chapter.end == "deciding":
        return
    with clock.at(_next(moment, 1, 15)):
        casework.approve(case, by=head)
        # The notice is made and sent on the day of the decision.
        jobs.run_due()


def _file(
    chapter: Chapter,
    chance: random.Random,
    device: tuple[str, str, int],
    filer: Account | None,
) -> casework.Case:
    procedure = casework.Procedure.objects.get(slug=SLUG)
    draft = actions.begin(procedure, by=filer, channel=chapter.channel)
    for key, typed in _answers(chapter, chance, device).items():
        forms.set_answer(draft, key, typed=typed, by=filer)
    if not chapter.mends and chapter.end != "correcting":
        _attach_receipt(draft, device, filer)
    if filer is not None and chapter.channel != "web":
        return entering.file_entered(draft, by=filer, read_aloud=True)
    return actions.file(draft, by=filer)


def _answers(
    chapter: Chapter, chance: random.Random, device: tuple[str, str, int]
) -> dict[str, object]:
    """Return what this applicant types, in the shapes of a posted form."""
    family, family_kana = chance.choice(FAMILIES)
    given, given_kana = chance.choice(GIVEN)
    name, kana = f"{family} {given}", f"{family_kana} {given_kana}"
    if chapter.who == "hanako":
        name, kana = "能代 花子", "のしろ はなこ"
    if chapter.who == "taro":
        name, kana = "檜山 太郎", "ひやま たろう"
    slug, product, price = device
    bought = chapter.arrives.date() - dt.timedelta(days=chance.randint(2, 40))
    house = f"能代市架空町{chance.randint(1, 9)}番{chance.randint(1, 30)}号"
    return {
        "for_whom": "myself",
        "lives_in_city": "yes",
        "living": chance.choice(["alone", "elderly_only"]),
        "watched_born_on": {
            "era": "showa",
            "year": str(chance.randint(5, 30)),
            "month": str(chance.randint(1, 12)),
            "day": str(chance.randint(1, 28)),
        },
        "applicant_name": {"name": name, "kana": kana},
        "applicant_address": {"postcode": "016-0000", "address": house},
        "applicant_phone": f"0185-00-{chance.randint(0, 9999):04}",
        "device_kind": slug,
        "device_name": product,
        "bought_on": {
            "era": "reiwa",
            "year": str(bought.year - 2018),
            "month": str(bought.month),
            "day": str(bought.day),
        },
        "price": f"{price:,}",
        "other_subsidy": "no",
        "check_register": "yes",
        "bank": "架空銀行",
        "branch": "能代支店",
        "account_kind": "ordinary",
        "account_number": f"{chance.randint(0, 9_999_999):07}",
        "account_holder": "カクウ メイギ",
        "notice_way": "electronic" if chapter.is_electronic else "post",
        "applicant_email": f"{chapter.who or 'resident'}@example.jp"
        if chapter.is_electronic
        else "",
        "declaration": "on",
    }


def _attach_receipt(
    draft: forms.Draft, device: tuple[str, str, int], filer: Account | None
) -> None:
    step = next(step for step in draft.version.parsed.steps() if step.slug == "receipt")
    forms.save_step(
        draft,
        step,
        posted={},
        by=filer,
        files={"receipt": [_photograph(device[2])]},
        purpose=PURPOSE,
    )


def _photograph(price: int) -> SimpleUploadedFile:
    """Return a drawn receipt; its words say that it is none."""
    picture = Image.new("RGB", (480, 640), "#f7f3e8")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((40, 40, 440, 600), fill="white", outline="#999999")
    for number, line in enumerate(("SAMPLE - NOT A RECEIPT", f"JPY {price:,}")):
        pen.text((80, 120 + 60 * number), line, fill="black")
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=80)
    return SimpleUploadedFile("ryoshusho.jpg", content.getvalue(), "image/jpeg")


def _ask(case: casework.Case, clerk: Account) -> None:
    casework.ask_correction(
        case,
        items=[
            (
                "receipt",
                RECEIPT_MISSING,
            )
        ],
        by=clerk,
    )


def _mend(case: casework.Case, resident: Account | None) -> None:
    draft = actions.begin_mending(case, by=resident)
    _attach_receipt(draft, DEVICES[0], resident)
    actions.send_mended(draft, by=resident)


def _next(moment: dt.datetime, open_days: int, hour: int) -> dt.datetime:
    """Return an hour of the day so many open days later."""
    return _at(calendar.city().add_open_days(moment.date(), open_days), hour)


def _open_day(day: dt.date) -> dt.date:
    return calendar.city().next_open(day)


def _at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), clock.CITY)
