"""Pages of the public door."""

from django.urls import path

from kyoso.plan import feeds, views

app_name = "plan"
urlpatterns = [
    path("plan", views.overview, name="overview"),
    path("plan/initiatives/<slug:slug>", views.initiative, name="initiative"),
    path("plan/indicators/<slug:slug>", views.indicator, name="indicator"),
    path("plan/indicators/<slug:slug>.csv", views.indicator_csv, name="indicator_csv"),
    path(
        "plan/indicators/<slug:slug>.atom",
        feeds.indicator,
        name="indicator_feed",
    ),
    path("plan/revisions", views.revisions, name="revisions"),
    path("plan/decisions", views.decisions, name="decisions"),
    path("plan/feed.atom", feeds.plan, name="feed"),
    path("plan/snapshots/<ref:ref>", views.snapshot, name="snapshot"),
    path("plan/snapshots/<ref:ref>.json", views.snapshot_json, name="snapshot_json"),
    path("plan/plans/<slug:plan>", views.overview, name="overview_of"),
    path("plan/plans/<slug:plan>/revisions", views.revisions, name="revisions_of"),
    path("plan/plans/<slug:plan>/decisions", views.decisions, name="decisions_of"),
    path(
        "plan/plans/<slug:plan>/initiatives/<slug:slug>",
        views.initiative,
        name="initiative_of",
    ),
]
