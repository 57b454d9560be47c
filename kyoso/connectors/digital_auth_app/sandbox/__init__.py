"""A test double of the Digital Authentication App, with a toy card authority.

It behaves and refuses as the real provider does (``docs/explanation/
card-log-in.md`` lists the facts and their sources), on cards of people who do not
exist. Started by ``make demo`` and by tests; production refuses it at start.
"""
