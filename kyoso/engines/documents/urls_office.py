"""Pages of the office door."""

from django.urls import path

from kyoso.engines.documents import notices, seal_book, views

app_name = "documents"
urlpatterns = [
    path("documents", views.waiting, name="waiting"),
    path("documents/notices", notices.notices, name="notices"),
    path("documents/notices/<ref:ref>", notices.notice_run, name="notice_run"),
    path(
        "documents/notices/<ref:ref>/<int:number>.pdf",
        notices.notice_file,
        name="notice_file",
    ),
    path("documents/seals", seal_book.book, name="seals"),
    path("documents/seals.csv", seal_book.export, name="seals_export"),
    path("documents/<ref:ref>/stamp", seal_book.stamp, name="stamp"),
    path("documents/<ref:ref>", views.desk_document, name="document"),
    path("documents/<ref:ref>/glyphs", views.replace_glyphs, name="replace_glyphs"),
]
