"""Two programmes of the year, told through public actions only: money from end to end.

A company of the demo is paid for its booking system, another reports, a third
waits; a farm is inspected, a second one gives part of its grant back. Every
person, company, machine and amount is fictional.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants import programmes
from kyoso.region.grants.actions import deciding, motions, paying, reporting
from kyoso.region.grants.actions.reporting import Told
from kyoso.region.grants.models import Grant, Motion, Programme

ICT, FARM = "ict-katsuyo", "hatasaku-kikai"
CLAIMED = 60_000


class Town(Protocol):
    """Who acts: accounts of officers and residents by short names."""

    residents: dict[str, people.Resident]

    def officer(self, name: str) -> Account: ...


def tell(town: Town, *, folder: Path) -> None:
    """Load the programmes of ``folder`` for this year, and tell five grants."""
    year = clock.fiscal_year(clock.today())
    files = [
        programmes.check(_this_years(file, year), name=file.name)
        for file in sorted(folder.glob("*.toml"))
    ]
    programmes.load_all(files, by=None)
    _tell_ict(town)
    _tell_farms(town)


def _this_years(file: Path, year: int) -> Mapping[str, Any]:
    """Return a programme whose rounds are all open all of this fiscal year."""
    text = file.read_text("utf-8")
    text = re.sub(r"fiscal_year = \d+", f"fiscal_year = {year}", text)
    text = re.sub(r"opens_on = \S+", f"opens_on = {year}-04-01", text)
    text = re.sub(r"closes_on = \S+", f"closes_on = {year + 1}-03-31", text)
    return tomllib.loads(text)


def _tell_ict(town: Town) -> None:
    company = people.register_company(
        name="架空食堂株式会社",
        number="7000012050002",
        postcode="0160000",
        address="能代市架空町2番2号",
        by=town.residents["taro"],
    )
    by, head = town.officer("oyama"), town.officer("nara")
    done = _file(
        ICT, 120, company.account, _ict("予約と会計をつなぐ仕組み", 620_000), town
    )
    _decide(done, 300_000, 110, by, head)
    _report_and_settle(done, 590_000, 50, by, head)
    _pay(done, 20, by, town.officer("ota"))
    waiting = _file(ICT, 60, None, _ict("在庫の見える化", 480_000, "柳町 清"), town)
    _decide(waiting, 240_000, 45, by, head)
    _file(ICT, 4, None, _ict("テレワークの環境", 300_000, "畠町 和子"), town)


def _tell_farms(town: Town) -> None:
    by, head = town.officer("hatake"), town.officer("midorikawa")
    paid = _file(
        FARM, 130, None, _farm("自動操舵装置 JS-1", 2_400_000, "鶴形 勇"), town
    )
    _decide(paid, 800_000, 115, by, head)
    _report_and_settle(paid, 2_400_000, 70, by, head)
    _pay(paid, 40, by, town.officer("ota"))
    with clock.at(_ago(15)):
        motion = motions.draft(
            paid,
            kind=Motion.Kind.CLAW_BACK,
            amount=CLAIMED,
            rule="untrue",
            reason="（架空）実績報告の費用に、対象でない付属品が含まれていました。",
            reply_by_on=clock.today() + dt.timedelta(days=30),
            by=by,
        )
        motions.confirm(motion, by=head)
    _file(FARM, 6, None, _farm("ドローン D-4", 1_500_000, "富根 昭二"), town)


def _file(
    slug: str,
    days: int,
    account: Account | None,
    typed: Mapping[str, Any],
    town: Town,
) -> Grant:
    """File an application so many days ago, by a company or on paper at the desk."""
    procedure = Programme.objects.get(slug=slug).procedure
    clerk = town.officer("oyama" if slug == ICT else "hatake")
    taro = town.residents["taro"]
    assert procedure.form is not None
    with clock.at(_ago(days)):
        by = taro.account if account else clerk
        draft = forms.start(
            procedure.form.latest,
            by=by,
            holder=account,
            channel="web" if account else "paper",
            typed=typed,
        )
        checked = forms.checked(draft)
        forms.refuse_faulty(checked)
        name = typed["applicant_name"]
        case = casework.file(
            procedure,
            version=draft.version,
            answers=checked.answers,
            files=[],
            applicant=casework.Applicant(
                name="架空食堂株式会社" if account else name["name"],
                account=account,
                kind=casework.ApplicantKind.CORPORATION
                if account
                else casework.ApplicantKind.PERSON,
                contact=taro.name if account else "",
                kana=name["kana"],
                postcode="0160000",
                address=str(typed["applicant_address"]["address"]),
                phone="0185000009",
            ),
            channel=draft.channel,
            token=draft.token,
            by=by,
        )
        forms.finish(draft, outcome=case.ref, by=by)
    return Grant.objects.get(case=case)


def _decide(grant: Grant, amount: int, days: int, by: Account, head: Account) -> None:
    with clock.at(_ago(days)):
        case = casework.accept(grant.case, by=by)
        rule = grant.revision.definition.inspection
        deciding.inspect(
            grant,
            kind="site" if rule.kind == "site" else "papers",
            met=[one.key for one in rule.checks],
            seen_on=clock.today(),
            note="（架空）書類のとおりであることを確認した。",
            by=by,
        )
        casework.propose(case, outcome="grant", terms={"amount": amount}, by=by)
        case.refresh_from_db()
        casework.approve(case, by=head)


def _report_and_settle(
    grant: Grant, spent: int, days: int, by: Account, head: Account
) -> None:
    rule = grant.revision.definition.report
    with clock.at(_ago(days)):
        reporting.report(
            grant,
            told=Told(
                finished_on=clock.today() - dt.timedelta(days=3),
                spent=spent,
                text="（架空）予定のとおり導入し、毎日使っている。",
                results={one.key: 25 for one in rule.results},
            ),
            files=[],
            token=f"demo-{grant.ref}",
            by=by,
        )
        reporting.accept(
            grant, eligible=spent, met=[one.key for one in rule.checks], by=by
        )
        motion = motions.draft(grant, kind=Motion.Kind.SETTLE, by=by)
        motions.confirm(motion, by=head)


def _pay(grant: Grant, days: int, by: Account, treasurer: Account) -> None:
    """Order the payment, and import that the financial system has paid it."""
    with clock.at(_ago(days)):
        order = paying.order(grant, by=by)
        paid_on = clock.today().isoformat()
        text = f"支出命令番号,支払日,支払額\r\n{order.ref},{paid_on},{order.amount}\r\n"
        ledger.take_results(
            "orders",
            name=f"shiharai-{order.ref[:6]}.csv",
            content=text.encode(),
            by=treasurer,
        )


def _ict(project: str, cost: int, name: str = "檜山 太郎") -> dict[str, Any]:
    return {
        "in_city": "yes",
        "ordered_already": "no",
        "industry": "retail",
        "staff": "6",
        "project_name": project,
        "kind": ["software"],
        "today": "（架空）紙の台帳に書き、夜に打ち直している。",
        "effect": "（架空）打ち直しがなくなり、月40時間が10時間になる。",
        "hours_saved": "30",
        **_common(cost, name),
    }


def _farm(machine: str, cost: int, name: str) -> dict[str, Any]:
    return {
        "fields_in_city": "yes",
        "ordered_already": "no",
        "farmer": "person",
        "district": "tsurugata" if "JS" in machine else "futatsui",
        "area": "250",
        "machine_name": f"架空農機 {machine}",
        "kind": ["steering" if "JS" in machine else "drone"],
        "crop": "ねぎ",
        "effect": "（架空）うねを立てる時間が半分になる。",
        "hours_saved": "120",
        **_common(cost, name),
    }


def _common(cost: int, name: str) -> dict[str, Any]:
    later = clock.today() + dt.timedelta(days=60)
    day = {
        "era": "reiwa",
        "year": str(later.year - 2018),
        "month": str(later.month),
        "day": str(later.day),
    }
    return {
        "cost": f"{cost:,}",
        "other_subsidy": "no",
        "start_on": day,
        "finish_on": day,
        "check_tax": "yes",
        "applicant_name": {"name": name, "kana": "かくう"},
        "applicant_address": {
            "postcode": "016-0000",
            "address": f"能代市架空町{len(name)}番{cost % 30 + 1}号",
        },
        "applicant_phone": "0185-00-0009",
        "bank": "架空銀行",
        "branch": "能代支店",
        "account_kind": "ordinary",
        "account_number": "1234567",
        "account_holder": "カクウ メイギ",
        "notice_way": "post",
        "declaration": "on",
    }


def _ago(days: int) -> dt.datetime:
    """Return ten in the morning so many days ago, never before the fiscal year."""
    today = clock.today()
    first = dt.date(clock.fiscal_year(today), 4, 1)
    day = max(today - dt.timedelta(days=days), first)
    return dt.datetime.combine(day, dt.time(10), clock.CITY)
