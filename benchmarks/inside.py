# ruff: noqa: E402 - Django must be ready before its models are imported
"""What is measured inside a Kyoso process: ``python -m benchmarks.inside NAME``.

Each part prints one line of JSON. It runs with the settings of a door on the
benchmark's database, as gunicorn's workers do.
"""

import datetime as dt
import gc
import gzip
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import logic as long_form
from kyoso.citizens.applications import actions, demo
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.certification import api as certification
from kyoso.engines.documents import api as documents
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref
from kyoso.plan import packs
from kyoso.plan.models import Meeting

_ASSET = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/static/[^"]+)"')
_INSIDE_CSS = re.compile(r"([^{}]+)\{[^{}]*url\([\"']?([^\"')]+)")
_CLASS = re.compile(r"\.([\w-]+)")


def filing(seconds: str) -> None:
    """File prepared drafts of the real form for some seconds, on each line of input."""
    drafts = iter(_drafts(3000))
    # As a door's server does before it forks.
    gc.collect()
    gc.freeze()
    print(json.dumps({"fields": _fields()}), flush=True)
    for _line in sys.stdin:
        done, begun = 0, time.perf_counter()
        while time.perf_counter() - begun < float(seconds):
            # As a request does: the draft of the address is read, then filed.
            draft = forms.draft_shown(next(drafts))
            assert draft is not None
            actions.file(draft, by=None)
            done += 1
        print(json.dumps(done / (time.perf_counter() - begun)), flush=True)


def filers(many: str, each: str) -> None:
    """Tell the sessions of new residents, each with drafts that lack the last button."""
    told = []
    for number in range(int(many)):
        resident = people.register_resident(
            name="計測 花子",
            kana="けいそく はなこ",
            email=f"bench{number}@example.jp",
            born_on=dt.date(1975, 5, 3),
            postcode="0160000",
            address="能代市架空町1番1号",
            phone="0185000001",
            level=people.IdentityLevel.EMAIL,
            by=None,
        )
        refs = _drafts(int(each))
        Draft.objects.filter(ref__in=refs).update(account=resident.account)
        told.append([_session(resident.account), refs])
    print(json.dumps(told))


def _session(account: Account) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _answered() -> Draft:
    """Return a draft with every question answered that the demo's people answer."""
    filed = Case.objects.filter(procedure__slug=demo.SLUG, channel="web").earliest("pk")
    submission = filed.submissions.select_related("version").earliest("number")
    question = submission.version.parsed.question
    # Every question seen, none of the papers sent: they may follow later.
    typed = {
        key: answer["typed"] if question(key).kind != "file" else []
        for key, answer in submission.answers.items()
    }
    draft = actions.begin(Procedure.objects.get(slug=demo.SLUG), by=None)
    draft.typed = typed
    draft.save(update_fields=["typed"])
    return draft


def _fields() -> int:
    """Return how many questions of such a draft hold an answer."""
    checked = forms.checked(_answered())
    return sum(value is not None for value in checked.values.values())


def _drafts(many: int) -> list[str]:
    model = _answered()
    refs = [new_ref() for _ in range(many)]
    kept = {field.name: getattr(model, field.name) for field in Draft._meta.fields}
    Draft.objects.bulk_create(
        Draft(**kept | {"id": None, "ref": ref, "token": ref, "code_digest": ref * 4})
        for ref in refs
    )
    return refs


def weight(who: str, *paths: str) -> None:
    """Tell bytes (gzip, with every asset), requests and queries of each page.

    ``who`` are mail addresses with commas; each page is opened by the first who may.
    """
    # Every page is drawn: a kept one costs nothing and tells nothing.
    settings.KEPT_PAGE_SECONDS = 0
    clients = [_client(email) for email in who.split(",")]
    if not paths:
        paths = tuple(_journey(clients[0]))
    told = {}
    for path in paths:
        allowed = (one for one in clients if one.get(path).status_code == 200)
        client = next(allowed, None)
        assert client is not None, f"Nobody may open {path}."
        told[path] = _weigh(client, path)
    print(json.dumps(told))


def _client(email: str) -> Client:
    client = Client(headers={"host": "localhost"})
    if email:
        client.force_login(Account.objects.get(email=email))
    return client


def _journey(client: Client) -> list[str]:
    """Walk one draft to its check and another to its receipt; return their pages."""
    open_draft, filed = _begun(client), _begun(client)
    receipt = client.post(reverse("applications:submit", args=[filed]))["Location"]
    case = receipt.split("/")[2]
    return [
        reverse("applications:question", args=[open_draft, "applicant_name"]),
        reverse("applications:question", args=[open_draft, "receipt"]),
        *(
            reverse(f"applications:{name}", args=[open_draft])
            for name in ("check", "save", "discard")
        ),
        receipt,
        f"/applications/{case}/",
        f"/applications/{case}/answers/",
    ]


def _begun(client: Client) -> str:
    """Begin an application with this browser and answer it; return the draft's ref."""
    begun = client.post(reverse("applications:start", args=[demo.SLUG]))
    ref: str = begun["Location"].split("/")[2]
    Draft.objects.filter(ref=ref).update(typed=_answered().typed)
    return ref


def _weigh(client: Client, path: str) -> dict[str, int]:
    with CaptureQueriesContext(connection) as captured:
        page = client.get(path)
    content = page.content.decode()
    sizes = [_gzipped(page.content), *(_gzipped(_static(a)) for a in _assets(content))]
    return {
        "bytes": sum(sizes),
        "requests": len(sizes),
        "queries": len(captured.captured_queries),
    }


def _assets(content: str) -> set[str]:
    """Return what the page loads: its links, and pictures of rules that it uses."""
    found = set(_ASSET.findall(content))
    inner = {
        str(Path(sheet).parent / name)
        for sheet in found
        if sheet.endswith(".css")
        for classes, name in _INSIDE_CSS.findall(_static(sheet).decode())
        if not name.startswith(("data:", "#"))
        and any(one in content for one in _CLASS.findall(classes))
    }
    return found | inner


def _static(address: str) -> bytes:
    with staticfiles_storage.open(address.removeprefix(settings.STATIC_URL)) as file:
        return bytes(file.read())


def _gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def certificate() -> None:
    """Draw and sign Hanako's certificate; an empty letter and a bare signature beside."""
    made = certification.Certificate.objects.select_related("document").earliest("pk")
    paper = documents.papers.get(made.document.paper)
    told = {**paper.contents(made.document), "issued_on": "令和8年11月26日"}
    empty = documents.Paper(
        "bench.empty",
        "",
        "/engines/documents/papers/letter.typ",
        may_read=lambda account, document: False,
    )
    key = ec.generate_private_key(ec.SECP256R1())
    signer = documents.signers.get("documents.pades")
    turn = iter(range(10**6))
    with documents.papers.temporarily(empty):

        def drawn() -> bytes:
            # Another person each time: every text differs from the last one's.
            number = next(turn)
            places = [
                {**place, "value": f"{place['value']}{number}"}
                for place in told["rows"]
            ]
            fresh = {"rows": places, "code": f"{number:012d}"}
            return documents.render(paper.slug, {**told, **fresh})

        def blank() -> bytes:
            return documents.render("bench.empty", {"subject": str(next(turn))})

        pdf = drawn()
        found = {
            "empty": _median_ms(blank),
            "drawn": _median_ms(drawn),
            "bare": _median_ms(lambda: key.sign(pdf, ec.ECDSA(hashes.SHA256()))),
            "signed": _median_ms(lambda: signer.sign(drawn())),
        }
    print(json.dumps(found), flush=True)


def _median_ms(act: Callable[[], object]) -> float:
    """Return the median milliseconds of twenty turns, after two that warm up."""
    taken = []
    for _ in range(22):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[2:])


