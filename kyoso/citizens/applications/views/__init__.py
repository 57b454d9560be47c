"""Residents' pages, in the order of the journey: procedures, drafts, cases."""
