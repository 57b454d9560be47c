"""収納代行会社: paying on a company's own page (card, QR, bank, store slip).

The connector speaks a small HTTP protocol (``protocol.py``) to a configurable
address. No company in Japan speaks exactly it: whoever connects one writes
another connector with the same five methods (``docs/how-to/connect-a-payment-company.md``).
``sandbox`` is the company of the demo and the tests; production refuses it.
"""
