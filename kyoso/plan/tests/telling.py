"""What the tests of the plan tell: plans loaded, meetings held, values entered."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import testing as indicator_testing
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.plan import actions, loading
from kyoso.plan.models import AgendaItem, Initiative, Meeting, Plan
from kyoso.plan.reading import Reading, read, read_bytes
from tests import people as cast

NOSHIRO = Path(__file__).resolve().parents[3] / "cities" / "noshiro" / "plan.toml"
MIZUHO = Path(__file__).resolve().parent / "data" / "mizuho.toml"
TODAY = dt.datetime(2026, 11, 23, 10, 0, tzinfo=clock.CITY)


def text(path: Path = NOSHIRO) -> str:
    return path.read_text(encoding="utf-8")


def noshiro() -> Plan:
    """Load Noshiro's plan as it is shipped."""
    return load(read(NOSHIRO))


def mizuho() -> Plan:
    """Load the plan of the small fictional city."""
    return load(read(MIZUHO))


def load(reading: Reading) -> Plan:
    assert reading.plan is not None, [str(one) for one in reading.problems]
    return loading.load(reading.plan, digest=reading.digest, by=None).plan


def load_text(written: str) -> Plan:
    return load(read_bytes(written.encode()))


def problems(written: str) -> list[str]:
    return [str(one) for one in read_bytes(written.encode()).problems]


def revised(old: str, new: str, *, number: int = 3) -> str:
    """Return Noshiro's file with a further revision in which one text changed."""
    written = text()
    assert old in written
    changed = written.replace(old, new)
    return changed.replace(
        "# 推進体制（I-5）",
        f'[[revision]]\nnumber = {number}\npublished_in = "2026-10"\n'
        f'title = "令和8年10月 変更（架空）"\ntext = "held"\n\n# 推進体制（I-5）',
        1,
    )


def successor() -> str:
    """Return a fictional plan that follows Noshiro's and keeps its indicators."""
    written = text()
    for old, new in (
        ('slug = "noshiro-dx-2023"', 'slug = "noshiro-dx-2027"'),
        ("starts_on = 2023-04-01", "starts_on = 2027-04-01"),
        ("ends_on = 2027-03-31", "ends_on = 2031-03-31"),
        ('translator = "Kyoso"', 'translator = "Kyoso"\nfollows = "noshiro-dx-2023"'),
        ('ja = "能代市DX推進計画"', 'ja = "次の計画（架空）"'),
    ):
        assert old in written
        written = written.replace(old, new, 1)
    return written


def held_meeting(plan: Plan, planner: people.Officer) -> Meeting:
    """Hold a meeting with the mayor in the chair and one item on the agenda."""
    by = planner.account
    meeting = actions.plan_meeting(
        plan, title="第1回DX推進本部会議", held_on=dt.date(2026, 10, 20), by=by
    )
    actions.attend(meeting, officer=cast.mayor(), role="chief", by=by)
    actions.add_agenda_item(
        meeting, kind=AgendaItem.Kind.DECIDE, title="KPIと担当課", by=by
    )
    return actions.hold(meeting, by=by)


def adoption(meeting: Meeting, said: str = "そのように決定した。") -> actions.Adoption:
    return actions.Adoption(meeting, said, meeting.agenda.first())


def initiative(slug: str = "public-wifi") -> Initiative:
    return Initiative.objects.get(slug=slug, plan__slug="noshiro-dx-2023")


def indicator(slug: str = "smartphone-use") -> indicators.Indicator:
    return indicators.Indicator.objects.get(slug=slug)


def value(slug: str, day: dt.date, number: str) -> indicators.Value:
    """Enter a value as Sato and confirm it as Suzuki."""
    entered = indicator_testing.enter_value(
        indicator(slug), cast.sato(), as_of=day, value=Decimal(number)
    )
    return indicators.confirm(entered, by=cast.suzuki().account)
