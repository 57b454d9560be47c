"""So many times in so long, and no more, however many ask at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connections

from kyoso.engines.people import errors, limits


@pytest.fixture(autouse=True)
def no_limits(db):
    cache.clear()


def test_it_allows_so_many_and_no_more():
    assert [limits.allow("t", "k", 3, 60) for _ in range(5)] == [True] * 3 + [False] * 2
    assert limits.allow("t", "other", 3, 60)
    assert limits.allow("other", "k", 3, 60)
    with pytest.raises(errors.TooManyAttempts):
        limits.consume("t", "k", 3, 60)


def test_it_allows_again_when_the_time_is_over():
    assert limits.allow("t", "k", 1, 0.001)
    assert limits.allow("t", "k", 1, 60)
    assert not limits.allow("t", "k", 1, 60)


@pytest.mark.django_db(transaction=True)
def test_it_counts_who_ask_at_once():
    def ask(_):
        try:
            return limits.allow("t", "k", 5, 60)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(16)))
    assert sum(answers) == 5


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "198.51.100.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        # Whoever writes the header themself is not believed: the proxy's word is last.
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (1, "", "198.51.100.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_it_counts_a_stranger_by_what_the_trusted_proxy_says(
    rf, settings, proxies, forwarded, address
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    request = rf.get("/", headers=headers, REMOTE_ADDR="198.51.100.1")
    assert limits.address_of(request) == address
