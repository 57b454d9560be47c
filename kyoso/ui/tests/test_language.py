"""Residents read the language they chose; officers read Japanese, whatever is set."""

import pytest
from django.conf import settings

from tests import people as cast

pytestmark = pytest.mark.django_db


def opened(client, path, **headers):
    answer = client.get(path, headers=headers)
    return answer.content.decode()


def test_a_resident_reads_what_their_browser_asks_for():
    client = cast.stranger_at(cast.PUBLIC_HOST)
    assert '<html lang="en"' in opened(client, "/", accept_language="en")


def test_an_officer_reads_japanese(sato):
    client = cast.visiting(sato)
    page = opened(client, "/cases", accept_language="en")
    assert '<html lang="ja"' in page
    assert "受付簿" in page


def test_an_officer_reads_japanese_whatever_they_chose_at_the_other_door(sato):
    client = cast.visiting(sato)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja-easy"
    page = opened(client, "/cases")
    assert "data-easy" not in page


def test_a_resident_who_comes_next_is_not_left_with_it(sato):
    opened(cast.visiting(sato), "/cases", accept_language="en")
    client = cast.stranger_at(cast.PUBLIC_HOST)
    assert '<html lang="en"' in opened(client, "/", accept_language="en")
