"""``kyoso reindex`` makes search say what the sources say."""

import io

import pytest
from django.core.management import call_command

from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.catalogue.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    told = [catalogue.Page("a", "松原の散歩道", "架空の道です。", "/a")]
    found = catalogue.Source("walk", "散歩", lambda: told)
    with catalogue.sources.temporarily(found):
        yield told


def reindex():
    out = io.StringIO()
    call_command("reindex", stdout=out)
    return out.getvalue()


def test_it_tells_how_many_pages_each_source_has(source):
    assert "散歩: 1件" in reindex()
    assert [found.key for found in catalogue.search("松原")] == ["a"]


def test_it_forgets_pages_that_are_public_no_more(source):
    reindex()
    source.clear()
    reindex()
    assert catalogue.search("松原") == []


def test_it_forgets_kinds_that_nobody_tells(source):
    catalogue.publish(kind="old", key="x", title="むかしの頁", body="", path="/x")
    assert "1件" in reindex()
    assert not Entry.objects.filter(kind="old").exists()


def test_it_leaves_unchanged_pages_alone(source):
    reindex()
    before = Entry.objects.get(kind="walk").published_at
    reindex()
    assert Entry.objects.get(kind="walk").published_at == before
