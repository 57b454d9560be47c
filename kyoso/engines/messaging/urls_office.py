"""Pages of the office door. All but the demo's outbox need DISPATCH_MAIL."""

from django.conf import settings
from django.urls import path

from kyoso.engines.messaging import outbox, post, views

app_name = "messaging"
urlpatterns = [
    path("messages", views.log, name="log"),
    path("messages/<ref:ref>", views.message, name="message"),
    path("messages/<ref:ref>/decide", views.decide, name="decide"),
    path("messages/<ref:ref>/return", views.take_back, name="take_back"),
    path("messages/<ref:ref>/again", views.send_again, name="send_again"),
    path("letters", post.letters, name="letters"),
    path("letters/returned", post.returned, name="returned"),
    path("letters/batches", post.make_batch, name="make_batch"),
    path("letters/batches/<ref:ref>", post.batch, name="batch"),
    path("letters/batches/<ref:ref>/letters", post.print_letters, name="print_letters"),
    path("letters/batches/<ref:ref>/labels", post.print_labels, name="print_labels"),
    path("letters/batches/<ref:ref>/files", post.print_files, name="print_files"),
    path("letters/batches/<ref:ref>/dispatch", post.dispatch, name="dispatch"),
]
if not settings.PRODUCTION:
    urlpatterns += [
        path("_outbox", outbox.outbox, name="outbox"),
        path("_outbox/<ref:ref>", outbox.caught_mail, name="caught_mail"),
    ]
