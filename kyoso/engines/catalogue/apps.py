import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "kyoso.engines.catalogue"
    label = "catalogue"
    verbose_name = "目録"

    def ready(self) -> None:
        from kyoso.engines.catalogue import capabilities, home, index
        from kyoso.kernel.schedule import Chore, chores
        from kyoso.ui import navigation

        index.sources.register(
            index.Source(
                "capability", _("このサービスでできること"), capabilities.pages
            )
        )
        home.home.register(
            home.HomeSection(
                "capabilities",
                "catalogue/capabilities.html",
                order=60,
                context=capabilities.on_the_top_page,
            )
        )
        navigation.header.register(
            navigation.Entry(
                "search", _("さがす"), "catalogue:search", order=10, icon="search"
            )
        )
        chores.register(
            Chore(
                "catalogue.reindex",
                "検索の更新",
                act=index.reindex_all,
                # What was published, closed or has begun is found within the hour.
                every=dt.timedelta(hours=1),
            )
        )
