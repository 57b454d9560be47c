"""Pages of the public door, in the order of the journey, and the printer's door."""

from django.urls import path

from kyoso.citizens.kiosk import printer, views

app_name = "kiosk"
urlpatterns = [
    path("kiosk", views.start, name="start"),
    path("kiosk/pair", views.pair, name="pair"),
    path("kiosk/choose", views.choose, name="choose"),
    path("kiosk/ask/<slug:slug>", views.ask, name="ask"),
    path("kiosk/jobs/<ref:ref>", views.job, name="job"),
    path("kiosk/jobs/<ref:ref>/print", views.print_now, name="print"),
    path("kiosk/jobs/<ref:ref>/withdraw", views.withdraw, name="withdraw"),
    path("kiosk/still", views.still, name="still"),
    path("kiosk/left", views.left, name="left"),
    path("kiosk/end", views.end, name="end"),
    path("kiosk/printer/next", printer.next_try, name="next_try"),
    path("kiosk/printer/tries/<ref:ref>", printer.outcome, name="outcome"),
    path("kiosk/printer/tries/<ref:ref>/paper", printer.paper, name="paper"),
]
