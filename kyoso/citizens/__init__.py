"""Pillar 1 (市民サービスのDX): one folder a capability, no shared code."""
