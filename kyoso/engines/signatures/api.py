"""The door of the signatures engine.

    from kyoso.engines.signatures import api as signatures

    signatures.purposes.register(signatures.Purpose("example", "…", conclude, page))
    text = signatures.compose("…", [signatures.Part("…", (signatures.Line("…", ("…",)),))])
    asked = signatures.ask("example", about=draft.ref, summary=text,
                           person=signatures.Person(name="…"), by=account)
    return signatures.begin(asked, request=request, by=account)   # away to the card
    signatures.verify(signature).checks                           # years later

``conclude`` of the purpose is called with the accepted signature. Connectors
enter by ``base`` as well, which says what they do.
"""

from kyoso.engines.signatures import jpki
from kyoso.engines.signatures.actions import (
    accept,
    ask,
    begin,
    begun,
    conclude,
    give_up,
    let_go,
    take_up,
)
from kyoso.engines.signatures.base import ready_service
from kyoso.engines.signatures.certificate import Holder
from kyoso.engines.signatures.errors import (
    CertificateExpired,
    CertificateRevoked,
    NoSigningService,
    RevocationUnknown,
    SignatureNotBelieved,
    SigningEnded,
    SigningOfAnother,
    SigningTimedOut,
)
from kyoso.engines.signatures.evidence import Person, digest_of
from kyoso.engines.signatures.findings import Check, Mark, fails, holds
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.engines.signatures.purposes import Purpose, page_of, purposes
from kyoso.engines.signatures.summary import Line, Part, compose, lines_under, says
from kyoso.engines.signatures.verifying import (
    Verification,
    holder,
    issuer_of,
    summary,
    verify,
)

__all__ = [
    "CertificateExpired",
    "CertificateRevoked",
    "Check",
    "Holder",
    "Line",
    "Mark",
    "NoSigningService",
    "Part",
    "Person",
    "Purpose",
    "RevocationUnknown",
    "Signature",
    "SignatureNotBelieved",
    "SigningEnded",
    "SigningOfAnother",
    "SigningRequest",
    "SigningTimedOut",
    "Verification",
    "accept",
    "ask",
    "begin",
    "begun",
    "compose",
    "conclude",
    "digest_of",
    "fails",
    "give_up",
    "holder",
    "holds",
    "issuer_of",
    "jpki",
    "let_go",
    "lines_under",
    "page_of",
    "purposes",
    "ready_service",
    "says",
    "summary",
    "take_up",
    "verify",
]
