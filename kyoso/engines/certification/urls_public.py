"""Pages of the public door: does a certificate hold."""

from django.urls import path

from kyoso.engines.certification import views

app_name = "certification"
urlpatterns = [
    path("verify", views.verify, name="verify"),
    path("verify/<slug:code>", views.certificate, name="certificate"),
]
