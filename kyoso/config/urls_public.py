"""The public door: residents, companies, developers."""

from django.urls import include, path

from kyoso.config.api import api
from kyoso.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("kyoso.ui.urls")),
    path("api/v1/", api.urls),
    # The way that residents walk most is found first.
    path("", include("kyoso.citizens.applications.urls_public")),
    path("", include("kyoso.citizens.bills.urls_public")),
    path("", include("kyoso.citizens.certificates.urls_public")),
    path("", include("kyoso.citizens.kiosk.urls_public")),
    path("", include("kyoso.region.grants.urls_public")),
    path("", include("kyoso.engines.people.urls_public")),
    path("", include("kyoso.engines.catalogue.urls_public")),
    path("", include("kyoso.engines.media.urls_public")),
    path("", include("kyoso.engines.documents.urls_public")),
    path("", include("kyoso.engines.payments.urls_public")),
    path("", include("kyoso.engines.certification.urls_public")),
    path("", include("kyoso.plan.urls_public")),
    path("", include("kyoso.connectors.digital_auth_app.urls_public")),
    path("", include("kyoso.connectors.webhooks.urls_public")),
]
handler400 = "kyoso.ui.views.bad_request"
handler403 = "kyoso.ui.views.permission_denied"
handler404 = "kyoso.ui.views.page_not_found"
handler500 = "kyoso.ui.views.server_error"
