"""電子署名: what a person signed with the card, and the proof that lasts.

A capability asks for a signature under a canonical readable text (要約); a
connector brings back what the card made of its digest; the engine examines it,
keeps the evidence for ever unchanged, and examines it again from that evidence
alone, years later. It knows neither forms nor cases: what is signed is a text.
"""
