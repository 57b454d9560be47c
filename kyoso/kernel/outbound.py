"""The only way out: HTTP calls with time-outs, never to private addresses unasked.

The name of the other side is looked up once, every address found is checked,
and the call goes to a checked address: a name that answers differently a moment
later (DNS rebinding) gains nothing. Proxies of the environment are not used.
"""

import ipaddress
import socket
import time
from contextlib import suppress
from typing import Any

import httpx
from django.conf import settings

from kyoso.kernel.errors import Refusal

# Connecting longer than this means that the other side is not there.
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
# For the whole answer: a side that sends a byte at a time holds no worker longer.
WHOLE_SECONDS = 60.0
LARGEST_ANSWER = 10 * 1024 * 1024
# IPv6 ranges that carry an IPv4 address within, which could be a private one.
_CARRIERS = (
    ipaddress.IPv6Network("64:ff9b::/96"),
    ipaddress.IPv6Network("2001::/32"),
    ipaddress.IPv6Network("2002::/16"),
)

Answer = httpx.Response


class AddressRefused(Refusal):
    code = "address_refused"
    sentence = "接続先「{host}」は、許可されていないアドレスです。"


class AnswerTooLarge(Refusal):
    code = "answer_too_large"
    sentence = "接続先「{host}」の返事が大きすぎるため、受け取りをやめました。"


class NoAnswer(Refusal):
    """No whole answer came. ``was_sent``: the other side may have acted all the same."""

    code = "no_answer"
    sentence = "接続先「{host}」から返事がありません。"

    def __init__(self, host: str, *, was_sent: bool) -> None:
        super().__init__(host=host)
        self.was_sent = was_sent


def is_real(address: str) -> bool:
    """Tell whether production may call this: encrypted, and no test double of ours."""
    return address.startswith("https://") and "sandbox." not in address


def request(
    method: str, url: str, *, largest: int | None = None, **options: Any
) -> Answer:
    """Call ``url`` and return the whole answer, following no redirect.

    ``options`` are httpx's for a request: ``headers``, ``params``, ``data``,
    ``json``, ``content``, ``files``. Any status is an answer. Raises

    - ``AddressRefused`` for anything but http(s), and for an address that is not
      on the public internet unless ``settings.OUTBOUND_ALLOWED_HOSTS`` names its
      host;
    - ``NoAnswer`` when none comes in time;
    - ``AnswerTooLarge`` beyond ``largest`` bytes (``LARGEST_ANSWER``).
    """
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        # trust_env off: a proxy would look the name up again, unchecked.
        with httpx.Client(timeout=timeout, trust_env=False) as client:
            asked = client.build_request(method, url, **options)
            return _answer(client, asked, largest or LARGEST_ANSWER)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise AddressRefused(host=url) from error
    except httpx.HTTPError as error:
        was_sent = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
        raise NoAnswer(httpx.URL(url).host, was_sent=was_sent) from error


def refuse_private(url: str) -> None:
    """Look the host of ``url`` up and refuse it as ``request`` would, calling nobody.

    For addresses that people type; ``request`` looks again at every call. Raises
    ``AddressRefused``, ``NoAnswer`` for a name that leads nowhere.
    """
    try:
        asked = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise AddressRefused(host=url) from error
    _checked_addresses(asked.host, asked.port)


def _answer(client: httpx.Client, asked: httpx.Request, largest: int) -> Answer:
    host = asked.url.host
    if asked.url.scheme not in {"https", "http"} or not host:
        raise AddressRefused(host=host or str(asked.url))
    asked.headers["Accept-Encoding"] = "identity"  # a small answer stays small
    # TLS still proves the name; only the lookup is not repeated.
    asked.extensions["sni_hostname"] = host
    ends = time.monotonic() + WHOLE_SECONDS
    answer = _reach(client, asked, _checked_addresses(host, asked.url.port))
    try:
        content = bytearray()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > largest:
                raise AnswerTooLarge(host=host)
            if time.monotonic() > ends:
                raise NoAnswer(host, was_sent=True)
    finally:
        answer.close()
    headers = answer.headers.copy()
    headers.pop("Content-Encoding", None)
    return httpx.Response(
        answer.status_code, headers=headers, content=bytes(content), request=asked
    )


def _reach(
    client: httpx.Client, asked: httpx.Request, addresses: list[str]
) -> httpx.Response:
    """Call the first of the addresses where somebody listens."""
    for address in addresses[:-1]:
        asked.url = asked.url.copy_with(host=address)
        with suppress(httpx.ConnectError, httpx.ConnectTimeout):
            return client.send(asked, stream=True)
    asked.url = asked.url.copy_with(host=addresses[-1])
    return client.send(asked, stream=True)


def _look_up(host: str, port: int | None) -> list[str]:
    if host.endswith(".localhost"):
        # RFC 6761, 6.3: loopback by definition; not every resolver knows it.
        return ["127.0.0.1"]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(host, was_sent=False) from error
    return [str(entry[4][0]) for entry in found]


def _checked_addresses(host: str, port: int | None) -> list[str]:
    """Look ``host`` up and return the addresses, if every one may be called."""
    addresses = _look_up(host, port)
    if host not in settings.OUTBOUND_ALLOWED_HOSTS and not all(
        is_public(address) for address in addresses
    ):
        raise AddressRefused(host=host)
    return list(dict.fromkeys(addresses))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, and of one host."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return is_public(str(parsed.ipv4_mapped))
        if any(parsed in carrier for carrier in _CARRIERS):
            return False
    return parsed.is_global and not parsed.is_multicast
