"""Numbers: by symbol and fiscal year, in order, without gaps, given once."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kyoso.engines.documents import api as documents
from kyoso.engines.documents.models import Counter
from kyoso.engines.documents.testing import a_notice, a_paper
from tests import people as cast

pytestmark = pytest.mark.django_db


def issue(section, paper="testing.letter"):
    return documents.issue(
        paper, data=a_notice(), section=section, about="case1", by=None
    )


def test_numbers_follow_one_another(paper, section):
    numbers = [issue(section).serial for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert issue(section).number == f"{section.document_symbol}第4号"


def test_each_section_counts_for_itself(paper, section):
    issue(section)
    assert issue(cast.section(cast.TAX)).serial == 1


def test_a_fiscal_year_begins_with_one_on_the_first_of_april(paper, section, clock_at):
    clock_at("2027-03-31 23:59")
    last = issue(section)
    clock_at("2027-04-01 00:00")
    first = issue(section)
    assert (last.fiscal_year, last.serial) == (2026, 1)
    assert (first.fiscal_year, first.serial) == (2027, 1)


def test_a_transaction_undone_leaves_no_gap(paper, section):
    issue(section)
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(section)
        raise RuntimeError
    assert issue(section).serial == 2


def test_the_database_gives_no_number_twice(paper, section):
    first, second = issue(section), issue(section)
    with pytest.raises(IntegrityError), transaction.atomic():
        documents.Document.objects.filter(pk=second.pk).update(serial=first.serial)


def test_a_paper_without_a_number_takes_none(section):
    with a_paper(numbered=False) as paper:
        document = issue(section, paper.slug)
    assert document.number == ""
    assert not Counter.objects.exists()


def test_a_section_without_a_symbol_cannot_number(paper, section):
    section.document_symbol = ""
    with pytest.raises(documents.SymbolMissing) as caught:
        issue(section)
    assert section.name in caught.value.sentence


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps(section, django_db_blocker):
    """Threads, each with a connection of its own, issue at the same moment."""
    failures = []

    def work():
        try:
            for _ in range(5):
                issue(section)
        except DatabaseError as problem:
            failures.append(problem)
        finally:
            connection.close()

    with a_paper():
        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failures
    serials = documents.Document.objects.values_list("serial", flat=True)
    assert sorted(serials) == list(range(1, 31))
