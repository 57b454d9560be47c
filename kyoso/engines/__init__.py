"""Reusable engines, ordered: each may import only those below it."""
