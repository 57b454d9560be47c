"""Two doors of one house, and addresses that lead to the right one."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, path

from kyoso.kernel import access, doors


@access.anyone
def page(request, slug=""):
    return HttpResponse(request.door)


urlpatterns = [path("here/<slug:slug>", page, name="page")]


@pytest.fixture
def two_doors(settings):
    root = {"urlconf": __name__}
    settings.DOORS = {
        "public": root | {"base": "https://city.example.jp"},
        "office": root | {"base": "https://office.example.jp"},
    }


def test_a_link_names_its_door(two_doors):
    assert doors.link("public", "page", slug="a") == "https://city.example.jp/here/a"
    assert doors.link("office", "page", "a") == "https://office.example.jp/here/a"
    with pytest.raises(KeyError):
        doors.link("cellar", "page", "a")
    with pytest.raises(NoReverseMatch):
        doors.link("public", "nowhere")


def test_the_host_tells_the_door_in_tests(two_doors):
    assert Client().get("/here/a").content == b"public"
    answer = Client(headers={"host": "office.testserver"}).get("/here/a")
    assert answer.content == b"office"


@pytest.mark.parametrize("address", ["/here/a%00", "/here/a?q=%00", "/%00"])
def test_an_address_with_a_nul_is_a_bad_request(db, address):
    assert Client().get(address).status_code == 400


def test_a_view_states_who_may_see_it():
    assert page.access == "anyone"
