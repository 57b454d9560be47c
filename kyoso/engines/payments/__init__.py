"""支払い: how a resident pays what is due, by which way, and what became of it.

An attempt is not a payment: one due may have many attempts, and it is paid when
any of them was. What providers tell, in whatever order and however often, is
joined into one truth (``machine``); what they forget to tell is asked for. The
money itself moves between the payer, the provider and the city's bank; Kyoso
keeps the books (``ledger``). Entered only by ``payments.api``; a connector to a
payment company implements ``payments.base``.
"""
