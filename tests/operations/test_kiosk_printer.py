"""From the press of the button to the paper, over real HTTP, once."""

import pytest

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.actions import printing
from kyoso.citizens.kiosk.models import PrintTry
from kyoso.connectors.kiosk_printer.agent import Agent, over_http
from kyoso.connectors.kiosk_printer.sandbox.printer import FolderPrinter
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.media import testing as media_testing
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_program_prints_what_a_person_pressed_for(
    live_server, settings, tmp_path, hanako, shindo, ota
):
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    certification_testing.a_holder(hanako, by=shindo)
    with clock.at(testing.an_open_moment()):
        device, keys = testing.a_device(shindo)
        job = testing.waiting(hanako, device, ota=ota, copies=2)
    agent = Agent(
        over_http(live_server.url, keys.printer), FolderPrinter(tmp_path / "tray")
    )
    # Its question is heard, and the device is ready.
    assert agent.turn() == ""
    device.refresh_from_db()
    printing.begin(job, device=device, by=hanako.account)
    assert agent.turn() == "printed"
    assert agent.turn() == ""
    papers = list((tmp_path / "tray").glob("*.pdf"))
    assert len(papers) == 2
    assert all(one.read_bytes().startswith(b"%PDF") for one in papers)
    assert testing.fresh(job).state == "printed"
    assert PrintTry.objects.get().state == "printed"
    with pytest.raises(PermissionError):
        Agent(over_http(live_server.url, keys.screen), FolderPrinter(tmp_path)).turn()
