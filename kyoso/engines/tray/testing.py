"""For tests of whatever passes papers on: a pair of keys, and reading the private one."""

from kyoso.engines.tray.keys import make_pair, read_private

__all__ = ["make_pair", "read_private"]
