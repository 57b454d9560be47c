"""Pages of the office door."""

from django.urls import path

from kyoso.connectors.national_portal import views

app_name = "national_portal"
urlpatterns = [
    path("portal", views.arrivals, name="arrivals"),
    path("portal/<ref:ref>", views.arrival, name="arrival"),
    path("portal/<ref:ref>/files/<int:number>", views.enclosed, name="enclosed"),
    path("portal/<ref:ref>/<slug:verb>", views.act, name="act"),
]
