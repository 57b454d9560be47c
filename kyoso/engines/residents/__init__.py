"""住民情報の写し: a read-only copy of the resident register and what certificates need.

It is loaded from files of the standardised layout and never edited here. An
account is joined to a person of the register only by the card, by an officer's
decision. One gate (``gate``) answers what may be shown of a person and whether an
issue needs an officer; it gives no reason, so that 支援措置 is never seen from
outside. Entered only by ``residents.api``.
"""
