"""Who gets what at every address: a stranger, a neighbour, the wrong officer."""

import os

import pytest

from kyoso.engines.people import api as people
from tests.architecture import access
from tests.world import standing

# 401: without the key of a machine there is nothing, whoever asks.
SEES_NOTHING = {"login", "code", "401", "403", "404", "405"}
# Things in these addresses are everybody's, or only the address of a form.
PUBLIC_THINGS = {
    "ui:example",
    "api:plan_indicator",
    "api:procedure",
    "plan:indicator",
    "plan:indicator_feed",
    "plan:indicator_csv",
    "plan:initiative",
    "plan:initiative_of",
    "plan:overview_of",
    "plan:decisions_of",
    "plan:revisions_of",
    "plan:snapshot",
    "plan:snapshot_json",
    "grants:programme",
    "applications:procedure",
    "applications:blank_paper",
    "applications:identity",
    "applications:start",
    "payments:webhook",
    "certification:certificate",
    "certificates:ask",
    "kiosk:ask",
}
# Things that belong to no section: every officer with the permission has them.
HOUSE_THINGS = {
    "messaging:caught_mail": "the demo's outbox, which exists in no other mode",
    "people:password": "the one-time link is the key",
    "mfa_remove_webauthn": "the password is asked for before the passkey is looked up",
    "residents:person": "the register is one; a reason is asked for and written down",
    "residents:household": "as residents:person",
    "residents:match": "whoever keeps the register compares any card",
    "people:officer": "the list of officers is every officer's",
    "people:mandate": "any section's counter confirms that one acts for a child",
    "people:confirm_mandate": "any section's counter confirms it",
    "people:revoke_mandate": "any section's counter takes it back",
    "people:mandate_confirmation": "any section's counter prints it",
    "people:mandate_scan": "any section's counter reads the paper it was shown",
    "people:company": "any section's counter confirms who a company is",
    "people:end_company": "any section's counter ends a false registration",
}
# The link of a mail is the key: whoever logs in may use it, once.
KEYS = {"people:join_company"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One world for all tests of this file, gone without a trace."""
    with (
        django_db_blocker.unblock(),
        standing(tmp_path_factory.mktemp("media")) as found,
    ):
        yield found


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["public", "office"])
def test_everybody_gets_what_the_table_says(world, door):
    found = access.visited(world, door)
    if "KYOSO_WRITE_ACCESS" in os.environ:
        access.write(door, found)
    listed = access.written(door)
    different = [
        f"{address} {method}: {found.get((address, method))}, "
        f"the table says {listed.get((address, method))}"
        for address, method in sorted(found.keys() | listed.keys())
        if found.get((address, method)) != listed.get((address, method))
    ]
    assert not different, (
        "Read what is different; if it is right, write the table anew "
        "(KYOSO_WRITE_ACCESS=1):\n" + "\n".join(different)
    )


@pytest.mark.parametrize("door", ["public", "office"])
def test_nothing_in_the_table_breaks_down(door):
    broken = [
        f"{address} {method} {name}"
        for (address, method), row in access.written(door).items()
        for name, gets in row.items()
        if gets.startswith("5")
    ]
    assert not broken


def rows(door):
    """Yield each address with its view, its method and its row of the table."""
    table = access.written(door)
    for route in access.routes(door):
        for method in access.METHODS:
            address = str(route).rpartition(" ")[0]
            yield route, method, table.get((address, method), {})


def test_the_table_gives_a_stranger_only_what_is_anyones():
    wrong = [
        f"{route} {method}: {row}"
        for door in access.PEOPLE
        for route, method, row in rows(door)
        if str(getattr(route.view, "access", "anyone")) != "anyone"
        and row.get("stranger") not in {"login", "405"}
    ]
    assert not wrong


def test_the_table_keeps_each_kind_of_person_to_its_door():
    wrong = [
        f"{route} {method}: {row}"
        for door, other in (("public", "sato"), ("office", "hanako"))
        for route, method, row in rows(door)
        if str(getattr(route.view, "access", "anyone")) != "anyone"
        and row.get(other) not in {"403", "405"}
    ]
    assert not wrong


def test_the_table_gives_officers_only_what_their_role_permits():
    roles = {
        "sato": "clerk",
        "suzuki": "head",
        "tanaka": "clerk",
        "shindo": "registrar",
        "planner": "planner",
        "mayor": "headquarters",
        "operator": "operator",
        "ota": "treasurer",
    }
    wrong = []
    for route, method, row in rows("office"):
        _, _, permission = str(getattr(route.view, "access", "")).partition(":")
        for name, role in roles.items():
            permits = permission in people.ROLES[role].permissions
            if permission and not permits and row.get(name) not in {"403", "405"}:
                wrong.append(f"{route} {method} {name}: {row.get(name)}")
    assert not wrong


def test_the_table_hides_hanakos_things_from_her_neighbour():
    wrong = [
        f"{route} {method}: {row}"
        for route, method, row in rows("public")
        if "<" in route.path and route.name not in PUBLIC_THINGS | KEYS
        if row.get("taro") not in {"404", "405", "401"}
        or row.get("stranger") not in {"login", "code", "405", "401"}
    ]
    assert not wrong


def test_the_table_hides_a_sections_things_from_another_section():
    wrong = [
        f"{route} {method}: {row}"
        for route, method, row in rows("office")
        if "<" in route.path
        and route.name not in PUBLIC_THINGS | HOUSE_THINGS.keys()
        and row.get("tanaka") not in SEES_NOTHING
    ]
    assert not wrong
