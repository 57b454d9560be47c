"""Pages of the office door."""

from django.urls import path

from kyoso.engines.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs", views.overview, name="overview"),
    path("jobs/<ref:ref>", views.effect, name="effect"),
    path("jobs/<ref:ref>/decide", views.decide, name="decide"),
]
