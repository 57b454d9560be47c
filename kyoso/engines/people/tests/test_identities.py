"""An identity from elsewhere logs in, links, or makes a resident."""

import datetime as dt

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from kyoso.engines.people import api as people
from kyoso.engines.people import base, errors
from kyoso.kernel.access import anyone
from kyoso.kernel.errors import Refusal
from tests import people as cast

pytestmark = pytest.mark.django_db

CARD = base.Attributes("能代 花子", "能代市架空町9番9号", dt.date(1975, 5, 3))


@anyone
def callback(request):
    try:
        return people.log_in_with_identity(
            request,
            issuer="https://card.example",
            subject=request.GET["sub"],
            attributes=CARD,
            level=people.IdentityLevel.CARD,
            next_path=request.GET.get("next", ""),
        )
    except Refusal as refusal:
        return HttpResponse(refusal.sentence, status=409)


@anyone
def level(request):
    return HttpResponse(str(int(people.level_of(request))))


# By name: an engine's test must not import what stands above it.
urlpatterns = [
    path("callback", callback),
    path("level", level),
    path("", include("kyoso.config.urls_public")),
]


@pytest.fixture(autouse=True)
def connector():
    doors = {**settings.DOORS}
    doors["public"] = {**doors["public"], "urlconf": __name__}
    with override_settings(DOORS=doors):
        yield


def test_an_unknown_person_becomes_a_resident_once():
    client = cast.stranger_at(cast.PUBLIC_HOST)
    before = client.session.session_key
    answer = client.get("/callback?sub=s1")
    assert answer.headers["location"] == "/account"
    assert client.session.session_key != before
    resident = people.Resident.objects.get()
    assert (resident.name, resident.born_on) == ("能代 花子", dt.date(1975, 5, 3))
    assert resident.level == people.IdentityLevel.CARD
    assert client.get("/level").content == b"3"
    cast.stranger_at(cast.PUBLIC_HOST).get("/callback?sub=s1")
    assert people.Resident.objects.count() == 1


def test_a_logged_in_resident_links_it_and_the_card_wins(hanako):
    client = cast.visiting(hanako)
    assert client.get("/level").content == b"1"
    client.get("/callback?sub=s1")
    hanako.refresh_from_db()
    assert hanako.address == "能代市架空町9番9号"
    assert people.ExternalIdentity.objects.get().account == hanako.account
    assert client.get("/level").content == b"3"


def test_every_proof_is_told_to_whoever_listens(hanako):
    heard = []

    def hear(sender, **told):
        heard.append((told["account"], told["attributes"], told["level"], told["by"]))

    people.identity_proved.connect(hear)
    cast.visiting(hanako).get("/callback?sub=1")
    card = people.IdentityLevel.CARD
    assert heard == [(hanako.account, CARD, card, hanako.account)]


def test_it_is_not_linked_to_two_people(hanako, taro):
    cast.visiting(hanako).get("/callback?sub=s1")
    answer = cast.visiting(taro).get("/callback?sub=s1")
    assert answer.status_code == 409
    assert errors.IdentityTaken.sentence == answer.content.decode()


def test_it_is_not_linked_to_whoever_left_a_telephone_logged_in(taro):
    answer = cast.visiting(taro).get("/callback?sub=s1")
    assert answer.status_code == 409
    assert answer.content.decode() == errors.IdentityOfAnother.sentence
    taro.refresh_from_db()
    assert taro.name == "隣野 太郎"
    assert not people.ExternalIdentity.objects.exists()


@pytest.mark.parametrize(
    ("name", "is_linked"),
    [
        ("能代\u3000花子", True),
        ("能代 花\U000e0100子", True),
        ("", True),
        ("白神 一", False),
    ],
)
def test_it_compares_names_where_no_birth_is_known(name, is_linked):
    resident = people.register_resident(
        email="somebody@example.jp",
        name=name,
        level=people.IdentityLevel.EMAIL,
        by=None,
    )
    cast.visiting(resident).get("/callback?sub=s1")
    assert people.ExternalIdentity.objects.exists() is is_linked


def test_a_closed_account_is_refused(hanako, operator):
    cast.visiting(hanako).get("/callback?sub=s1")
    people.close_account(hanako.account, by=operator.account)
    answer = cast.stranger_at(cast.PUBLIC_HOST).get("/callback?sub=s1")
    assert answer.content.decode() == errors.AccountClosed.sentence


@pytest.mark.parametrize(
    ("next_path", "place"),
    [("/account/seen", "/account/seen"), ("//evil.example", "/account")],
)
def test_it_goes_on_to_paths_of_this_door_only(next_path, place):
    client = cast.stranger_at(cast.PUBLIC_HOST)
    answer = client.get("/callback", {"sub": "s1", "next": next_path})
    assert answer.headers["location"] == place


def test_the_log_in_page_lists_what_is_ready():
    class Provider:
        slug = "tests"
        title = {"ja": "図書館の券でログインする", "en": "Log in by library card"}
        ready = True

        def is_ready(self):
            return self.ready

        def start_path(self, next_path):
            return f"/card/start?next={next_path}"

    provider = Provider()
    client = cast.stranger_at(cast.PUBLIC_HOST)
    with base.identity_providers.temporarily(provider):
        page = client.get("/login?next=/account/seen").content.decode()
        assert "図書館の券でログインする" in page
        assert "/card/start?next=/account/seen" in page
        provider.ready = False
        assert "図書館の券" not in client.get("/login").content.decode()
