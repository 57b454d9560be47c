"""Pages of the office door."""

from django.urls import path

from kyoso.engines.tray import views

app_name = "tray"
urlpatterns = [
    path("tray", views.tray, name="tray"),
    path("tray/take", views.take_all, name="take_all"),
    path("tray/<ref:ref>/take", views.take, name="take"),
    path("tray/<ref:ref>/acknowledge", views.acknowledge, name="acknowledge"),
]
