"""何のための署名か: what a capability does with a signature once it is accepted."""

from collections.abc import Callable
from dataclasses import dataclass

from kyoso.engines.signatures.models import Signature, SigningRequest
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class Purpose:
    """Why something is signed.

    ``conclude`` does what was signed for and returns the path on which the signer
    goes on. It may be called again, after a kill or a replay, and then changes
    nothing; it raises a ``Refusal`` where that can no longer be done (the text has
    changed since). ``page`` is the path to try again from.
    """

    slug: str
    title: str
    conclude: Callable[[Signature], str]
    page: Callable[[SigningRequest], str]


purposes: Registry[Purpose] = Registry("purpose of signatures")


def page_of(asked: SigningRequest) -> str:
    """Return the path on which a person goes on where nothing was signed."""
    return purposes.get(asked.purpose).page(asked)
