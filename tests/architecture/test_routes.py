"""The list of addresses is kept, and no address is taken away silently."""

import pytest
from django.urls import Resolver404, get_resolver
from django.views.generic import RedirectView

from tests.architecture import house, routes

pytestmark = pytest.mark.once


def test_the_list_of_addresses_is_up_to_date():
    now = routes.current()
    assert now == routes.listed(), (
        f"Addresses changed. Write the list anew with: {routes.COMMAND}\n"
        f"new: {sorted(set(now) - set(routes.listed()))}\n"
        f"gone: {sorted(set(routes.listed()) - set(now))}"
    )


def test_a_removed_address_has_a_redirect():
    assert routes.removed(routes.current()) == []


def test_every_listed_redirect_redirects():
    for old, _ in routes.redirects():
        door, path = old.split()
        try:
            view = get_resolver(f"kyoso.config.urls_{door}").resolve(path).func
        except Resolver404:
            view = None
        assert getattr(view, "view_class", None) is RedirectView, old


def test_no_two_pages_of_a_door_share_a_name():
    """A name that means two pages makes ``{% url %}`` a matter of luck."""
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for route in house.routes():
        known = seen.setdefault((route.door, route.name), route.path)
        if route.name and known != route.path:
            faults.append(f"{route.door} {route.name}")
    house.judge("route_names", faults, "Give each page a name of its own.")
