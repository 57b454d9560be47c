"""The door of the catalogue engine.

from kyoso.engines.catalogue import api as catalogue

catalogue.capabilities.register(catalogue.Capability(slug="applications", ...))
catalogue.sources.register(catalogue.Source("procedure", _("手続"), pages))
catalogue.publish(kind="procedure", key="watch", title=..., body=..., path=...)
catalogue.search("引越し")
catalogue.home.register(catalogue.HomeSection("plan", "plan/home.html", order=30))
"""

from kyoso.engines.catalogue.capabilities import Capability, capabilities
from kyoso.engines.catalogue.home import HomeSection, home
from kyoso.engines.catalogue.index import (
    Page,
    Source,
    publish,
    reindex,
    sources,
    withdraw,
)
from kyoso.engines.catalogue.searching import Found, search

__all__ = [
    "Capability",
    "Found",
    "HomeSection",
    "Page",
    "Source",
    "capabilities",
    "home",
    "publish",
    "reindex",
    "search",
    "sources",
    "withdraw",
]
