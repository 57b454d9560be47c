"""回: what one round with the portal did, for the command and for the tests."""

from dataclasses import dataclass, field

from kyoso.connectors.national_portal import wire


@dataclass
class Round:
    """Counts of one round, and what failed in it."""

    listed: int = 0
    fetched: int = 0
    filed: int = 0
    waiting: int = 0
    sealed: int = 0
    acknowledged: int = 0
    # What failed, and whether it was the line rather than one application.
    troubles: list[str] = field(default_factory=list)
    line_trouble: str = ""
    has_odd_line: bool = False

    def note(self, trouble: wire.Trouble) -> None:
        """Keep a trouble; what concerns one application alone is none of the line."""
        self.troubles.append(trouble.code)
        if isinstance(trouble, wire.OddLine):
            self.has_odd_line = True
        elif not isinstance(trouble, wire.NotThere | wire.TooLarge):
            self.line_trouble = self.line_trouble or trouble.code
