"""カードの照合: an officer decides whose card it was; the machine only lines up candidates."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.residents.actions.links import find_nobody, link
from kyoso.engines.residents.forms import NOBODY, MatchForm
from kyoso.engines.residents.labels import PREFIX
from kyoso.engines.residents.matching import Candidate, candidates
from kyoso.engines.residents.models import CardProof, Person
from kyoso.kernel.errors import Refusal

READ = people.Permission.READ_REGISTER
_SHOWN = 200


@require_GET
@people.officer(READ)
def queue(request: people.OfficerRequest) -> HttpResponse:
    """Proofs that nobody has compared yet, the oldest first."""
    waiting = CardProof.objects.filter(matching=None)
    ctx = {"proofs": waiting[:_SHOWN], "count": waiting.count()}
    return render(request, "residents/matching.html", ctx)


@people.officer(READ)
def match(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One card beside the candidates of the register, attribute by attribute."""
    proof = get_object_or_404(
        CardProof.objects.select_related("account", "matching"), ref=ref
    )
    audit.record(
        "residents.proof_read",
        by=request.officer.account,
        subject=proof,
        person=proof.account,
        reason=f"{PREFIX}identity",
    )
    is_open = not hasattr(proof, "matching")
    likely = candidates(proof) if is_open else []
    posted = request.POST if request.method == "POST" else None
    form = MatchForm(posted, candidates=likely)
    if form.is_valid():
        try:
            _decide(request, proof, likely, form.cleaned_data["person"])
        except Refusal as refusal:
            form.add_error("person", refusal.sentence)
        else:
            return redirect("residents:matching")
    shielded = Person.objects.shielded().filter(
        pk__in=[one.person.pk for one in likely]
    )
    ctx = {
        "proof": proof,
        "form": form,
        "candidates": likely,
        "shielded": set(shielded.values_list("pk", flat=True)),
        "is_open": is_open,
    }
    status = 422 if form.errors else 200
    return render(request, "residents/match.html", ctx, status=status)


def _decide(
    request: people.OfficerRequest,
    proof: CardProof,
    likely: list[Candidate],
    chosen: str,
) -> None:
    account = request.officer.account
    if chosen == NOBODY:
        find_nobody(proof, by=account)
        messages.success(request, "該当する住民がいないことを記録しました。")
        return
    holder: Person = next(one.person for one in likely if one.person.ref == chosen)
    link(proof, person=holder, by=account)
    messages.success(request, "利用者と住民をつなぎました。")
