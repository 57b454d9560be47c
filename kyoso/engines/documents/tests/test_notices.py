"""一斉の通知: many addressees, sheet by sheet, nobody twice, whatever is killed."""

import datetime as dt
import io
import os
import re
import signal
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kyoso.engines.documents import actions, addressees, notice_making
from kyoso.engines.documents.errors import AddresseesWrong, WordUnknown
from kyoso.engines.documents.models import Notice, NoticeRun, NoticeSheet
from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import api as media
from kyoso.engines.messaging.api import Message, PrintBatch
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from tests import people as cast

HEAD = "氏名,郵便番号,住所,金額\n"
TEXT = "{氏名}様の介護保険料は、{金額}です。"


def a_file(many: int, head: str = HEAD) -> bytes:
    lines = [
        f"架空 {n}号,016-0000,能代市架空町{n}番1号,{n}円\n" for n in range(1, many + 1)
    ]
    return (head + "".join(lines)).encode()


def order(many: int = 5, **more) -> NoticeRun:
    sato = cast.sato()
    return actions.order_notices(
        **{
            "subject": "介護保険料のお知らせ",
            "text": TEXT,
            "addressees": addressees.read(a_file(many)),
            "section": cast.section(),
            "token": "t",
            "by": sato.account,
            **more,
        }
    )


@pytest.mark.django_db
def test_everybody_is_told_once_in_sheets(monkeypatch):
    monkeypatch.setattr(actions, "A_SHEET", 2)
    run = order(5)
    assert run.sheets.count() == 3
    drain()
    assert Message.objects.count() == 5
    assert not run.notices.filter(message=None).exists()
    assert (
        "架空 3号様の介護保険料は、3円です。"
        in Message.objects.get(name="架空 3号").text
    )
    first = run.sheets.get(number=1)
    pdf = PdfReader(io.BytesIO(media.read(first.file)))
    assert len(pdf.pages) == 2
    assert "能代市架空町1番1号" in pdf.pages[0].extract_text().replace("\n", "")
    assert PrintBatch.objects.count() == 3


@pytest.mark.django_db
def test_the_same_page_sent_twice_orders_once():
    assert order().pk == order().pk
    assert Notice.objects.count() == 5


@pytest.mark.django_db
def test_doing_a_sheet_again_changes_nothing():
    order()
    drain()
    before = list(Message.objects.values_list("pk", flat=True))
    file = NoticeSheet.objects.get().file_id
    notice_making.make_sheet(NoticeSheet.objects.get().ref)
    assert list(Message.objects.values_list("pk", flat=True)) == before
    assert NoticeSheet.objects.get().file_id == file


@pytest.mark.django_db
def test_the_database_refuses_an_addressee_twice():
    run = order(1)
    one = run.notices.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            sheet=one.sheet,
            run=run,
            name=one.name,
            postcode=one.postcode,
            address=one.address,
        )


@pytest.mark.django_db
def test_what_the_font_lacks_is_left_to_a_person():
    strange = (
        "氏名,郵便番号,住所\n葛󠄁 一,0160000,架空町1番\n能代 花子,0160000,架空町2番\n"
    )
    run = order(text="お知らせです。", addressees=addressees.read(strange.encode()))
    drain()
    missing = [n for n in run.notices.all() if n.unwritable]
    waiting = Message.objects.filter(batch=None)
    assert [message.name for message in waiting] == [n.name for n in missing]
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "1行目に"),
        ("氏名,住所\n", "1行目に"),
        (HEAD, "1件から"),
        (HEAD + "花子,016,架空町,1円\n", "2行目：郵便番号は7桁"),
        (HEAD + ",0160000,架空町,1円\n", "2行目：氏名がありません"),
        (HEAD + "花子,0160000\n", "2行目：列の数"),
        (HEAD + "花子,0160000,架空町,1円\n" * 2, "3行目：2行目と同じ宛先"),
        (HEAD + "花\u200b子,0160000,架空町,1円\n", "使えない文字（U+200B）"),
    ],
)
def test_a_file_counts_whole_or_not_at_all(typed, told):
    with pytest.raises(AddresseesWrong, match=re.escape(told)):
        addressees.read(typed.encode())


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused_with_a_sentence(content):
    try:
        found = addressees.read(content)
    except Refusal:
        found = []
    assert all(len(one.postcode) == 7 for one in found)


def test_the_old_encoding_is_read_too():
    content = a_file(2).decode().encode("cp932")
    assert [one.name for one in addressees.read(content)] == ["架空 1号", "架空 2号"]


@pytest.mark.django_db
def test_a_word_without_a_column_is_told_before_anything_is_ordered():
    with pytest.raises(WordUnknown, match="期限"):
        order(text="{期限}までに")
    assert not NoticeRun.objects.exists()


@pytest.mark.django_db
def test_the_desk_orders_and_watches(monkeypatch):
    monkeypatch.setattr(actions, "A_SHEET", 2)
    client = cast.visiting(cast.sato())
    typed = {
        "section": cast.CARE,
        "subject": "お知らせ",
        "text": TEXT,
        "token": "abc",
        "file": SimpleUploadedFile("a.csv", a_file(3)),
    }
    page = client.post("/documents/notices", typed, follow=True).content.decode()
    assert "0 / 3" in page
    drain()
    run = NoticeRun.objects.get()
    assert "3 / 3" in client.get(f"/documents/notices/{run.ref}").content.decode()
    pdf = client.get(f"/documents/notices/{run.ref}/1.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    assert client.get(f"/documents/notices/{run.ref}/9.pdf").status_code == 404
    other = cast.visiting(cast.tanaka())
    assert other.get(f"/documents/notices/{run.ref}").status_code == 404
    assert other.get(f"/documents/notices/{run.ref}/1.pdf").status_code == 404


@pytest.mark.django_db
def test_a_wrong_file_keeps_what_was_typed():
    client = cast.visiting(cast.sato())
    typed = {
        "section": cast.CARE,
        "subject": "お知らせ",
        "text": TEXT,
        "token": "abc",
        "file": SimpleUploadedFile("a.csv", b"x,y\n1,2\n"),
    }
    answer = client.post("/documents/notices", typed)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    assert not NoticeRun.objects.exists()


# What a worker does, until it is killed; it says each step that is behind it.
CODE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kyoso.config.settings"
import django
django.setup()
from django.conf import settings
settings.STORAGES["default"]["OPTIONS"] = {"location": sys.argv[1]}
from kyoso.engines.documents import notice_making
from kyoso.engines.jobs.running import run_due
make, keep = notice_making.render, notice_making._keep
def told(step, act):
    def doing(*given):
        print(step, flush=True)
        return act(*given)
    return doing
notice_making.render = told("messages", make)
notice_making._keep = told("made", keep)
run_due()
"""


def worker(folder):
    name = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
            **connection.settings_dict
        )
    )
    return subprocess.Popen(
        [sys.executable, "-c", CODE, str(folder)],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_killed_worker_goes_on_and_tells_nobody_twice(monkeypatch, folder, steps):
    monkeypatch.setattr(actions, "A_SHEET", 4)
    run = order(12)
    killed = worker(folder)
    for _ in range(steps):
        assert killed.stdout.readline()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        jobs.sweep()
    with clock.at(clock.now() + dt.timedelta(minutes=5)):
        drain()
    assert Message.objects.count() == 12
    assert run.notices.exclude(message=None).count() == 12
    assert Message.objects.values("name").distinct().count() == 12
    assert not run.sheets.filter(file=None).exists()
    assert PrintBatch.objects.count() == 3
