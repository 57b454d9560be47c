"""What a connector implements so that residents can prove who they are elsewhere.

A connector (``connectors/digital_auth_app``) does four things::

    # connectors/digital_auth_app/wiring.py
    from kyoso.engines.people import base, api as people
    base.identity_providers.register(DigitalAuthApp())

    # connectors/digital_auth_app/views.py
    @people.anyone
    def start(request):        # GET: keeps state, nonce, PKCE verifier in the session,
        ...                    # redirects to the provider

    @people.anyone
    def callback(request):     # GET: compares state, fetches and checks the tokens
        return people.log_in_with_identity(
            request,
            issuer="https://...",            # exactly as the provider names itself
            subject=claims["sub"],           # the provider's pairwise name
            attributes=base.Attributes(name="能代 花子", address="...", born_on=...),
            level=people.IdentityLevel.CARD,
            next_path=request.session.pop("...", ""),
        )

``log_in_with_identity`` answers with a redirect. It logs the known person in,
links the identity to the resident who is already logged in, or makes a resident
of a new one; it rotates the session, writes the audit row and refuses
(``IdentityTaken``, ``AccountClosed``) with a sentence that the connector's view
shows. Only the public door has it. The connector checks everything about the
tokens; ``people`` trusts what it is told.

A connector may keep the person's state in ``request.session`` under keys that
begin with its own slug; they do not survive the log-in.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from kyoso.kernel.registry import Registry
from kyoso.kernel.words import Words


@dataclass(frozen=True)
class Attributes:
    """What a provider says of a person; every part may be missing.

    ``sex`` is 1, 2 or 3 as on the card. Texts are as the provider writes them (one-line address, 異体字 kept, possibly
    substitute characters). マイナンバー is never among them.
    """

    name: str = ""
    address: str = ""
    born_on: dt.date | None = None
    sex: str = ""


class IdentityProvider(Protocol):
    """A way to log in that stands elsewhere; the log-in page lists what is ready."""

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> Words | str:
        """The words of the link, a verb phrase in each language."""

    def is_ready(self) -> bool:
        """Tell whether the installation has configured it (no network call)."""

    def start_path(self, next_path: str) -> str:
        """Return the path at the public door that begins the log-in.

        ``next_path`` is a checked path of this door to come back to, or empty.
        """


identity_providers: Registry[IdentityProvider] = Registry("identity provider")
