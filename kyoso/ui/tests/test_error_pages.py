"""Every refusal is a page with a whole sentence and a way on; 500 cannot fail."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory, override_settings
from django.urls import path

from kyoso.kernel.access import anyone
from kyoso.ui import views
from kyoso.ui.urls import urlpatterns as own
from tests.visit import Visitor, inspect


@anyone
def forbidden(request):
    raise PermissionDenied


@anyone
def bare(request, status):
    if status == 405:
        return HttpResponseNotAllowed(["POST"])
    return HttpResponse(status=status, headers={"Retry-After": "60"})


@anyone
def broken(request):
    raise RuntimeError("broken on purpose")


@anyone
def takes_posts(request):
    return HttpResponse(f"{len(request.POST)}")


urlpatterns = [
    *own,
    path("forbidden", forbidden),
    path("bare/<int:status>", bare),
    path("broken", broken),
    path("post", takes_posts),
]
handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error


@pytest.fixture(params=["public", "office"])
def visitor(request, settings, db):
    settings.DOORS = {
        door: {**root, "urlconf": __name__} for door, root in settings.DOORS.items()
    }
    from kyoso.ui import navigation

    held = [(place, place._things) for place, _ in navigation.PLACES.values()]
    for place, _ in held:
        place._things = {}
    yield Visitor(request.param, raise_request_exception=False)
    for place, things in held:
        place._things = things


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/nowhere", 404, "ページが見つかりません。"),
        ("/forbidden", 403, "この画面を見る権限がありません。"),
        ("/bare/405", 405, "このページは、この方法では開けません。"),
        ("/bare/413", 413, "送られた内容が大きすぎます。"),
        ("/bare/429", 429, "短い時間に、何度も送られました。"),
        ("/%00", 400, "送られた内容を読み取れませんでした。"),
    ],
)
def test_it_says_what_is_wrong(visitor, address, status, sentence):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert f"<h1>{sentence}</h1>" in answer.content.decode()


def test_it_keeps_the_headers_of_a_refusal(visitor):
    assert visitor.get("/bare/405").headers["Allow"] == "POST"
    assert visitor.get("/bare/429").headers["Retry-After"] == "60"


def test_it_says_when_too_much_was_sent(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = visitor.post("/post", {"text": "あ" * 100})
    assert answer.status_code == 413
    assert "大きすぎます" in answer.content.decode()


def test_it_speaks_of_time_and_not_of_tokens(visitor):
    visitor.handler.enforce_csrf_checks = True
    answer = visitor.post("/post", {"a": "b"})
    assert answer.status_code == 403
    assert "画面を開いてから時間がたちました。" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


def test_it_answers_when_everything_is_broken(visitor, caplog):
    answer = visitor.get("/broken")
    assert answer.status_code == 500
    assert "ただいま手続ができません。" in answer.content.decode()


def test_the_last_page_needs_neither_database_nor_city(settings, tmp_path):
    settings.CITY_FOLDER = tmp_path
    settings.STORAGES = {}

    def refuse(*args):
        raise AssertionError("The 500 page asked the database.")

    with connection.execute_wrapper(refuse):
        answer = views.server_error(RequestFactory().get("/"))
    page = answer.content.decode()
    assert answer.status_code == 500
    assert inspect(page) == []
    assert "tel:" not in page


def test_the_last_page_names_a_telephone():
    page = views.server_error(RequestFactory().get("/")).content.decode()
    assert "0185-89-2189" in page


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_every_page_of_the_demo_says_so():
    page = Visitor().get("/_styleguide/text").content.decode()
    assert "架空のデータ・能代市公式ではありません" in page
    office = Visitor("office").get("/_styleguide/office").content.decode()
    assert "架空のデータ・能代市公式ではありません" in office


@pytest.mark.django_db
def test_other_pages_do_not_say_so():
    page = Visitor().get("/_styleguide/text").content.decode()
    assert "能代市公式ではありません" not in page
