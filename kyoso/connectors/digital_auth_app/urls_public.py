"""Pages of the public door."""

from django.urls import path

from kyoso.connectors.digital_auth_app import views, views_signing

app_name = "digital_auth_app"
urlpatterns = [
    path("login/card", views.start, name="start"),
    path("login/card/go", views.leave, name="leave"),
    path("login/card/callback", views.callback, name="callback"),
    path("sign/card/callback", views_signing.signed, name="signed"),
]
