"""What the media engine tells the others."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.media import papers
from kyoso.engines.media.actions import sweep_strays
from kyoso.engines.media.labels import LABELS
from kyoso.engines.media.purposes import Purpose, purposes
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores

purposes.register(Purpose(papers.PURPOSE, "委任状の写し", may_read=papers.may_read))
people.archives.register(people.Archive("media", papers.keep, papers.serve))
chores.register(
    Chore(
        "media.sweep_strays",
        "持ち主のないファイルの片付け",
        sweep_strays,
        daily_at=dt.time(3, 10),
    )
)

for label in LABELS:
    audit.labels.register(label)
