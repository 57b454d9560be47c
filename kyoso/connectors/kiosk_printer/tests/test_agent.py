"""The program beside the printer: one paper once, whatever breaks on the way."""

import json
import socket
import threading
from pathlib import Path

import pytest

from kyoso.connectors.kiosk_printer.__main__ import main
from kyoso.connectors.kiosk_printer.agent import (
    TELLINGS,
    Agent,
    Answer,
    Unreachable,
    over_http,
)
from kyoso.connectors.kiosk_printer.sandbox.printer import (
    Died,
    FolderPrinter,
    is_practice,
)

REF = "aaaaaaaaaaaaaaaa"


class Server:
    """The city's server as the agent meets it: hands out each try once."""

    def __init__(self, tries=1, *, deaf=0, paper=b"%PDF-1.7 x", down=False):
        self.tries, self.deaf, self.paper, self.down = tries, deaf, paper, down
        self.told = []

    def __call__(self, method, path, body):
        if self.down:
            raise Unreachable
        if path.endswith("/next"):
            if not self.tries:
                return Answer(204, b"")
            self.tries -= 1
            return Answer(200, json.dumps({"ref": REF, "copies": 2}).encode())
        if path.endswith("/paper"):
            return Answer(200, self.paper) if self.paper else Answer(404, b"")
        if self.deaf:
            self.deaf -= 1
            raise Unreachable
        self.told.append(json.loads(body)["outcome"])
        return Answer(200, b"{}")


@pytest.fixture
def agent(tmp_path):
    def make(server):
        return Agent(server, FolderPrinter(tmp_path), wait=lambda seconds: None)

    return make


def papers(folder):
    return sorted(one.name for one in folder.glob("*.pdf"))


def test_it_prints_each_copy_and_says_so(agent, tmp_path):
    server = Server()
    assert agent(server).turn() == "printed"
    assert papers(tmp_path) == ["0001.pdf", "0002.pdf"]
    assert server.told == ["printed"]


def test_nothing_to_print_prints_nothing(agent, tmp_path):
    assert agent(Server(tries=0)).turn() == ""
    assert not papers(tmp_path)


@pytest.mark.parametrize("trouble", ["paper_out", "jam", "other"])
def test_a_trouble_is_told_and_nothing_comes_out(agent, tmp_path, trouble):
    (tmp_path / "trouble").write_text(trouble)
    server = Server()
    assert agent(server).turn() == trouble
    assert server.told == [trouble]
    assert not papers(tmp_path)


def test_after_a_death_it_does_not_print_again(agent, tmp_path):
    (tmp_path / "trouble").write_text("silent")
    server = Server()
    with pytest.raises(Died):
        agent(server).turn()
    assert agent(server).turn() == ""
    assert papers(tmp_path) == ["0001.pdf", "0002.pdf"]
    assert server.told == []


def test_a_server_that_does_not_hear_is_told_again_and_nothing_is_printed_twice(
    agent, tmp_path
):
    server = Server(deaf=3)
    assert agent(server).turn() == "printed"
    assert server.told == ["printed"]
    assert len(papers(tmp_path)) == 2


def test_it_gives_up_telling_in_the_end(agent, tmp_path):
    server = Server(deaf=TELLINGS)
    assert agent(server).turn() == "printed"
    assert server.told == []


@pytest.mark.parametrize("paper", [b"", b"<html>"])
def test_what_is_no_paper_is_not_printed(agent, tmp_path, paper):
    server = Server(paper=paper)
    assert agent(server).turn() == "other"
    assert not papers(tmp_path)


def test_without_a_server_it_holds_nothing(agent):
    with pytest.raises(Unreachable):
        agent(Server(down=True)).turn()
    with pytest.raises(Unreachable):
        over_http("http://127.0.0.1:9", "k")("POST", "/x", b"")


@pytest.fixture
def answering():
    """Return how to let a server answer with these very bytes, once."""
    servers = []

    def serve(answer):
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def talk():
            line, _address = server.accept()
            with line:
                line.recv(65536)
                line.sendall(answer)

        threading.Thread(target=talk, daemon=True).start()
        return over_http(f"http://127.0.0.1:{server.getsockname()[1]}", "k")

    yield serve
    for server in servers:
        server.close()


OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 20\r\n\r\n%PDF-1.7",
        OK + b"Transfer-Encoding: chunked\r\n\r\n20\r\n%PDF-1.7",
        b"what is this\r\n\r\n",
        b"",
    ],
)
def test_an_answer_that_breaks_off_is_none(answering, answer):
    with pytest.raises(Unreachable):
        answering(answer)("GET", "/paper", None)


def test_a_whole_answer_is_read(answering):
    told = answering(OK + b"Content-Length: 8\r\n\r\n%PDF-1.7")("GET", "/paper", None)
    assert told.body == b"%PDF-1.7"


def test_a_wrong_key_ends_the_program(agent):
    with pytest.raises(PermissionError):
        agent(lambda *asked: Answer(401, b"")).turn()


@pytest.mark.parametrize(
    ("server", "is_one"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://office.localhost", True),
        ("https://city.example.jp", False),
        ("https://localhost.example.jp", False),
        ("", False),
    ],
)
def test_the_double_prints_for_this_machine_alone(server, is_one):
    assert is_practice(server) is is_one


@pytest.mark.parametrize(
    "way",
    [
        ["--practice", "papers"],
        [],
        ["--printer", "hall", "--server", "http://city.example.jp"],
    ],
)
def test_the_program_refuses_a_double_in_earnest_and_an_open_line(way, capsys):
    told = ["--server", "https://city.example.jp", "--key-file", "none", *way]
    assert main(told) == 2
    assert capsys.readouterr().err


def test_it_stands_without_django():
    folder = Path(__file__).resolve().parents[1]
    for file in folder.glob("*.py"):
        assert "django" not in file.read_text("utf-8").replace("nothing of Django", "")
