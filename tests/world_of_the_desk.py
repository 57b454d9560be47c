"""What officers keep beside the cases, in the world of the tests."""

from typing import TYPE_CHECKING

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.documents import api as documents
from kyoso.engines.people import api as people
from kyoso.engines.tray import api as tray
from tests import people as cast
from tests.signed import a_signed_case

if TYPE_CHECKING:
    from tests.world import World


def at_the_desk(world: "World") -> None:
    """What officers keep beside the cases: a filter, an act on many, a link."""
    world.notices = documents.order_notices(
        subject="介護保険料のお知らせ",
        text="{氏名}様へのお知らせです。",
        addressees=documents.read_addressees(
            "氏名,郵便番号,住所\n能代 花子,0160000,能代市架空町1番1号\n".encode()
        ),
        section=world.section,
        token="world",
        by=world.sato.account,
    )
    world.saved_filter = casework.SavedFilter.objects.create(
        title="期限の近いもの", query="due=soon", officer=world.sato
    )
    world.bulk = casework.carry_out(
        [world.received], kind="note", token="world", by=world.sato, text="確認した。"
    )
    casework.link_cases(
        world.case, to=world.received, reason="同じ世帯", by=world.sato.account
    )
    world.extendable = casework_testing.reviewing(of=_by_law(), by=world.sato.account)
    world.staff_token, _ = people.create_token(
        world.sato.account,
        name="集計",
        scopes=["work"],
        days=30,
        by=world.sato.account,
    )
    world.signed = a_signed_case(world.hanako, world.case.submissions.get())


def _by_law() -> casework.Procedure:
    """Return a procedure whose period a law sets, and lets be extended once."""
    content = casework_testing.content(
        statutory_period={
            "days": 30,
            "article": "架空法第83条第1項",
            "extension_days": 30,
            "extension_article": "架空法第83条第2項",
        }
    )
    del content["procedure"]["standard_period"]
    return casework.load(casework.check(content), by=None)


def in_the_tray(world: "World") -> None:
    """A sealed paper of an application of the section, and who takes it out."""
    world.watabe = cast.watabe()
    world.sealed = tray.put(b"a number", name="number.pdf", by=None)
    tray.hand_in(
        [world.sealed.ref],
        receipt_number="2026-7K3M-QW2T",
        section=world.section,
        by=None,
    )
