"""変化のお知らせ（webhook）: a resident's or company's system hears that a case moved.

Who applies may register up to five https addresses. When an application of theirs
moves, each gets a signed notice (HMAC-SHA256) with the application's ref and the
word of its state, and nothing about the person: the rest is fetched from the API
with a token. An address that keeps failing is switched off; its owner switches it
on again. Members of a company manage the company's.

States of an address: on → off (its owner, or the machine after failures) ⇄ on →
ended. States of a notice: waiting → delivered, failed or dropped.
"""
