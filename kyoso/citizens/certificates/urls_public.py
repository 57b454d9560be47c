"""Pages of the public door, in the order of the journey."""

from django.urls import path

from kyoso.citizens.certificates import views

app_name = "certificates"
urlpatterns = [
    path("certificates", views.certificates, name="list"),
    path("certificates/for", views.advice, name="advice"),
    path("certificates/new/<slug:slug>", views.ask, name="ask"),
    path("certificates/mine", views.mine, name="mine"),
    path("certificates/requests/<ref:ref>", views.order, name="order"),
    path("certificates/requests/<ref:ref>/withdraw", views.withdraw, name="withdraw"),
    path("certificates/requests/<ref:ref>/pdf", views.pdf, name="pdf"),
]
