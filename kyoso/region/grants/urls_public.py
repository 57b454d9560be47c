"""Pages of the public door."""

from django.urls import path

from kyoso.region.grants import views

app_name = "grants"
urlpatterns = [
    path("grants", views.programmes, name="programmes"),
    path("grants.csv", views.numbers, name="numbers"),
    path("grants/<slug:slug>", views.programme, name="programme"),
    path("my-grants", views.mine, name="mine"),
    path("my-grants/<ref:ref>", views.grant, name="grant"),
    path("my-grants/<ref:ref>/report", views.report, name="report"),
    path("my-grants/<ref:ref>/change", views.change, name="change"),
    path("my-grants/<ref:ref>/files/<ref:file_ref>", views.file, name="file"),
]
