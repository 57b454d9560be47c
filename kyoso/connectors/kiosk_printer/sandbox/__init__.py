"""A printer that is a folder, for the demo and the tests; it fails as real ones do."""
