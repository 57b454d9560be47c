"""Addresses of the company: the protocol's, and the page where one pays."""

from django.urls import path

from kyoso.connectors.payment_page.sandbox import views

app_name = "payment_page_sandbox"
urlpatterns = [
    path("v1/payments/<slug:key>", views.payment, name="payment"),
    path("v1/payments/<slug:key>/cancel", views.cancel, name="cancel"),
    path(
        "v1/payments/<slug:key>/refunds/<slug:refund_key>", views.refund, name="refund"
    ),
    path("pay/<slug:key>", views.page, name="page"),
]
