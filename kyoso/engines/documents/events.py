"""What happened to a paper; receivers run in the same transaction and write rows only."""

from django.dispatch import Signal

document_made = Signal()
"""The PDF of a paper exists: ``document`` (``document.file`` is set)."""
