"""Words for the states that officers read."""

CHIPS = {
    "asked": "blue",
    "waiting": "yellow",
    "printing": "blue",
    "printed": "green",
    "failed": "red",
    "closed": "neutral",
    "sent": "blue",
    "taken": "blue",
}
