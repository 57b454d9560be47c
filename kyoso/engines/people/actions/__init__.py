"""Verbs of the people engine, by notion."""
