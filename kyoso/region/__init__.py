"""Pillar 2 (地域のDX): one folder a capability, no shared code."""
