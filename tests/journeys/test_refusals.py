"""Every refusal of both doors is a page that can be read, in every language."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.template import loader

from tests.journeys.drawn import SPOKEN, Artist, Drawn, Sending
from tests.visit import inspect

pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db]
RAISED = {
    400: SuspiciousOperation,
    403: PermissionDenied,
    404: Http404,
    500: RuntimeError,
}
STATUSES = (*RAISED, 405, 413, 429)
WORDS = {"done": "長く考えて書いた、報告の文です。" * 5}


def refusing(get_response):
    """Refuse what asks for it, innermost of all: as a view would."""

    def answer(request):
        _, asked, status = request.path.rpartition("/refused/")
        if not asked:
            return get_response(request)
        if int(status) in RAISED:
            raise RAISED[int(status)]
        return HttpResponse(status=int(status))

    return answer


@pytest.fixture
def artist(request, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.refusing"]

    def of(door, person=None):
        return Artist(door, request.getfixturevalue(person) if person else None)

    return of


def faults(viewer, pages):
    found = [
        f"{page.name}: {fault}"
        for page in pages
        for fault in inspect(page.html, door=page.door)
    ]
    return found + viewer.faults(pages)


@pytest.mark.parametrize(
    ("door", "person"),
    [("public", None), ("public", "hanako"), ("office", None), ("office", "sato")],
)
def test_every_status_is_accessible(door, person, artist, viewer, caplog):
    one = artist(door, person)
    pages = []
    for status in STATUSES:
        for language in SPOKEN[door]:
            page = one.draw(f"/refused/{status}", language=language)
            assert page is not None
            assert page.status == status
            pages.append(page)
    assert faults(viewer, pages) == []


def test_words_given_back_are_accessible(artist, viewer):
    """After the log-in ended, and after the page was open too long."""
    logged_out, too_long = artist("office"), artist("office", "planner")
    too_long.client.handler.enforce_csrf_checks = True
    sending = Sending("/initiative-reports/public-wifi/2026/2", WORDS, "late")
    pages = []
    for one in (logged_out, too_long):
        for language in SPOKEN["office"]:
            page = one.send(sending, language=language)
            assert page is not None
            assert page.status == 403
            assert WORDS["done"] in page.html
            pages.append(page)
    assert faults(viewer, pages) == []


def test_what_could_not_even_be_read_is_answered_accessibly(viewer):
    """By the web server itself: no door and no language are known."""
    html = loader.get_template("ui/errors/unreadable.html").render()
    assert faults(viewer, [Drawn("unreadable", "public", 400, html)]) == []
