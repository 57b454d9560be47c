"""Pages of the office door, in the order of the work."""

from django.urls import path

from kyoso.administration.amendments.desk import (
    deciding,
    editing,
    lists,
    logic,
    previews,
    trying,
)

app_name = "amendments"
# Officers who change procedures of their section; the second officer publishes.
urlpatterns = [
    path("amendments", lists.listed, name="list"),
    path("amendments/new", lists.new, name="new"),
    path("amendments/new-from-file", lists.new_from_file, name="new_from_file"),
    path("amendments/procedures/<slug:slug>/begin", lists.begin, name="begin"),
    path("amendments/procedures/<slug:slug>/file", lists.export, name="export"),
    path("amendments/procedures/<slug:slug>/compare", deciding.compare, name="compare"),
    path("amendments/procedures/<slug:slug>/suspend", lists.suspend, name="suspend"),
    path("amendments/<slug:ref>", editing.overview, name="amendment"),
    path("amendments/<slug:ref>/part/<str:where>", editing.part, name="part"),
    path("amendments/<slug:ref>/preview/<str:where>", previews.preview, name="preview"),
    path("amendments/<slug:ref>/add/<str:where>", editing.add, name="add"),
    path("amendments/<slug:ref>/move/<str:where>", editing.move, name="move"),
    path("amendments/<slug:ref>/when/<str:where>", logic.condition, name="condition"),
    path("amendments/<slug:ref>/formula/<str:where>", logic.formula, name="formula"),
    path("amendments/<slug:ref>/undo", editing.undo, name="undo"),
    path("amendments/<slug:ref>/form", editing.begin_form, name="begin_form"),
    path("amendments/<slug:ref>/replace", editing.replace, name="replace"),
    path("amendments/<slug:ref>/file", lists.export_amendment, name="export_amendment"),
    path("amendments/<slug:ref>/try", trying.begin, name="try"),
    path("amendments/<slug:ref>/try/end", trying.end, name="try_end"),
    path("amendments/<slug:ref>/try/forget", trying.forget, name="try_forget"),
    path("amendments/<slug:ref>/try/q/<slug:slug>", trying.screen, name="try_screen"),
    path(
        "amendments/<slug:ref>/try/q/<slug:slug>/<slug:name>/<int:number>",
        trying.item,
        name="try_item",
    ),
    path(
        "amendments/<slug:ref>/try/note/<slug:slug>/<slug:key>",
        trying.note,
        name="try_note",
    ),
    path("amendments/<slug:ref>/changes", deciding.changes, name="changes"),
    path("amendments/<slug:ref>/replay", deciding.replay, name="replay"),
    path("amendments/<slug:ref>/follow", deciding.follow, name="follow"),
    path("amendments/<slug:ref>/propose", deciding.propose, name="propose"),
    path("amendments/<slug:ref>/send-back", deciding.send_back, name="send_back"),
    path("amendments/<slug:ref>/publish", deciding.publish, name="publish"),
    path("amendments/<slug:ref>/drop", deciding.drop, name="drop"),
]
