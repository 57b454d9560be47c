"""Verbs of the casework engine, in the order of a case's life."""
