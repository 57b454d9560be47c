"""目録: one row for each public page in each language, with its words for search."""

from django.conf import settings
from django.db import models

from kyoso.kernel import clock


class Entry(models.Model):
    """公開ページ: what search knows of a page that anyone may read.

    ``title_words`` and ``words`` are the Sudachi tokens (see ``tokens``); the
    database's own index over them is kept by triggers on SQLite and a generated
    column on PostgreSQL, both made in the first migration.
    """

    kind = models.SlugField("種類", max_length=40)
    key = models.CharField("見出し記号", max_length=100)
    language = models.CharField("ことば", max_length=10, choices=settings.LANGUAGES)
    title = models.CharField("題名", max_length=300)
    body = models.TextField("本文", blank=True)
    path = models.CharField("アドレス", max_length=300)
    title_words = models.TextField("題名の語", blank=True)
    words = models.TextField("本文の語", blank=True)
    published_at = models.DateTimeField("公開日時", default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"],
                name="catalogue_entry_once_in_each_language",
                violation_error_message="同じページが、もう目録にあります。",
            )
        ]

    class Privacy:
        retention = "organisation"
        public_rights = "read"
        public = {
            "id",
            "kind",
            "key",
            "language",
            "title",
            "body",
            "path",
            "title_words",
            "words",
            "published_at",
        }

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.language}"
