"""What the connector tells the engines: a way to log in, and a way to sign."""

from urllib.parse import urlencode

from django.urls import reverse

from kyoso.connectors.digital_auth_app.settings import provider
from kyoso.connectors.digital_auth_app.signing_service import CardSigning
from kyoso.engines.people import base
from kyoso.engines.signatures import base as signing
from kyoso.kernel.words import Words


class DigitalAuthApp:
    """デジタル認証アプリ, as the log-in page lists it."""

    slug = "digital_auth_app"
    title: Words | str = Words(
        {
            "ja": "マイナンバーカードでログインする",
            "easy": "マイナンバーカードで ログインする",
            "en": "Log in with the My Number Card",
        }
    )

    def is_ready(self) -> bool:
        return provider() is not None

    def start_path(self, next_path: str) -> str:
        path = reverse("digital_auth_app:start")
        return f"{path}?{urlencode({'next': next_path})}" if next_path else path


base.identity_providers.register(DigitalAuthApp())
signing.services.register(CardSigning())
