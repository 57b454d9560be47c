"""The kernel: clock, text, money, ids, doors. Imports nothing of Kyoso, has no models."""
