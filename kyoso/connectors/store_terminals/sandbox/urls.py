"""Address of the double."""

from django.urls import path

from kyoso.connectors.store_terminals.sandbox import views

app_name = "store_terminals_sandbox"
urlpatterns = [path("store-terminal", views.terminal, name="terminal")]
