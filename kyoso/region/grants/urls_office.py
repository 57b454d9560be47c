"""Pages of the office door."""

from django.urls import path

from kyoso.region.grants import desk

app_name = "grants"
urlpatterns = [
    path("grants", desk.grants, name="desk"),
    path("grants/list.csv", desk.export, name="export"),
    path("grants/<ref:ref>", desk.grant, name="desk_grant"),
    path("grants/<ref:ref>/<slug:verb>", desk.act, name="act"),
    path("grants/<ref:ref>/files/<ref:file_ref>", desk.file, name="desk_file"),
]
