"""The fonts of all papers: the same on every machine, from one package (OFL-1.1)."""

from pathlib import Path

import pylopdf_fonts_jp

SERIF = Path(pylopdf_fonts_jp.serif_path())
SANS = Path(pylopdf_fonts_jp.sans_path())
FOLDER = SERIF.parent
