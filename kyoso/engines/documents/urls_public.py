"""Pages of the public door."""

from django.urls import path

from kyoso.engines.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/<ref:ref>", views.document, name="document"),
]
