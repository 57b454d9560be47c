"""Pages of the public door."""

from django.urls import URLPattern, URLResolver, include, path

from kyoso.engines.catalogue import views

_pages = [
    path("", views.top, name="top"),
    path("search", views.results, name="search"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_pages, "catalogue"))),
]
