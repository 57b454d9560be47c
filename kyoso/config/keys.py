"""Each side has its own secret key: noticed at the start, where it can be known.

No door sees the other's environment. At its start each writes a fingerprint of
its key, and refuses to serve with a key whose fingerprint is the other's.
"""

from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

from kyoso.config.models import DoorKey

_PURPOSE = "kyoso.config.keys.fingerprint"


def fingerprint() -> str:
    """Return what may be known of this process's key: equal only for equal keys."""
    return salted_hmac(_PURPOSE, "", algorithm="sha256").hexdigest()


def refuse_shared_key(door: str) -> None:
    """Note this door's key; raise ``ImproperlyConfigured`` when the other has it too."""
    own = fingerprint()
    DoorKey.objects.update_or_create(door=door, defaults={"fingerprint": own})
    if DoorKey.objects.exclude(door=door).filter(fingerprint=own).exists():
        raise ImproperlyConfigured(
            "KYOSO_SECRET_KEYが市民の入口と職員の入口で同じです。"
            "別々の値を設定してください（docs/how-to/install-in-production.md）。"
        )
