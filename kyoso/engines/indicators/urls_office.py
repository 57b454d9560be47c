"""Pages of the office door, in the order of a value's life."""

from django.urls import path

from kyoso.engines.indicators import desk, desk_definitions, desk_sheets

app_name = "indicators"
urlpatterns = [
    path("indicators", desk.mine, name="mine"),
    path("indicators/new", desk_definitions.define, name="define"),
    path("indicators/import", desk_sheets.import_values, name="import"),
    path("indicators/import/sheet.csv", desk_sheets.sheet, name="sheet"),
    path("indicators/lists", desk_sheets.lists, name="lists"),
    path("indicators/lists/new", desk_sheets.new_list, name="new_list"),
    path("indicators/values/<str:ref>", desk.value, name="value"),
    path("indicators/values/<str:ref>/confirm", desk.confirm, name="confirm"),
    path("indicators/values/<str:ref>/send-back", desk.send_back, name="send_back"),
    path("indicators/values/<str:ref>/correct", desk.correct, name="correct"),
    path("indicators/of/<slug:slug>", desk.indicator, name="indicator"),
    path("indicators/of/<slug:slug>/enter", desk.enter, name="enter"),
    path("indicators/of/<slug:slug>/recompute", desk.recompute, name="recompute"),
    path("indicators/of/<slug:slug>/ask", desk.ask, name="ask"),
    path(
        "indicators/of/<slug:slug>/definition",
        desk_definitions.redefine,
        name="redefine",
    ),
    path("indicators/of/<slug:slug>/mark", desk_definitions.mark, name="mark"),
    path(
        "indicators/of/<slug:slug>/frequency",
        desk_definitions.frequency,
        name="frequency",
    ),
]
