"""Verbs of the payments engine, a file a matter."""
