"""What is shown may be a moment old, and no older; in tests it is never old."""

import time

from kyoso.kernel import kept


def test_it_reads_once_while_it_keeps(settings):
    settings.KEPT_PAGE_SECONDS = 30
    told = iter("ab")
    assert [kept.briefly("x", lambda: next(told)) for _ in range(2)] == ["a", "a"]


def test_it_reads_again_after_its_time(settings):
    settings.KEPT_PAGE_SECONDS = 0.01
    told = iter("ab")
    kept.briefly("x", lambda: next(told))
    time.sleep(0.05)
    assert kept.briefly("x", lambda: next(told)) == "b"


def test_it_keeps_nothing_in_tests():
    told = iter("ab")
    assert [kept.briefly("x", lambda: next(told)) for _ in range(2)] == ["a", "b"]


def test_what_never_changes_is_read_once():
    told = iter("ab")
    assert [kept.for_good("x", lambda: next(told)) for _ in range(2)] == ["a", "a"]


def test_nothing_read_is_kept_like_anything_else():
    told = iter([None, "b"])
    assert [kept.for_good("x", lambda: next(told)) for _ in range(2)] == [None, None]


def test_it_begins_again_when_it_holds_too_much(monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 1)
    told = iter("abc")
    kept.for_good("x", lambda: next(told))
    kept.for_good("y", lambda: next(told))
    assert kept.for_good("x", lambda: next(told)) == "c"
