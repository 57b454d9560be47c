"""The sandbox door: test doubles of the outside, never in production."""

from django.urls import include, path

from kyoso.config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("kyoso.connectors.digital_auth_app.sandbox.urls")),
    path("", include("kyoso.connectors.national_portal.sandbox.urls")),
    path("", include("kyoso.connectors.payment_page.sandbox.urls")),
    path("", include("kyoso.connectors.webhooks.sandbox.urls")),
    path("", include("kyoso.connectors.store_terminals.sandbox.urls")),
]
handler400 = "kyoso.ui.views.bad_request"
handler403 = "kyoso.ui.views.permission_denied"
handler404 = "kyoso.ui.views.page_not_found"
handler500 = "kyoso.ui.views.server_error"
