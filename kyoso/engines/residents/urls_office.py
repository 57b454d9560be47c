"""Pages of the office door; all need READ_REGISTER."""

from django.urls import path

from kyoso.engines.residents import matching_desk, views

app_name = "residents"
urlpatterns = [
    path("register", views.search, name="search"),
    path("register/people/<ref:ref>", views.person, name="person"),
    path("register/people/<ref:ref>/household", views.household, name="household"),
    path("register/loads", views.loads, name="loads"),
    path("register/matching", matching_desk.queue, name="matching"),
    path("register/matching/<ref:ref>", matching_desk.match, name="match"),
]