def pack() -> None:
    """Tell the seconds of a meeting pack's content and PDF, first and warm."""
    meeting = Meeting.objects.select_related("plan").latest("held_on")
    told = []
    for _ in range(3):
        begun = time.perf_counter()
        pdf = documents.render(packs.PAPER, packs.pack_content(meeting))
        told.append(time.perf_counter() - begun)
        assert pdf.startswith(b"%PDF-")
    print(json.dumps(told))


def logic() -> None:
    """Tell the median milliseconds of checking a long form, its answers given or not."""
    form, typed, today = (
        forms.parse(long_form.definition()),
        long_form.answers(),
        clock.today(),
    )
    values = forms.check(form, typed, today=today).values
    assert len(values) == len(form.by_key) + len(form.computed)

    def walked() -> None:
        found = forms.check(form, typed, today=today, only=()).values
        assert forms.steps(form, found)

    told = {
        "check": _median(lambda: forms.check(form, typed, today=today)),
        "empty": _median(lambda: forms.check(form, {}, today=today)),
        "walk": _median(walked),
    }
    print(json.dumps(told))


def _median(task: Callable[[], object]) -> float:
    task()
    spent = []
    for _ in range(200):
        begun = time.perf_counter()
        task()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    {
        "filing": filing,
        "filers": filers,
        "weight": weight,
        "pack": pack,
        "logic": logic,
        "certificate": certificate,
    }[sys.argv[1]](*sys.argv[2:])
