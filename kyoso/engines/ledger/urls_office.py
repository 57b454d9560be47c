"""Pages of the office door."""

from django.urls import path

from kyoso.engines.ledger import desk

app_name = "ledger"
urlpatterns = [
    path("budget", desk.budget, name="budget"),
    path("budget/<ref:ref>", desk.line, name="line"),
    path("ledger/exchange", desk.exchange, name="exchange"),
    path("ledger/exports/<ref:ref>", desk.export_file, name="export"),
    path("ledger/results/<ref:ref>", desk.results, name="results"),
]
