"""Officers' pages of the casework engine."""
