"""``kyoso serve public|office|worker``: one process of the house.

``sandbox`` serves the test doubles of the outside; production refuses it.
"""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kyoso.config import keys
from kyoso.config.environment import number
from kyoso.config.web import DoorServer
from kyoso.connectors.digital_auth_app.sandbox import registration, signing
from kyoso.engines.jobs import worker

PORTS = {
    "public": "PUBLIC_PORT",
    "office": "OFFICE_PORT",
    "sandbox": "SANDBOX_PORT",
}


class Command(BaseCommand):
    # Production proves at every start that it is real; the demo starts sooner.
    requires_system_checks = "__all__" if settings.PRODUCTION else []
    # Called by the demo's own start once the worker's first sweep is done.
    stealth_options = ("begun",)
    help = "市民の入口、職員の入口、または裏方の処理を動かします。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["public", "office", "worker", "sandbox"])
        parser.add_argument("--bind", help="アドレス:ポート（例 127.0.0.1:8000）")

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        if what == "worker":
            worker.work(begun=options.get("begun"))
            return
        if what == "sandbox":
            if settings.PRODUCTION:
                raise CommandError("試験用の代役は、本番では動きません。")
            registration.prepare()
            signing.trust()
        if what != settings.DOOR:
            raise CommandError(
                f"この処理はKYOSO_DOOR={settings.DOOR}で始まっています。"
                f"「kyoso serve {what}」で始めてください。"
            )
        if settings.PRODUCTION:
            keys.refuse_shared_key(what)
        port = number(PORTS[what], 8000)
        DoorServer(what, options["bind"] or f"127.0.0.1:{port}").run()
