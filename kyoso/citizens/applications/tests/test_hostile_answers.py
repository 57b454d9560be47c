"""Whatever is posted to a question of any type: a page or a sentence, never a fault."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.forms.api import Draft
from kyoso.engines.forms.testing import every_type
from kyoso.engines.media import testing as media_testing
from tests import people as cast

KEYS = [asked["key"] for asked in every_type()]
PARTS = (
    "name", "kana", "no_kana", "postcode", "address", "era", "year", "month", "day",
)  # fmt: skip
NASTY = [
    "",
    "\x00",
    "\u202e",
    "a" * 30_000,
    "-1",
    "1e309",
    "NaN",
    "９" * 50,
    "元",
    "'; DROP TABLE forms_draft; --",
    "<script>alert(1)</script>",
    "{label}{0!r}%s",
    "1234 5678 9018",
    "../../etc/passwd",
    "red",
    "yes",
    "on",
]
# What no browser sends as text cannot be posted: lone surrogates are not UTF-8.
text = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=40
)
content = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n" + b"obj" * 300,
        b"\xff\xd8\xff\xe0" + b"\x00" * 50,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"GIF89a<script>",
        b"PK\x03\x04" + b"\x00" * 30,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
        b"<html>",
    ]
) | st.binary(max_size=80)
EVERY = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def every(db, settings, tmp_path):
    """A procedure that asks every type of question, none of them of necessity."""
    media_testing.keep_in(tmp_path, settings)
    cast.section()
    told = casework_testing.content()
    asked = [each | {"required": False} for each in every_type()]
    told["form"]["pages"].append(
        {"slug": "everything", "title": "全部", "questions": asked}
    )
    return casework.load(casework.check(told), by=None)


def names(key):
    """The name of a question and of each part that one of any type may have."""
    return [key, *(f"{key}.{part}" for part in PARTS)]


def looked_after(page, draft):
    """The page is one that people know, and the draft can be stored and read."""
    assert page.status_code in {200, 302, 422}
    if page.status_code == 422:
        assert "。" in page.content.decode()
    draft.refresh_from_db()
    stored = json.dumps(draft.typed, ensure_ascii=False)
    stored.encode()
    assert "\\u0000" not in stored
    assert "9018" not in stored


@pytest.mark.parametrize("key", KEYS)
@EVERY
@given(data=st.data())
def test_at_the_public_door(every, key, data):
    resident = cast.visiting()
    begun = resident.post("/procedures/hanadan/start/")
    draft = Draft.objects.get(ref=begun.url.split("/")[2])
    at = f"/drafts/{draft.ref}/q/{key}/"
    posted = {name: data.draw(st.lists(text, max_size=3)) for name in names(key)}
    looked_after(resident.post(at, posted), draft)
    looked_after(resident.get(at), draft)
    assert resident.get(f"/drafts/{draft.ref}/check/").status_code in {200, 302}


@pytest.mark.parametrize("key", KEYS)
@EVERY
@given(data=st.data())
def test_at_the_desk_and_on_the_paper(every, key, data):
    clerk = cast.visiting(cast.sato())
    begun = clerk.post(
        "/applications/",
        {"start": "1", "procedure": "hanadan", "channel": "counter"},
    )
    draft = Draft.objects.get(ref=begun.url.split("/")[3])
    at = f"/applications/drafts/{draft.ref}/p/{key}/"
    posted = {name: data.draw(st.lists(text, max_size=3)) for name in names(key)}
    looked_after(clerk.post(at, posted), draft)
    assert clerk.get(f"/applications/drafts/{draft.ref}/check/").status_code == 200


@EVERY
@given(content=content, name=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_file_under_any_name(every, content, name):
    resident = cast.visiting()
    begun = resident.post("/procedures/hanadan/start/")
    draft = Draft.objects.get(ref=begun.url.split("/")[2])
    file = SimpleUploadedFile(f"{name}.pdf", content)
    page = resident.post(f"/drafts/{draft.ref}/q/file/", {"file": file})
    looked_after(page, draft)
