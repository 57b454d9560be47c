"""Every address states who may see it (``view.access``, kernel.access)."""

import re

import pytest
from ninja.main import NinjaAPI

from kyoso.engines.people import api as people
from tests.architecture import house

pytestmark = pytest.mark.once

# The views of others cannot carry our mark; each is sorted here by its module.
THIRD_PARTY = {
    # Interactive API pages and the OpenAPI document are public by intent.
    "ninja.openapi.views": "anyone",
    # Each operation states its own keys: see the second test.
    "ninja.operation": "by operation",
    # Log-in, log-out, second factors: allauth's own views guard themselves.
    "allauth.account.views": "by allauth",
    "allauth.mfa": "by allauth",
    "allauth.usersessions.views": "by allauth",
    "django.views.generic.base": "anyone",
}
PERMISSIONS = "|".join(people.Permission)
STATEMENTS = re.compile(rf"anyone|resident|officer(:({PERMISSIONS}))?")


def test_every_view_states_who_may_see_it():
    faults = []
    for route in house.routes():
        said = getattr(route.view, "access", None)
        if said is None and not route.module.startswith("kyoso."):
            said = next(
                (
                    who
                    for module, who in THIRD_PARTY.items()
                    if route.module.startswith(module)
                ),
                None,
            )
        elif said is not None and not STATEMENTS.fullmatch(said):
            said = None
        if said is None:
            faults.append(f"{route} ({route.module})")
    house.judge("access", faults, "Mark it: people.anyone, .resident, .officer(...).")


def test_an_officers_page_is_behind_the_office_door_and_a_residents_is_not():
    faults = [
        str(route)
        for route in house.routes()
        if str(getattr(route.view, "access", "")).startswith(
            "officer" if route.door == "public" else "resident"
        )
    ]
    house.judge("doors", faults, "Put it behind the other door.")


def test_what_the_api_lets_anyone_do_is_reading_only():
    """An operation without a key answers GET and nothing else."""
    faults = [
        f"{', '.join(operation.methods)} {prefix}{path}"
        for api in _apis()
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not operation.auth_callbacks and set(operation.methods) - {"GET", "HEAD"}
    ]
    house.judge("api", faults, "Ask for a key (auth=...).")


def _apis() -> list[NinjaAPI]:
    from kyoso.config.api import api
    from kyoso.config.api_office import api as office

    return [api, office]
