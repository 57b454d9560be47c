"""Verbs of the ledger engine, a file a matter."""
