"""Where a file is downloaded."""

from kyoso.engines.media.models import File
from kyoso.kernel import doors


def link(door: str, file: File) -> str:
    """Return the whole address of the file behind ``door`` (public or office)."""
    return doors.link(door, "media:download", file.ref)
