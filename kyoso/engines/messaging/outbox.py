"""The outbox of the demo: mails that Kyoso would have sent. Not in production."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from kyoso.engines.messaging.models import CaughtMail
from kyoso.engines.people import api as people

SHOWN = 100


# Open to anyone: the log-in codes of the demo's people arrive here.
@require_GET
@people.anyone
def outbox(request: HttpRequest) -> HttpResponse:
    caught = CaughtMail.objects.all()
    wanted = request.GET.get("to", "").strip()
    if wanted:
        caught = caught.filter(recipients__icontains=wanted)
    ctx = {"mails": caught[:SHOWN], "wanted": wanted}
    return render(request, "messaging/outbox.html", ctx)


@require_GET
@people.anyone
def caught_mail(request: HttpRequest, ref: str) -> HttpResponse:
    ctx = {"mail": get_object_or_404(CaughtMail, ref=ref)}
    return render(request, "messaging/caught_mail.html", ctx)
