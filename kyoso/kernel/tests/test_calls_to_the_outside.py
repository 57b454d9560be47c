"""Outbound calls: only where one may call, only so long, only so much."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kyoso.kernel import outbound


class Outside(BaseHTTPRequestHandler):
    """A small server on loopback that can misbehave."""

    def do_GET(self):
        if self.path == "/slow":
            time.sleep(1)
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "http://10.0.0.1/")
        self.end_headers()
        if self.path == "/drip":
            for _ in range(20):
                self.wfile.write(b".")
                time.sleep(0.05)
        if self.path == "/large":
            self.wfile.write(b"x" * 5000)
        self.wfile.write(self.headers["Host"].encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Say nothing when a caller hangs up: that is what is tested."""


@pytest.fixture(scope="module")
def port():
    with Server(("127.0.0.1", 0), Outside) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def allowed(settings, port):
    settings.OUTBOUND_ALLOWED_HOSTS = ["127.0.0.1"]
    return f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:4136:e378::",
    ],
)
def test_it_knows_addresses_that_are_not_public(address):
    assert not outbound.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111"])
def test_it_knows_public_addresses(address):
    assert outbound.is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://[::1]/",
        "http://user:password@127.0.0.1:80/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "ftp://127.0.0.1/",
        "//127.0.0.1/",
        "/etc/passwd",
        "http://",
        "",
    ],
)
def test_it_refuses_what_may_not_be_called(settings, url):
    settings.OUTBOUND_ALLOWED_HOSTS = []
    with pytest.raises(outbound.AddressRefused, match="許可されていないアドレスです。"):
        outbound.request("GET", url)


def test_it_calls_an_allowed_host(allowed):
    answer = outbound.request("GET", allowed)
    assert answer.status_code == 200
    assert answer.text == allowed.removeprefix("http://")
    assert outbound.request("POST", allowed, content=b"body").content == b"body"


def test_it_follows_no_redirect(allowed):
    assert outbound.request("GET", f"{allowed}/away").status_code == 302


def test_it_stops_a_large_answer(allowed, monkeypatch):
    monkeypatch.setattr(outbound, "LARGEST_ANSWER", 4000)
    with pytest.raises(outbound.AnswerTooLarge):
        outbound.request("GET", f"{allowed}/large")


def test_it_waits_only_so_long(allowed, monkeypatch):
    monkeypatch.setattr(outbound, "READ_SECONDS", 0.2)
    with pytest.raises(outbound.NoAnswer) as caught:
        outbound.request("GET", f"{allowed}/slow")
    assert caught.value.was_sent


def test_it_waits_only_so_long_for_the_whole(allowed, monkeypatch):
    monkeypatch.setattr(outbound, "WHOLE_SECONDS", 0.2)
    with pytest.raises(outbound.NoAnswer):
        outbound.request("GET", f"{allowed}/drip")


def test_it_says_that_nothing_was_sent_where_nobody_listens(settings):
    settings.OUTBOUND_ALLOWED_HOSTS = ["127.0.0.1"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    with pytest.raises(outbound.NoAnswer) as caught:
        outbound.request("GET", f"http://127.0.0.1:{number}/")
    assert not caught.value.was_sent


def test_a_name_is_looked_up_once_and_the_checked_address_is_called(
    settings, port, monkeypatch
):
    looked_up = []
    real = socket.getaddrinfo

    def rebinding(host, *args, **options):
        if host != "twice.test":
            return real(host, *args, **options)
        looked_up.append(host)
        address = "127.0.0.1" if len(looked_up) == 1 else "10.0.0.1"
        return real(address, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    settings.OUTBOUND_ALLOWED_HOSTS = ["twice.test"]
    answer = outbound.request("GET", f"http://twice.test:{port}/")
    assert answer.text == f"twice.test:{port}"
    assert looked_up == ["twice.test"]


def test_it_tries_the_next_address_where_nobody_listens(settings, port, monkeypatch):
    settings.OUTBOUND_ALLOWED_HOSTS = ["both.test"]
    real = socket.getaddrinfo

    def both(host, *args, **options):
        if host != "both.test":
            return real(host, *args, **options)
        return [(None, None, None, "", (each, 0)) for each in ("::1", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    assert outbound.request("GET", f"http://both.test:{port}/").status_code == 200


def test_one_private_address_among_public_ones_is_refused(settings, monkeypatch):
    settings.OUTBOUND_ALLOWED_HOSTS = []
    entries = [(None, None, None, "", (each, 80)) for each in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: entries)
    with pytest.raises(outbound.AddressRefused, match="mixed"):
        outbound.request("GET", "http://mixed.test/")
