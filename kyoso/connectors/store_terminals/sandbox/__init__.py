"""A terminal in a store with its centre, for the demo and the tests; it fails as real ones do."""
