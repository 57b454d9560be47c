"""通知: mail and post: templates, delivery log, print batches.

Every notice takes one of two routes. By mail only where the person chose it;
by post otherwise: queued as a letter, printed in a batch, dispatched on a day,
perhaps returned (返戻) and sent again. A mail that was cut off in the middle is
never repeated by the machine: it waits for a person (確認が必要). The effect of
``jobs`` is the only record of where a mail stands. Entered only by
``messaging.api``.
"""
