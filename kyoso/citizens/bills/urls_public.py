"""Pages of the public door."""

from django.urls import path

from kyoso.citizens.bills import views

app_name = "bills"
urlpatterns = [
    path("bills", views.mine, name="mine"),
    path("bills/<ref:ref>/relief", views.relief, name="relief"),
]
