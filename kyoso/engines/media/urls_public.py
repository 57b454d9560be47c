"""Pages of the public door."""

from django.urls import path

from kyoso.engines.media import views

app_name = "media"
urlpatterns = [
    path("files/<ref:ref>", views.download_for_resident, name="download"),
]
