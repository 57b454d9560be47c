"""Pillar 3 (行政のDX): one folder a capability, no shared code."""
