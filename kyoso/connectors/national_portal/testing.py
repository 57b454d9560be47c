"""For tests of whatever shows arrivals: one that waits, as a round would leave it."""

from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.connectors.national_portal.sandbox.examples import package, xml
from kyoso.connectors.national_portal.sealing import seal
from kyoso.engines.people.api import Section

NUMBER = "TEST-0001"


def waiting(section: Section) -> Arrival:
    """Keep an application of an unknown procedure that a section has taken on."""
    content = package(
        {
            "届出.xml": xml({"氏名": "架空 次郎", "届出の内容": "花火"}),
            "図.jpg": b"no picture",
        }
    )
    arrival: Arrival = Arrival.objects.create(
        receipt_number=NUMBER,
        procedure_code="SANDBOX-HANABI",
        section=section,
        state=State.WAITING,
        reason=Reason.UNKNOWN,
        sealed=seal(content, receipt_number=NUMBER),
        size=len(content),
        fetches=1,
    )
    return arrival
