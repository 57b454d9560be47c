"""Which rows hold the words of a query: one question, put to each database in its own way."""

from collections.abc import Callable, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from kyoso.engines.catalogue.models import Entry
from kyoso.engines.catalogue.tokens import Term

# Rows that are scored; more matches than this are not told apart by score.
_MOST = 300


def matching(
    terms: Sequence[Term], *, all_of_them: bool, beginnings: bool
) -> QuerySet[Entry]:
    """Return the rows that hold all (or any) of the terms, whole or as beginnings."""
    written, question = _SPOKEN[connection.vendor]
    asked = written(terms, " AND " if all_of_them else " OR ", beginnings)
    return Entry.objects.filter(id__in=RawSQL(question, [asked, _MOST]))  # noqa: S611 - constant SQL, the query is a parameter


def _for_sqlite(terms: Sequence[Term], between: str, beginnings: bool) -> str:  # noqa: FBT001
    end = "*" if beginnings else ""
    groups = [
        " OR ".join('"' + form.replace('"', '""') + '"' + end for form in term.forms)
        for term in terms
    ]
    return between.join(f"({group})" for group in groups)


def _for_postgresql(terms: Sequence[Term], between: str, beginnings: bool) -> str:  # noqa: FBT001
    end = ":*" if beginnings else ""
    groups = [
        " | ".join(
            "'" + form.replace("\\", "\\\\").replace("'", "''") + "'" + end
            for form in term.forms
        )
        for term in terms
    ]
    sign = " & " if "AND" in between else " | "
    return sign.join(f"({group})" for group in groups)


_SPOKEN: dict[str, tuple[Callable[[Sequence[Term], str, bool], str], str]] = {
    "sqlite": (
        _for_sqlite,
        """SELECT rowid FROM catalogue_search WHERE catalogue_search MATCH %s
        ORDER BY bm25(catalogue_search, 10.0, 1.0) LIMIT %s""",
    ),
    "postgresql": (
        _for_postgresql,
        """SELECT id FROM catalogue_entry WHERE search @@ %s::tsquery
        ORDER BY published_at DESC LIMIT %s""",
    ),
}
