"""残った署名: what a killed process left, and what nobody needs any more."""

import datetime as dt
import logging

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures.actions import conclude
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

log = logging.getLogger("kyoso.signatures")

# The request in which it was signed is still at it, or was killed by then.
PATIENCE = dt.timedelta(minutes=2)
# As long as the draft whose text it was (Privacy: "draft").
KEPT_UNSIGNED = dt.timedelta(days=30)


def conclude_left() -> int:
    """Do what was signed for and not done; return how many were looked at.

    A process may be killed between the signature and the act: the person has
    signed and must not have to sign again.
    """
    left = Signature.objects.filter(
        request__in=SigningRequest.objects.left(),
        signed_at__lt=clock.now() - PATIENCE,
    ).select_related("request")
    found = list(left[:100])
    for signature in found:
        try:
            conclude(signature, by=None)
        except Refusal as refusal:
            log.warning("signature not used", extra={"reason": refusal.code})
    return len(found)


def forget_unsigned() -> int:
    """Delete what was never signed, a month later; return how many."""
    old = SigningRequest.objects.unsigned().filter(
        asked_at__lt=clock.now() - KEPT_UNSIGNED
    )
    gone = int(old.delete()[0])
    if gone:
        audit.record(
            "signatures.forgotten", by=None, subject="signatures.requests", number=gone
        )
    return gone
