"""For the tests of others: a small procedure, and cases in any state.

procedure = casework_testing.procedure()
case = casework_testing.case(account=hanako.account)
case = casework_testing.reviewing(by=sato.account)
"""

import copy
import tomllib
from pathlib import Path
from typing import Any

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import letters, notices
from kyoso.engines.casework.models import Case, Decision, Procedure
from kyoso.engines.messaging.api import Message
from kyoso.engines.people.api import Account
from kyoso.kernel.ids import new_ref

EXAMPLE = Path(__file__).with_name("testing_procedure.toml")


def content(**changes: Any) -> dict[str, Any]:
    """Return the example's content; ``changes`` replace keys of ``[procedure]``."""
    found = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    found["procedure"].update(copy.deepcopy(changes))
    return found


def procedure(**changes: Any) -> Procedure:
    """Load the example procedure (its section must exist: ``tests.people.section``)."""
    return casework.load(casework.check(content(**changes)), by=None)


def answers(**changes: Any) -> dict[str, Any]:
    """Return a complete answers document of the example's form."""
    found = {
        "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
        "applicant_address": {"postcode": "0160000", "address": "能代市架空町1番1号"},
        "bed": "駅前の1番",
        "has_cost": True,
        "cost": 12000,
        "plan": None,
        **changes,
    }
    return {key: {"typed": value, "value": value} for key, value in found.items()}


def applicant(**changes: Any) -> casework.Applicant:
    """Return 能代 花子 as an applicant who reads her notices on paper."""
    return casework.Applicant(
        **{
            "name": "能代 花子",
            "kana": "のしろ はなこ",
            "postcode": "0160000",
            "address": "能代市架空町1番1号",
            "phone": "0185000001",
            **changes,
        }
    )


def case(
    of: Procedure | None = None,
    *,
    account: Account | None = None,
    token: str = "",
    given: dict[str, Any] | None = None,
    **details: Any,
) -> Case:
    """File a case; ``details`` are those of ``applicant``."""
    of = of or procedure()
    assert of.form is not None
    return casework.file(
        of,
        version=of.form.latest,
        answers=given or answers(),
        files=[],
        applicant=applicant(account=account, **details),
        channel="web",
        token=token or new_ref(),
        by=account,
    )


def reviewing(*, by: Account, **details: Any) -> Case:
    """File a case and accept it."""
    return casework.accept(case(**details), by=by)


def correcting(*, by: Account, question: str = "bed", **details: Any) -> Case:
    """File a case that waits for its applicant."""
    found = reviewing(by=by, **details)
    casework.ask_correction(found, items=[(question, "番号を書いてください。")], by=by)
    found.refresh_from_db()
    return found


def deciding(*, by: Account, outcome: str = "grant", **details: Any) -> Case:
    """File a case whose decision is drafted."""
    found = reviewing(by=by, **details)
    casework.propose(
        found,
        outcome=outcome,
        terms={"amount": 10000},
        reasons="申込みの花壇は利用中です。" if outcome != "grant" else "",
        by=by,
    )
    found.refresh_from_db()
    return found


def decided(
    *, by: Account, approver: Account, outcome: str = "grant", **details: Any
) -> Decision:
    """File a case and decide it."""
    found = deciding(by=by, outcome=outcome, **details)
    decision = casework.approve(found, by=approver)
    assert decision is not None
    return decision


def notice_of(case: Case, outcome: str, **terms: int | str) -> dict[str, Any]:
    """Return what the notice of an outcome would say."""
    return notices.notice_data(case, notices.Wording(outcome, terms, ""))


def told(case: Case) -> Message:
    """Send the applicant the message of the receipt, by the way they chose."""
    return letters.tell(case, letters.RECEIVED, by=None, due_on="")


def notice_told(decision: Decision) -> Message:
    """Send the applicant the message of the notice, as when its PDF is made."""
    number = decision.notice.number if decision.notice else ""
    return letters.tell(decision.case, letters.DECIDED, by=None, number=number)
