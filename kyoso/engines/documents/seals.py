"""公印: who may use which seal on which paper, and the book of every use.

Most cities' 公印規則 ask for a 公印使用簿; which columns it has is each city's own
rule. This one has the day, the seal, the paper's number and 件名, the section and
the officer, and no addressee: who reads it need not know who was written to.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import errors
from kyoso.engines.documents.kinds import Seal, papers
from kyoso.engines.documents.models import (
    Document,
    DocumentQuerySet,
    SealImage,
    SealUse,
)
from kyoso.engines.people.api import Account, Section
from kyoso.kernel.eras import fiscal_year_days


def write_down_printed(document: Document) -> None:
    """Enter a paper whose PDF carries the imprint, in the transaction that keeps it."""
    if document.seal_image is not None:
        SealUse.objects.create(
            document=document,
            title=document.seal_image.title,
            how=SealUse.How.PRINTED,
            by=document.issued_by,
        )


@transaction.atomic
def stamp(document: Document, *, title: str, by: Account) -> SealUse:
    """Write down that the seal was put on the printed paper by hand.

    ``title`` is which seal. Raises ``NothingToStamp`` for a paper that has no place
    for a seal or no PDF yet, ``StampedAlready`` the second time.
    """
    if papers.get(document.paper).seal is not Seal.REQUIRED or not document.file_id:
        raise errors.NothingToStamp
    try:
        with transaction.atomic():
            use = SealUse.objects.create(
                document=document, title=title, how=SealUse.How.STAMPED, by=by
            )
    except IntegrityError:
        raise errors.StampedAlready from None
    audit.record(
        "documents.stamped",
        by=by,
        subject=document,
        person=papers.get(document.paper).person(document),
        reason=document.about,
    )
    return use


def waiting_for_a_seal(sections: list[Section]) -> DocumentQuerySet:
    """Return the papers of these sections that are printed and not yet stamped."""
    stamped = [one.slug for one in papers if one.seal is Seal.REQUIRED]
    found: DocumentQuerySet = (
        Document.objects.of_sections(sections)
        .filter(paper__in=stamped, file__isnull=False, seal_use=None)
        .select_related("section")
        .order_by("issued_at", "id")
    )
    return found


def uses(sections: list[Section], *, year: int) -> "list[SealUse]":
    """Return the book of a fiscal year: of these sections' papers and kept seals."""
    kept = SealImage.objects.filter(keeper__in=sections).values("title")
    found = SealUse.objects.filter(
        Q(document__section__in=sections) | Q(title__in=kept),
        at__date__range=fiscal_year_days(year),
    )
    return list(found.select_related("document__section", "by__officer"))


def known_titles(sections: list[Section]) -> list[str]:
    """Return how seals are called here: those of the ledger, those used before."""
    titles = set(SealImage.objects.values_list("title", flat=True))
    before = SealUse.objects.filter(document__section__in=sections)
    return sorted(titles.union(before.values_list("title", flat=True)))
