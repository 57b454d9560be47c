"""The only storey that names every app: settings, the two doors, the command."""
