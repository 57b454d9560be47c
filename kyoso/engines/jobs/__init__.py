"""処理: effects on the world outside, and what the worker does by the clock.

Every outside effect (mail, push, webhook, print, payment call) begins as an
``Effect`` row in the business transaction, so that it exists exactly when the
business row exists. A worker carries it out; a sweeper hands it out again when
a process was killed. Entered only by ``jobs.api``.
"""
