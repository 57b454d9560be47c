"""Verbs of the residents engine, by notion."""
