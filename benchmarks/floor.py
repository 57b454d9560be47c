"""The floor of the page benchmarks: a bare Django page with one query.

Settings and application in one module, as small as Django allows: no
middleware, one query over a persistent connection, one template, compiled once.
"""

import functools
import os

import dj_database_url
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

SECRET_KEY = "benchmark"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "benchmarks.floor"
USE_TZ = True
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("FLOOR_DATABASE", "sqlite://:memory:"), conn_max_age=None
    )
}
PAGE = "<!doctype html><html lang=ja><title>{{ n }}</title><h1>{{ n }}</h1></html>"


@functools.cache
def template() -> Template:
    """Compile the page once, as Django's own loader does."""
    return Template(PAGE)


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_section")
        (n,) = cursor.fetchone()
    return HttpResponse(template().render(Context({"n": n})))


urlpatterns = [path("", page)]

if os.environ.get("DJANGO_SETTINGS_MODULE") == "benchmarks.floor":
    application = get_wsgi_application()
