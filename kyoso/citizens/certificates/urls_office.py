"""Pages of the office door: issuing certificates."""

from django.urls import path

from kyoso.citizens.certificates import desk, entering

app_name = "certificates"
urlpatterns = [
    path("certificates", desk.desk, name="desk"),
    path("certificates/enter", entering.kinds, name="enter"),
    path("certificates/enter/<slug:slug>", entering.enter, name="enter_one"),
    path("certificates/<ref:ref>", desk.order, name="desk_order"),
    path("certificates/<ref:ref>/label", desk.label, name="label"),
    path("certificates/<ref:ref>/paper", desk.paper, name="paper"),
    path("certificates/<ref:ref>/<slug:verb>", desk.act, name="act"),
]
