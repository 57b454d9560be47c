"""残った署名: what a killed process left, and what nobody needs any more."""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import Q

from kyoso.engines.audit import api as audit
from kyoso.engines.signatures.actions import LET_GO, conclude
from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

log = logging.getLogger("kyoso.signatures")

# The request in which it was signed is still at it, or was killed by then.
PATIENCE = dt.timedelta(minutes=2)
# As long as the draft whose text it was (Privacy: "draft").
KEPT_UNSIGNED = dt.timedelta(days=30)
# A round of the worker: each files a case, which takes some ten milliseconds.
MOST = 100
_FAILED = "failed"


def conclude_left() -> int:
    """Do what was signed for and not done; return how many were looked at.

    A process may be killed between the signature and the act: the person has
    signed and must not have to sign again. The first who signed comes first, but
    after all others what has failed before: it holds nobody up.
    """
    left = (
        Signature.objects.filter(
            request__in=SigningRequest.objects.left(),
            signed_at__lt=clock.now() - PATIENCE,
        )
        .select_related("request")
        .order_by("request__reason", "signed_at", "id")
    )
    found = list(left[:MOST])
    for signature in found:
        try:
            conclude(signature, by=None)
        except Refusal as refusal:
            log.warning("signature not used", extra={"reason": refusal.code})
        except Exception:
            # A fault of ours, in one application: it is tried again next time.
            log.exception("signature not concluded", extra={"ref": signature.ref})
            left_open = SigningRequest.objects.filter(
                pk=signature.request_id, concluded_at=None
            )
            left_open.update(reason=_FAILED)
    return len(found)


def forget_unsigned() -> int:
    """Delete what was never signed, or was signed for nothing; return how many.

    A month later, or once its draft was thrown away. What was filed is kept.
    """
    is_old = Q(asked_at__lt=clock.now() - KEPT_UNSIGNED)
    gone = _forget_unused(is_old | Q(reason=LET_GO))
    gone += int(SigningRequest.objects.unsigned().filter(is_old).delete()[0])
    if gone:
        audit.record(
            "signatures.forgotten", by=None, subject="signatures.requests", number=gone
        )
    return gone


@transaction.atomic
def _forget_unused(which: Q) -> int:
    unused = SigningRequest.objects.unused().filter(which)
    keys = list(unused.values_list("pk", flat=True))
    Signature.objects.filter(request__in=keys).let_go()
    return int(SigningRequest.objects.filter(pk__in=keys).delete()[0])
