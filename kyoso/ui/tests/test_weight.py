"""A citizen page is light and its colours can be read (guideline 77 and 80)."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from kyoso.ui.styleguide import examples
from tests.visit import Visitor

STYLES = Path(__file__).resolve().parents[1] / "static" / "ui"
TOKENS = dict(settings.STATICFILES_DIRS)["tokens"] / "tokens.css"
MOST_CSS = 12 * 1024
MOST_HTML = 15 * 1024


def test_all_styles_together_are_light():
    styles = "".join(file.read_text() for file in sorted(STYLES.glob("*.css")))
    assert len(gzip.compress((styles + TOKENS.read_text()).encode())) <= MOST_CSS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug", [example.slug for example in examples if example.slug != "office"]
)
def test_a_page_is_light(slug):
    page = Visitor().get(f"/_styleguide/{slug}")
    assert len(gzip.compress(page.content)) <= MOST_HTML
    files = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', page.content))
    assert len(files) + 1 <= 8


def test_every_class_begins_with_our_prefix():
    for file in STYLES.glob("*.css"):
        css = re.sub(
            r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", file.read_text(), flags=re.S
        )
        for name in re.findall(r"\.([a-z][\w-]*)", css):
            assert name.startswith("ks-"), f"{file.name}: .{name}"


def luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text, ground):
    light, dark = sorted((luminance(text), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("#ffffff", "#f4f7fc", "#f6f6f4", "#eef4fb")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(
    "role",
    ["ks-ink", "ks-ink-soft", "ks-ink-strong", "ks-key", "ks-key-dark", "ks-error"],
)
def test_text_can_be_read_on_every_ground(role, ground):
    styles = (STYLES / "base.css").read_text()
    value = re.search(rf"--{role}: ([^;]+);", styles)[1]
    colour = re.search(r"#[0-9a-f]{3,6}", value)[0]
    if len(colour) == 4:
        colour = "#" + "".join(letter * 2 for letter in colour[1:])
    assert contrast(colour, ground) >= 4.5
