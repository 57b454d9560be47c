"""指標: definitions with versions, dated values with provenance, targets, status.

Counted, not claimed: a value is computed from the operating tables, imported with
its source, or typed in by a named officer with evidence and confirmed by a second
one. A published value is never changed; a correction is a new value that replaces
it and leaves it readable. Entered only by indicators.api.
"""
