"""Pages of the public door, in the order of the journey. ``access`` says who."""

from django.urls import path

from kyoso.engines.payments import views

app_name = "payments"
urlpatterns = [
    path("pay/<ref:ref>", views.due, name="due"),
    path("pay/<ref:ref>/start", views.start, name="start"),
    path("pay/<ref:ref>/slip", views.slip, name="slip"),
    path("pay/<ref:ref>/proof", views.proof, name="proof"),
    path("pay/attempts/<ref:ref>", views.attempt, name="attempt"),
    path("pay/attempts/<ref:ref>/back", views.back, name="back"),
    path("pay/attempts/<ref:ref>/leave", views.leave, name="leave"),
    path("payments/webhooks/<slug:provider>", views.webhook, name="webhook"),
]
