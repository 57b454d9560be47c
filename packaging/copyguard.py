"""Draw the tile of the anti-copy pattern: 複写 in large dots among small ones.

    python packaging/copyguard.py kyoso/engines/certification/papers/copyguard.png

Both halves are equally grey to the eye. A copying machine loses the small dots
and keeps the large ones, so that 複写 stands out on a copy.
"""

import sys
from pathlib import Path

import pylopdf_fonts_jp
from PIL import Image, ImageDraw, ImageFont

# 48 by 24 mm at 600 dots an inch.
WIDTH, HEIGHT = 1136, 568
WORD = "複写"
LARGE_PITCH, SMALL_PITCH = 18, 6
# The large dots are nine times the small ones in area, a third as dense each way.
LARGE, SMALL = 6, 2
INK = (178, 206, 214)


def main(target: Path) -> None:
    word = Image.new("1", (WIDTH, HEIGHT))
    font = ImageFont.truetype(pylopdf_fonts_jp.sans_path(), 360)
    draw = ImageDraw.Draw(word)
    left, top, right, bottom = draw.textbbox((0, 0), WORD, font=font)
    place = ((WIDTH - right - left) // 2, (HEIGHT - bottom - top) // 2)
    draw.text(place, WORD, fill=1, font=font)
    tile = Image.new("P", (WIDTH, HEIGHT))
    tile.putpalette([255, 255, 255, *INK])
    dots = ImageDraw.Draw(tile)
    for pitch, side, is_word in (
        (LARGE_PITCH, LARGE, True),
        (SMALL_PITCH, SMALL, False),
    ):
        for x in range(0, WIDTH, pitch):
            for y in range(0, HEIGHT, pitch):
                if bool(word.getpixel((x, y))) is is_word:
                    dots.rectangle((x, y, x + side - 1, y + side - 1), fill=1)
    tile.save(target, bits=1, optimize=True, dpi=(600, 600))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
