"""印影: the picture of a registered seal, read from a file beside the list."""

import base64
import io
from pathlib import Path

from PIL import Image, UnidentifiedImageError

# 25 mm (the largest seal that city ordinances take) at 600 dots an inch.
_LONGEST_SIDE = 600
_LARGEST_FILE = 1024 * 1024


class SealUnreadable(Exception):  # noqa: N818 - says what is wrong
    def __init__(self, remedy: str) -> None:
        self.remedy = remedy
        super().__init__(remedy)


def imprint(folder: Path, name: str) -> str:
    """Return the imprint redrawn as a grey PNG, in base64 for staging.

    Only a plain file name in ``folder`` is followed. Raises ``SealUnreadable``.
    """
    path = folder / name
    if Path(name).name != name or not path.is_file():
        raise SealUnreadable("同じフォルダーに、この名前のファイルを置いてください。")
    if path.stat().st_size > _LARGEST_FILE:
        raise SealUnreadable("1MBより小さいPNGにしてください。")
    try:
        with Image.open(path, formats=["PNG"]) as opened:
            if max(opened.size) > _LONGEST_SIDE:
                raise SealUnreadable(f"縦横を{_LONGEST_SIDE}画素までにしてください。")
            drawn = opened.convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise SealUnreadable("PNGの画像にしてください。") from None
    made = io.BytesIO()
    drawn.save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode("ascii")


def from_staging(kept: str) -> bytes:
    return base64.b64decode(kept)
