"""The world outside the city hall: one folder a vendor or protocol."""
