"""Pages of the public door, in the order of the journey. ``access`` says who."""

from django.urls import include, path

from kyoso.citizens.applications.views import (
    cases,
    confirming,
    drafts,
    household,
    items,
    procedures,
    sheets,
    signed,
    signing,
)

# Anyone.
finding = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<slug:slug>/", procedures.procedure, name="procedure"),
    path("procedures/<slug:slug>/start/", procedures.start, name="start"),
    path("procedures/<slug:slug>/paper/", procedures.blank_paper, name="blank_paper"),
    path("procedures/<slug:slug>/identity/", procedures.prove, name="identity"),
    path("applications/resume/", procedures.resume, name="resume"),
    path("applications/status/", cases.status, name="status"),
]
# The resident who began the draft, or the browser that holds it.
answering = [
    path("drafts/<slug:ref>/", drafts.draft, name="draft"),
    path("drafts/<slug:ref>/check/", drafts.check, name="check"),
    path("drafts/<slug:ref>/submit/", drafts.submit, name="submit"),
    path("drafts/<slug:ref>/sign/", signing.sign, name="sign"),
    path("drafts/<slug:ref>/identity/", signing.prove, name="draft_identity"),
    path("drafts/<slug:ref>/save/", drafts.save, name="save"),
    path("drafts/<slug:ref>/paper/", drafts.paper, name="paper"),
    path("drafts/<slug:ref>/paper/pdf/", sheets.sheet, name="sheet"),
    path("drafts/<slug:ref>/paper/pdf/file/", sheets.sheet_file, name="sheet_file"),
    path("drafts/<slug:ref>/discard/", drafts.discard, name="discard"),
    path("drafts/<slug:ref>/leave/", drafts.leave, name="leave"),
    path("drafts/<slug:ref>/note/<slug:slug>/<slug:key>/", drafts.note, name="note"),
    path("drafts/<slug:ref>/same/<slug:slug>/", drafts.use_earlier, name="use_earlier"),
    path("drafts/<slug:ref>/q/<slug:slug>/", drafts.question, name="question"),
    path(
        "drafts/<slug:ref>/household/<slug:slug>/",
        household.choose,
        name="household",
    ),
    path(
        "drafts/<slug:ref>/q/<slug:slug>/<slug:item>/<int:number>/",
        items.item,
        name="item",
    ),
    path(
        "drafts/<slug:ref>/q/<slug:slug>/<slug:item>/drop/",
        items.drop,
        name="item_drop",
    ),
]
# Whoever stands at the counter with the short code that the officer shows.
at_the_counter = [
    path("counter/", confirming.confirm, name="confirm"),
    path("counter/answers/", confirming.answers, name="confirm_answers"),
    path("counter/right/", confirming.right, name="confirm_right"),
    path("counter/doubted/", confirming.doubted, name="confirm_doubted"),
]
# The resident who applied, or the browser that opened the case with its slip.
following = [
    path("applications/", cases.mine, name="mine"),
    path("applications/<slug:ref>/", cases.show, name="case"),
    path("applications/<slug:ref>/receipt/", cases.receipt, name="receipt"),
    path("applications/<slug:ref>/answers/", cases.answers, name="answers"),
    path("applications/<slug:ref>/signed/", signed.signed, name="signed"),
    path(
        "applications/<slug:ref>/signed/<int:number>/evidence/",
        signed.evidence,
        name="evidence",
    ),
    path("applications/<slug:ref>/mend/", cases.mend, name="mend"),
    path("applications/<slug:ref>/withdraw/", cases.withdraw, name="withdraw"),
    path("applications/<slug:ref>/notice/", cases.notice, name="notice"),
    path("applications/<slug:ref>/files/<slug:file_ref>/", cases.file, name="file"),
]
urlpatterns = [
    path(
        "", include((finding + answering + at_the_counter + following, "applications"))
    ),
]
