"""Pages of the office door."""

from django.urls import path

from kyoso.engines.payments import desk

app_name = "payments"
urlpatterns = [
    path("dues", desk.dues, name="dues"),
    path("dues/<ref:ref>", desk.due, name="desk_due"),
    path("dues/<ref:ref>/<slug:verb>", desk.act, name="act"),
    path("refunds/<ref:ref>/<slug:verb>", desk.refund, name="refund"),
    path("discrepancies", desk.discrepancies, name="discrepancies"),
    path("discrepancies/<ref:ref>", desk.discrepancy, name="discrepancy"),
    path("reconciliation", desk.reconciliation, name="reconciliation"),
    path("reconciliation/<ref:ref>", desk.reconciliation_file, name="file"),
    path("designations", desk.designations, name="designations"),
    path("designations/<ref:ref>", desk.designation, name="designation"),
]
