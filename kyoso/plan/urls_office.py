"""Pages of the office door, in the order of headquarters' year."""

from django.urls import path

from kyoso.plan import desk, desk_meetings, desk_reports

app_name = "plan"
urlpatterns = [
    path("headquarters", desk.dashboard, name="dashboard"),
    path("headquarters/initiatives", desk.initiatives, name="initiatives"),
    path("headquarters/meetings", desk_meetings.meetings, name="meetings"),
    path("headquarters/meetings/new", desk_meetings.new_meeting, name="new_meeting"),
    path("headquarters/meetings/<ref:ref>", desk_meetings.meeting, name="meeting"),
    path(
        "headquarters/meetings/<ref:ref>/attendance",
        desk_meetings.attend,
        name="attend",
    ),
    path(
        "headquarters/meetings/<ref:ref>/agenda",
        desk_meetings.add_agenda_item,
        name="add_agenda_item",
    ),
    path(
        "headquarters/meetings/<ref:ref>/agenda/<int:number>/remove",
        desk_meetings.remove_agenda_item,
        name="remove_agenda_item",
    ),
    path("headquarters/meetings/<ref:ref>/hold", desk_meetings.hold, name="hold"),
    path(
        "headquarters/meetings/<ref:ref>/decide/<slug:kind>",
        desk_meetings.decide,
        name="decide",
    ),
    path("headquarters/meetings/<ref:ref>/pack", desk_meetings.pack, name="pack"),
    path(
        "headquarters/meetings/<ref:ref>/publish",
        desk_meetings.publish,
        name="publish",
    ),
    path(
        "headquarters/decisions/<ref:ref>/follow-up",
        desk_meetings.add_follow_up,
        name="add_follow_up",
    ),
    path(
        "headquarters/follow-ups/<ref:ref>",
        desk_meetings.finish_follow_up,
        name="finish_follow_up",
    ),
    path("initiative-reports", desk_reports.reports, name="reports"),
    path(
        "initiative-reports/<slug:slug>/<int:year>/<int:number>",
        desk_reports.report,
        name="report",
    ),
    path(
        "initiative-reports/<ref:ref>/submit", desk_reports.submit, name="submit_report"
    ),
    path(
        "initiative-reports/<ref:ref>/review", desk_reports.review, name="review_report"
    ),
    path("headquarters/snapshots", desk_reports.snapshots, name="snapshots"),
    path("headquarters/snapshots/<ref:ref>", desk_reports.snapshot, name="snapshot"),
]
