"""Pages of the public door."""

from django.urls import path

from kyoso.connectors.digital_auth_app import views

app_name = "digital_auth_app"
urlpatterns = [
    path("login/card", views.start, name="start"),
    path("login/card/go", views.leave, name="leave"),
    path("login/card/callback", views.callback, name="callback"),
]
