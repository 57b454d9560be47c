"""How large, how many pages, which kinds: what an upload may be."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024

# More than a scanned form of ten pages or a telephone's photograph needs. The
# upload handler stops reading here, so no ``Limits`` may ask for more.
LARGEST_UPLOAD = 10 * MEGABYTE
# A request with several files; beyond it the whole request is refused unread.
LARGEST_REQUEST = 120 * MEGABYTE
# 50-megapixel telephones pass (8160 x 6120); a picture that unfolds to more is
# refused before its pixels are read.
LARGEST_PIXELS = 50_000_000
# What is passed on unopened lies in memory meanwhile: so much of one request.
LARGEST_SEALED = 30 * MEGABYTE
# What is kept: A4 at 350 dots an inch.
LONGEST_SIDE = 4096
MOST_PAGES = 200
# A scan of 200 pages has some thousands. Reading a damaged PDF takes a second for
# each 150,000 objects, so that a made-up one must not have millions.
MOST_OBJECTS = 100_000


@dataclass(frozen=True)
class Limits:
    """What one question of one form accepts; sizes in bytes."""

    size: int = LARGEST_UPLOAD
    pages: int = MOST_PAGES
    kinds: frozenset[str] = frozenset({"jpeg", "png", "pdf"})

    def __post_init__(self) -> None:
        if not 0 < self.size <= LARGEST_UPLOAD:
            raise ValueError("No upload may be larger than LARGEST_UPLOAD.")

    @property
    def megabytes(self) -> int:
        """Return the limit in whole megabytes, at least 1, for sentences."""
        return max(1, self.size // MEGABYTE)
