"""The fictional year, chapter by chapter; each part of the house tells its own."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from kyoso.administration.amendments import demo as amendments
from kyoso.citizens.applications import demo as applications
from kyoso.citizens.certificates import demo as certificates
from kyoso.citizens.kiosk import demo as kiosk
from kyoso.connectors.national_portal import demo as national_portal
from kyoso.connectors.webhooks import demo as webhooks
from kyoso.demo import dogs, headquarters, post, purse, register, sealing, signing
from kyoso.demo.accounts import write_accounts
from kyoso.demo.town import Town, log_ins, moment, people_of_the_town
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.region.grants import demo as grants

# What is told has this number: after an upgrade of the story, make demo-reset.
EDITION = "12"
_TOLD, _BEGUN, _DATABASE = "demo-told", "demo-begun", "kyoso.sqlite3"


def is_told() -> bool:
    return _told().exists()


def is_of_this_edition() -> bool:
    """Tell whether what was told is what this version tells."""
    return _told().read_text("utf-8") == EDITION


def was_cut_off() -> bool:
    """Tell whether a start was stopped in the middle of telling: it cannot go on."""
    return _begun().exists() and not _told().exists()


def is_ours(folder: Path) -> bool:
    """Tell whether a demo has been here."""
    return any((folder / name).exists() for name in (_TOLD, _BEGUN, _DATABASE))


def tell() -> Iterator[str]:
    """Tell every chapter; yield each chapter's title before it begins."""
    _begun().write_text(EDITION, "utf-8")
    city = Path(settings.CITY_FOLDER)
    begins = clock.today() - dt.timedelta(days=366)
    yield "市の組織、計画、手続を読み込んでいます"
    with clock.at(moment(begins)):
        people.load_organisation(city / "organisation.toml", by=None)
        call_command("plan", "load", city / "plan.toml", verbosity=0)
        call_command(
            "external_list", "load", city / "online_procedures.toml", verbosity=0
        )
        call_command("procedures", "load", city / "procedures", verbosity=0)
        town = people_of_the_town()
    yield "架空の住民の写しを読み込んでいます"
    register.tell(town)
    yield "架空の1年の申請を記録しています"
    applications.tell(town)
    yield "カードで署名した申請を記録しています"
    signing.tell(town)
    yield "個人番号の書類を、封をしたまま預かっています"
    sealing.tell(town)
    yield "通知書を作り、メールと郵便を送っています"
    jobs.run_due()
    post.tell(town)
    yield "手続の改正案を作っています"
    amendments.tell(town)
    yield "本部会議を記録しています"
    headquarters.tell(town)
    jobs.run_due()
    yield "架空の請求と予算を記録しています"
    purse.tell(town)
    yield "手数料のある架空の申請を記録しています"
    dogs.tell(town)
    yield "架空の証明書を発行しています"
    certificates.tell(town, work=jobs.run_due)
    yield "架空の端末で証明書を印刷しています"
    kiosk.tell(town, work=jobs.run_due)
    webhooks.tell(town.resident("hanako"))
    national_portal.tell()
    yield "架空の補助金を記録しています"
    grants.tell(town, folder=city / "grants")
    jobs.run_due()
    yield "検索の準備をしています"
    call_command("reindex", verbosity=0)
    write_accounts(log_ins(town))
    _told().write_text(EDITION, "utf-8")


def _told() -> Path:
    return Path(settings.VAR) / _TOLD


def _begun() -> Path:
    return Path(settings.VAR) / _BEGUN


__all__ = ["Town", "is_of_this_edition", "is_ours", "is_told", "tell", "was_cut_off"]
