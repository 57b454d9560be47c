"""Pages of the office door: devices and their print jobs."""

from django.urls import path

from kyoso.citizens.kiosk import desk

app_name = "kiosk"
urlpatterns = [
    path("kiosk", desk.desk, name="desk"),
    path("kiosk/devices/new", desk.new_device, name="new_device"),
    path("kiosk/devices/<ref:ref>/<slug:verb>", desk.act_on_device, name="act_device"),
    path("kiosk/jobs/<ref:ref>", desk.job, name="desk_job"),
    path("kiosk/jobs/<ref:ref>/<slug:verb>", desk.act, name="act"),
]
