"""証明の発行: what certificates are asked for, examined, paid, issued and still hold.

The one core of every way to a certificate: the web, the touch screen in city
hall, a clerk. A request (``Order``) is examined against the copy of the register
before anybody pays; it is issued once, by a rule or by a clerk; each paper has a
code by which its receiver asks whether it still holds. Kinds and their layouts
are data (``layouts/``), fees and postage the city's (``certificates.toml``).
Entered only by ``certification.api``.
"""
