"""Verbs of joining accounts to the register: note what a card said, decide who it is."""

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from kyoso.engines.residents import standings
from kyoso.engines.residents.errors import PersonTaken, ProofSettled
from kyoso.engines.residents.models import CardProof, Link, Matching, Person
from kyoso.kernel import clock


@transaction.atomic
def note_proof(
    account: people.Account, *, told: people.Attributes, by: people.Account | None
) -> CardProof | None:
    """Keep what a card said, for an officer to compare; the same again keeps nothing.

    Works with the rights of the public process: it reads and adds, no more.
    """
    last = CardProof.objects.filter(account=account).last()
    fresh = CardProof(
        account=account,
        name=told.name,
        address=told.address,
        born_on=told.born_on,
        sex=told.sex,
    )
    if last is not None and _said(last) == _said(fresh):
        return None
    fresh.save()
    audit.record(
        "residents.card_shown", by=by, subject=fresh, person=account, reason=""
    )
    return fresh


@transaction.atomic
def link(proof: CardProof, *, person: Person, by: people.Account) -> Link:
    """Decide that the card's holder is this person of the register.

    A later card of the same account may lead to the same person only. Raises
    ``ProofSettled``, ``PersonTaken``.
    """
    held = _held(proof)
    taken = Link.objects.filter(person=person).exclude(account=held.account)
    other = Link.objects.filter(account=held.account).exclude(person=person)
    if taken.exists() or other.exists():
        raise PersonTaken
    _settle(held, person, by)
    made, _ = Link.objects.update_or_create(
        account=held.account, defaults={"person": person, "proof": held}
    )
    standings.refresh_all()
    audit.record("residents.linked", by=by, subject=person, person=held.account)
    return made


@transaction.atomic
def find_nobody(proof: CardProof, *, by: people.Account) -> Matching:
    """Decide that the card's holder is nobody of the register. Raises ``ProofSettled``."""
    held = _held(proof)
    settled = _settle(held, None, by)
    audit.record("residents.found_nobody", by=by, subject=held, person=held.account)
    return settled


def _held(proof: CardProof) -> CardProof:
    held = (
        CardProof.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=proof.pk)
    )
    if Matching.objects.filter(proof=held).exists():
        raise ProofSettled
    return held


def _settle(held: CardProof, person: Person | None, by: people.Account) -> Matching:
    return Matching.objects.create(
        proof=held, person=person, decided_at=clock.now(), decided_by=by
    )


def _said(proof: CardProof) -> tuple[object, ...]:
    return proof.name, proof.address, proof.born_on, proof.sex
