"""Downloading: only with the purpose's leave, as an attachment, and noted."""

from urllib.parse import quote

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.media import api as media
from kyoso.engines.media.models import File
from kyoso.engines.media.testing import a_pdf, a_purpose
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(hanako, sato):
    """A file that Hanako and Sato may read, and whose data are Hanako's."""
    allowed = {hanako.account.pk, sato.account.pk}
    with a_purpose(may_read=lambda account, file: account.pk in allowed) as purpose:
        yield media.store(
            a_pdf("見積書 葛󠄀城.pdf"),
            purpose=purpose.slug,
            by=hanako.account,
            about="case1",
        )


def get(who, file, host=cast.PUBLIC_HOST):
    """Ask for the file as a person does, and read what comes to its end."""
    client = cast.visiting(who) if who else cast.stranger_at(host)
    answer = client.get(f"/files/{file.ref}")
    if answer.streaming:
        answer.got = b"".join(answer.streaming_content)
    return answer


def test_it_gives_the_file_as_an_attachment_that_no_browser_opens(file, hanako):
    answer = get(hanako, file)
    assert answer.status_code == 200
    assert answer.got == media.read(file)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert quote("見積書 葛󠄀城.pdf") in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"].startswith("sandbox")


def test_it_writes_down_every_reading_with_its_reason(file, sato):
    get(sato, file)
    entry = Entry.objects.get(event="media.read")
    assert entry.actor.endswith(sato.account.ref)
    assert entry.subject.endswith(file.ref)
    assert entry.reason == "case1"


def test_who_may_download(file, hanako, taro, sato, tanaka):
    assert get(hanako, file).status_code == 200
    assert get(sato, file).status_code == 200
    assert get(taro, file).status_code == 404
    assert get(tanaka, file).status_code == 404
    for host in (cast.PUBLIC_HOST, cast.OFFICE_HOST):
        assert get(None, file, host).status_code == 302


def test_who_may_not_leaves_no_reading(file, taro):
    get(taro, file)
    assert not Entry.objects.filter(event="media.read").exists()


@pytest.mark.parametrize("ref", ["0", "../../etc/passwd", "x" * 300, "%00", "葛"])
def test_a_forged_address_finds_nothing(hanako, ref):
    assert cast.visiting(hanako).get(f"/files/{ref}").status_code in {400, 404}


def test_a_file_whose_bytes_are_gone_is_not_found(file, hanako, folder):
    (folder / file.key).unlink()
    assert get(hanako, file).status_code == 404


def test_links_lead_to_the_door_of_the_reader(file):
    assert media.link("public", file).endswith(f"/files/{file.ref}")
    assert media.link("office", file) != media.link("public", file)


def test_it_costs_few_queries(file, hanako, django_assert_max_num_queries):
    client = cast.visiting(hanako)
    with django_assert_max_num_queries(6):
        b"".join(client.get(f"/files/{file.ref}").streaming_content)
    assert File.objects.count() == 1
