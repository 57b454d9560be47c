"""Pages of the office door, in the order of a case's life."""

from django.urls import path

from kyoso.engines.casework.desk import (
    acts,
    asking,
    bulk,
    charges,
    deciding,
    page,
    queue,
    related,
    reviews,
    saved,
    signatures,
)

app_name = "casework"
urlpatterns = [
    path("cases", queue.queue, name="queue"),
    path("cases/order", queue.keep_order, name="keep_order"),
    path("cases/export", queue.export_page, name="export_page"),
    path("cases/filters", saved.save_filter, name="save_filter"),
    path("cases/filters/<str:ref>/end", saved.forget_filter, name="forget_filter"),
    path("cases/bulk", bulk.bulk_act, name="bulk"),
    path("cases/bulk/<str:ref>", bulk.bulk_result, name="bulk_result"),
    path("cases/print", bulk.print_cases, name="print"),
    path("cases/export.csv", queue.export, name="export"),
    path("cases/<str:ref>", page.case_page, name="case"),
    path("cases/<str:ref>/files/<str:file_ref>", page.file, name="file"),
    path("cases/<str:ref>/notice.pdf", page.notice, name="notice"),
    path("cases/<str:ref>/accept", acts.accept, name="accept"),
    path("cases/<str:ref>/assign", acts.assign, name="assign"),
    path("cases/<str:ref>/notes", acts.note, name="notes"),
    path("cases/<str:ref>/correction", acts.ask_correction, name="correction"),
    path("cases/<str:ref>/correction/end", acts.end_correction, name="end_correction"),
    path("cases/<str:ref>/charge", charges.charge, name="charge"),
    path("cases/<str:ref>/extension", acts.extend, name="extend"),
    path("cases/<str:ref>/proposal", deciding.propose, name="propose"),
    path("cases/<str:ref>/proposal/pull-back", deciding.pull_back, name="pull_back"),
    path("cases/<str:ref>/approval", deciding.approve, name="approve"),
    path("cases/<str:ref>/approval/send-back", deciding.send_back, name="send_back"),
    path("cases/<str:ref>/consultation", asking.consultation, name="consultation"),
    path("cases/<str:ref>/passing", asking.pass_on, name="pass_on"),
    path("cases/<str:ref>/passing/answer", asking.take_over, name="take_over"),
    path("cases/<str:ref>/passing/end", asking.take_back, name="take_back"),
    path("cases/<str:ref>/related", related.related, name="related"),
    path("cases/<str:ref>/related/<str:other>/end", related.unlink, name="unlink"),
    path("cases/<str:ref>/review", reviews.review, name="review"),
    path("cases/<str:ref>/signature", signatures.signature, name="signature"),
    path("cases/<str:ref>/withdrawal", acts.withdraw, name="withdraw"),
]
