"""The office door: the centre's entrance (over LGWAN), and the officers' pages."""

from django.urls import path

from kyoso.connectors.store_terminals import desk, views

app_name = "store_terminals"
_ONE = "store-terminals/v1/requests/<slug:number>"
urlpatterns = [
    path(_ONE, views.request, name="ask"),
    path(f"{_ONE}/paid", views.paid, name="paid"),
    path(f"{_ONE}/paper", views.paper, name="paper"),
    path(f"{_ONE}/outcome", views.outcome, name="outcome"),
    path(f"{_ONE}/cancel", views.cancel, name="cancel"),
    path("store-terminals", desk.desk, name="desk"),
    path("store-terminals/<ref:ref>", desk.store_request, name="request"),
    path("store-terminals/<ref:ref>/<slug:verb>", desk.act, name="act"),
]
