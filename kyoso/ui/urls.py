"""Pages of the design system that stand behind both doors."""

from django.conf import settings
from django.urls import include, path

from kyoso.ui import views

_pages = [path("language", views.language, name="language")]
if not settings.PRODUCTION:
    from kyoso.ui import styleguide

    _pages += [
        path("_styleguide/", styleguide.contents, name="styleguide"),
        path("_styleguide/<slug:slug>", styleguide.example, name="example"),
    ]
urlpatterns = [path("", include((_pages, "ui")))]
