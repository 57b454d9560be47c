"""Verbs of the certification engine: by the requester, by officers, about papers."""
