"""Plan overview and an application step, against a bare page with one query.

The step is a question of a draft that has begun, with the browser's cookies:
session, draft and procedure are read, the form is checked, the page is drawn.
What is kept for strangers helps neither the overview of somebody with a session
nor a question that was answered before: both are measured beside, to the same goal.

What was tried. The plan overview drew anew for every stranger (three queries,
0.08 of the floor): pages that all strangers see alike are now kept for a second
(``ui.kept_pages``). The step began at 0.03 and 15,000 function calls a request.
The procedure is remembered for a second and the version for good
(``kernel.kept``), header, help box and footer are drawn once a language
(``ui.frame``), the session and the draft are read by statements made once a
process and prepared once a connection, sentences about faults are made only
where they are shown, and a screen in which a stranger has typed nothing is drawn
once a second and filled in for each (``ui.blank``). That left 4,000 calls.
"""

from benchmarks import browser, house
from benchmarks.figures import Figure, against_floor

# Goal of the issue: a whole page costs at most 3.3 bare ones.
LEAST = 0.30


def measure() -> list[Figure]:
    with house.bare_page() as bare, house.door("public") as (base, _process):
        pages = {
            "bare page with one query": house.Page(bare),
            "plan overview": house.Page(base + "/plan"),
            "application step": browser.begun_step(base),
            "plan overview, drawn for one person": browser.overview(base),
            "application step, answered before": browser.answered_step(base),
        }
        rates = house.rates(pages)
    floor = rates.pop("bare page with one query")
    return [
        against_floor(name, rate, "req/s", floor=floor, least=LEAST)
        for name, rate in rates.items()
    ]
