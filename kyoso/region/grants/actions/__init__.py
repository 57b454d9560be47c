"""The verbs of grants, a file a matter."""
