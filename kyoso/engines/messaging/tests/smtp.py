"""A real SMTP server on loopback that behaves as a test tells it to."""

# ruff: noqa: N802 - the names are aiosmtpd's

import asyncio
import email
import email.policy
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Server:
    """Keeps what it took; what goes wrong, and where, it is told.

    ``hold`` mails are never answered: every second one was taken, all the same.
    """

    def __init__(self, *, refuse=None, drop="", wait=0.0, hold=0):
        self.refuse = refuse or {}
        self.drop = drop
        self.wait = wait
        self.hold = hold
        self.taken = []
        self.begun = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        if "mail" in self.refuse:
            return self.refuse["mail"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "rcpt" in self.refuse:
            return self.refuse["rcpt"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.begun += 1
        if self.begun <= self.hold:
            if self.begun % 2:
                self.taken.append(envelope)
            await asyncio.Event().wait()
        if self.wait:
            await asyncio.sleep(self.wait)
        if self.drop == "before answering":
            self.taken.append(envelope)
            server.transport.abort()
            return "250 never heard"
        if "data" in self.refuse:
            return self.refuse["data"]
        self.taken.append(envelope)
        return "250 OK"

    def mails(self):
        return [
            email.message_from_bytes(envelope.content, policy=email.policy.default)
            for envelope in self.taken
        ]


class DropsInTheMiddle(SMTP):
    """Says 354 to DATA and hangs up while the message is coming."""

    async def smtp_DATA(self, arg):
        await self.push("354 go on")
        await self._reader.readline()
        self.event_handler.begun += 1
        self.transport.abort()


class HangsUpOnGoodbye(SMTP):
    async def smtp_QUIT(self, arg):
        self.transport.abort()


class _Controller(Controller):
    def __init__(self, handler, protocol):
        self._protocol = protocol
        super().__init__(handler, hostname="127.0.0.1", port=free_port())

    def factory(self):
        return self._protocol(self.handler, hostname="mail.example.jp")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def serving(settings, server, protocol=SMTP):
    """Let the house send through this server."""
    controller = _Controller(server, protocol)
    controller.start()
    settings.EMAIL_BACKEND = "kyoso.engines.messaging.backends.Smtp"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 2
    try:
        yield server
    finally:
        controller.stop()
