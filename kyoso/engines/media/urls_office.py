"""Pages of the office door."""

from django.urls import path

from kyoso.engines.media import views

app_name = "media"
urlpatterns = [
    path("files/<ref:ref>", views.download_for_officer, name="download"),
]
