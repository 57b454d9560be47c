"""Addresses of the receiver."""

from django.urls import path

from kyoso.connectors.webhooks.sandbox import views

app_name = "webhooks_sandbox"
urlpatterns = [path("notices/<slug:name>", views.notices, name="notices")]
