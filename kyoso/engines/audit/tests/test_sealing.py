"""The sealer takes turns and chains everything, in batches."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from kyoso.engines.audit import api as audit
from kyoso.engines.audit import sealing


@pytest.mark.django_db
def test_it_seals_more_than_one_batch(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 4)
    for number in range(10):
        audit.record("tests.happened", by=None, subject=str(number))
    assert audit.seal() == 10
    assert audit.verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_two_sealers_and_a_writer_make_one_chain():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection of an in-memory database")

    def work(act):
        try:
            for _ in range(15):
                act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor() as pool:
        working = [
            pool.submit(work, act)
            for act in (
                audit.seal,
                audit.seal,
                lambda: audit.record("tests.happened", by=None, subject="thing"),
            )
        ]
    for done in working:
        done.result()
    audit.seal()
    report = audit.verify()
    assert report.is_whole, report.findings
    assert report.sealed == 15
