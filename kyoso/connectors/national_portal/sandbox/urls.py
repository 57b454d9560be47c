"""Addresses of the double: the wire's, and the page that lets it act."""

from django.urls import path

from kyoso.connectors.national_portal.sandbox import views

app_name = "national_portal_sandbox"
urlpatterns = [
    path("national-portal", views.page, name="page"),
    path("national-portal/login", views.login, name="login"),
    path("national-portal/applications", views.applications, name="applications"),
    path(
        "national-portal/applications/<slug:number>",
        views.application,
        name="application",
    ),
    path(
        "national-portal/applications/<slug:number>/acknowledge",
        views.acknowledge,
        name="acknowledge",
    ),
]
