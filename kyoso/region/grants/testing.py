"""For the tests of grants and of the house: a programme, and grants in any stage.

programme = grants_testing.programme()
grant = grants_testing.granted(by=sato.account, approver=suzuki.account)
"""

import copy
import datetime as dt
from typing import Any

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.ledger.testing import make_line
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.region.grants import programmes
from kyoso.region.grants.actions import motions, paying, reporting
from kyoso.region.grants.actions.reporting import Told
from kyoso.region.grants.models import Grant, Motion, Programme

LINE = "06-01-03-18"
PROPOSAL = "Kyosoの提案"
CAP = 10_000


def content(**changes: Any) -> dict[str, Any]:
    """Return a programme's content; ``changes`` replace whole tables."""
    year = clock.fiscal_year(clock.today())
    fact = {"source": PROPOSAL, "verified": False}
    found: dict[str, Any] = {
        "programme": {
            "slug": "hanadan-hojo",
            "procedure": "hanadan",
            "section": "choju-ikigai",
            "state": "live",
            "title": {
                "ja": "花壇の補助金",
                "easy": "かだんの お金",
                "en": "Flower beds",
            },
            "summary": {"ja": "花壇を作る費用を補助します。"},
            "issuer": "能代市長",
        },
        "amount": {
            "cost": ["cost"],
            "numerator": 1,
            "denominator": 1,
            "cap": CAP,
            "unit": 100,
            **fact,
        },
        "eligibility": [{"text": {"ja": "市内に花壇を作ること"}, **fact}],
        "quotas": [],
        "inspection": {"kind": "none"},
        "report": {
            "needed": True,
            "within_days": 30,
            "last_day": "03-31",
            "results": [
                {
                    "key": "flowers",
                    "label": {"ja": "植えた花の数"},
                    "unit": {"ja": "株"},
                }
            ],
            "checks": [{"key": "seen", "title": "花壇がある"}],
            **fact,
        },
        "clawback": {
            "days": 20,
            "reasons": [
                {"key": "untrue", "title": "申請が事実と違う", "text": "違いました。"}
            ],
            **fact,
        },
        "rounds": [
            {
                "key": "now",
                "title": {"ja": "今年度"},
                "fiscal_year": year,
                "opens_on": dt.date(year, 4, 1),
                "closes_on": dt.date(year + 1, 3, 31),
                "line": LINE,
                "ceiling": 100_000,
                **fact,
            }
        ],
    }
    found.update(copy.deepcopy(changes))
    return found


def programme(*, budget: int = 100_000, **changes: Any) -> Programme:
    """Load the example programme with its procedure and budget line."""
    procedure = casework_testing.procedure()
    make_line(procedure.section, budget=budget, code=LINE)
    return programmes.load(programmes.check(content(**changes)), by=None)


def applied(*, account: Account | None = None, **details: Any) -> Grant:
    """File an application of the example's procedure and return its grant."""
    procedure = casework.Procedure.objects.get(slug="hanadan")
    case = casework_testing.case(procedure, account=account, **details)
    return Grant.objects.get(case=case)


def proposed(*, by: Account, amount: int = CAP, **details: Any) -> Grant:
    """File an application and draft its decision."""
    grant = applied(**details)
    case = casework.accept(grant.case, by=by)
    casework.propose(case, outcome="grant", terms={"amount": amount}, by=by)
    return grant


def granted(*, by: Account, approver: Account, **details: Any) -> Grant:
    """File, draft and decide."""
    grant = proposed(by=by, **details)
    casework.approve(casework.Case.objects.get(pk=grant.case_id), by=approver)
    return Grant.objects.get(pk=grant.pk)


def told(**changes: Any) -> Told:
    """Return a report of what was done, for 9,500円."""
    given: dict[str, Any] = {
        "finished_on": clock.today(),
        "spent": 9_500,
        "text": "花壇を作りました。",
        "results": {"flowers": 40},
        **changes,
    }
    return Told(**given)


def reported(*, by: Account, approver: Account, **details: Any) -> Grant:
    """Decide, and let the applicant (or the desk) report."""
    grant = granted(by=by, approver=approver, **details)
    reporter = grant.case.account or by
    reporting.report(
        grant, told=told(), files=[], token=f"report-{grant.ref}", by=reporter
    )
    return Grant.objects.get(pk=grant.pk)


def settled(*, by: Account, approver: Account, **details: Any) -> Grant:
    """Report, accept, draft and confirm the amount."""
    grant = reported(by=by, approver=approver, **details)
    reporting.accept(grant, eligible=9_500, met=["seen"], by=by)
    motions.confirm(motions.draft(grant, kind=Motion.Kind.SETTLE, by=by), by=approver)
    return Grant.objects.get(pk=grant.pk)


def paid(*, by: Account, approver: Account, **details: Any) -> Grant:
    """Settle, order and hear that it was paid."""
    grant = settled(by=by, approver=approver, **details)
    paying.order(grant, by=by)
    paying.note_paid(grant, on=clock.today(), by=None)
    return Grant.objects.get(pk=grant.pk)


def returning(*, by: Account, approver: Account, **details: Any) -> Grant:
    """Pay, then order the return of 5,000円."""
    grant = paid(by=by, approver=approver, **details)
    motion = motions.draft(
        grant,
        kind=Motion.Kind.CLAW_BACK,
        amount=5_000,
        rule="untrue",
        reason="申請の内容が事実と違うことが分かりました。",
        reply_by_on=clock.today() + dt.timedelta(days=20),
        by=by,
    )
    motions.confirm(motion, by=approver)
    return Grant.objects.get(pk=grant.pk)


def section() -> Section:
    """Return the section that runs the example."""
    return Section.objects.get(slug="choju-ikigai")
