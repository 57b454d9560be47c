"""The house tests its own shape. What deviates stands in ``exceptions.toml``."""
