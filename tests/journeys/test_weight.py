"""A page asks for what it names, and for nothing else: its weight is counted from it."""

import pytest

from tests.journeys.weight import asked_for, files_of, weight_faults

pytestmark = [
    pytest.mark.journey,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]


def test_a_browser_asks_for_nothing_that_the_page_does_not_name(doors, phone):
    asked = []
    phone.on("request", lambda request: asked.append(request.url))
    answer = phone.goto(doors.public("/login"))
    # The icon is for the tab; pictures of the styles are counted with them.
    named = {doors.public(url) for url in asked_for(answer.text())}
    assert {url for url in asked if "/static/" in url} <= named
    assert asked[0] == doors.public("/login")
    assert len(asked) > 3


def test_a_picture_of_a_style_is_counted_where_it_shows():
    sheet = '<link rel="stylesheet" href="/static/ui/parts.css">'
    plain, hero = files_of(sheet), files_of(f'{sheet}<div class="ks-hero"></div>')
    assert {file.name for file in hero - plain} == {"hero.svg"}


def test_a_heavy_page_is_told():
    page = '<img src="/static/ui/hero.svg">' + "".join(
        f"<p>{number**9}</p>" for number in range(50_000)
    )
    assert "bytes, at most" in weight_faults(page)[0]


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(LookupError, match="nowhere"):
        weight_faults('<link rel="stylesheet" href="/static/nowhere.css">')
