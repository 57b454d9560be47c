"""Pages of the public door: the resident's own, or the company's they act for."""

from django.urls import path

from kyoso.connectors.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("account/webhooks", views.mine, name="mine"),
    path("account/webhooks/<ref:ref>", views.endpoint, name="endpoint"),
    path("account/webhooks/<ref:ref>/<slug:verb>", views.act, name="act"),
]
