"""The office door: officers only; a city keeps it on its internal network."""

from django.urls import include, path

from kyoso.config import personal_files_page
from kyoso.config.api_office import api
from kyoso.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("kyoso.ui.urls")),
    path("api/v1/", api.urls),
    path("privacy/files", personal_files_page.page, name="personal_files"),
    path("", include("kyoso.engines.people.urls_office")),
    path("", include("kyoso.engines.jobs.urls_office")),
    path("", include("kyoso.engines.tray.urls_office")),
    path("", include("kyoso.engines.media.urls_office")),
    path("", include("kyoso.engines.residents.urls_office")),
    path("", include("kyoso.engines.messaging.urls_office")),
    path("", include("kyoso.engines.documents.urls_office")),
    path("", include("kyoso.engines.ledger.urls_office")),
    path("", include("kyoso.engines.payments.urls_office")),
    path("", include("kyoso.engines.indicators.urls_office")),
    path("", include("kyoso.engines.casework.urls_office")),
    path("", include("kyoso.plan.urls_office")),
    path("", include("kyoso.citizens.applications.urls_office")),
    path("", include("kyoso.citizens.certificates.urls_office")),
    path("", include("kyoso.citizens.kiosk.urls_office")),
    path("", include("kyoso.region.grants.urls_office")),
    path("", include("kyoso.connectors.store_terminals.urls_office")),
    path("", include("kyoso.administration.amendments.urls_office")),
    path("", include("kyoso.connectors.national_portal.urls_office")),
]
handler400 = "kyoso.ui.views.bad_request"
handler403 = "kyoso.ui.views.permission_denied"
handler404 = "kyoso.ui.views.page_not_found"
handler500 = "kyoso.ui.views.server_error"
