"""Pages of the office door: entering an application for a person."""

from django.urls import include, path

from kyoso.citizens.applications import desk, desk_confirm, desk_items

# Officers who handle cases, each in their own sections.
entering = [
    path("", desk.desk, name="desk"),
    path("drafts/<slug:ref>/check/", desk.check, name="desk_check"),
    path("drafts/<slug:ref>/submit/", desk.submit, name="desk_submit"),
    path("drafts/<slug:ref>/confirm/", desk_confirm.ask, name="desk_ask"),
    path("drafts/<slug:ref>/scan/", desk_confirm.scan, name="desk_scan"),
    path("drafts/<slug:ref>/scan/file/", desk_confirm.scan_file, name="desk_scan_file"),
    path("drafts/<slug:ref>/sheet/", desk_confirm.sheet, name="desk_sheet"),
    path(
        "drafts/<slug:ref>/sheet/file/",
        desk_confirm.sheet_file,
        name="desk_sheet_file",
    ),
    path("drafts/<slug:ref>/p/<slug:slug>/", desk.page, name="desk_page"),
    path(
        "drafts/<slug:ref>/p/<slug:slug>/<slug:item>/",
        desk_items.item,
        name="desk_item",
    ),
    path(
        "drafts/<slug:ref>/p/<slug:slug>/<slug:item>/drop/",
        desk_items.drop,
        name="desk_item_drop",
    ),
    path("done/<slug:ref>/", desk.done, name="desk_done"),
]
urlpatterns = [
    path("applications/", include((entering, "applications"))),
]
