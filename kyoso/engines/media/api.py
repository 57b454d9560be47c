"""The door of the media engine.

    from kyoso.engines.media import api as media

    media.purposes.register(media.Purpose("casework.attachment", "申請の添付書類",
                                          may_read=may_read_attachment))
    file = media.store(request.FILES["photo"], purpose="casework.attachment",
                       by=account, about=case.ref)
    media.link("office", file)

``store`` raises a ``FileRefused`` whose sentence belongs beside the field. It
also takes the stand-in that the upload handler leaves for a file that was too
large. ``serve`` is for views that have decided themselves who may read.
"""

from kyoso.engines.media.actions import (
    Upload,
    discard,
    join,
    may_read,
    read,
    serve,
    store,
    store_made,
    sweep_strays,
)
from kyoso.engines.media.addresses import link
from kyoso.engines.media.content import kind_of
from kyoso.engines.media.errors import (
    FileEmpty,
    FileKindRefused,
    FileRefused,
    FileTooLarge,
    FileUnreadable,
    HeicRefused,
    PdfActive,
    PdfLocked,
    PictureTooLarge,
    TooManyPages,
)
from kyoso.engines.media.limits import (
    LARGEST_REQUEST,
    LARGEST_SEALED,
    LARGEST_UPLOAD,
    Limits,
)
from kyoso.engines.media.looking import Look, look
from kyoso.engines.media.models import File
from kyoso.engines.media.names import safe_name
from kyoso.engines.media.purposes import Purpose, purposes
from kyoso.engines.media.upload_handler import SEALED

__all__ = [
    "LARGEST_REQUEST",
    "LARGEST_SEALED",
    "LARGEST_UPLOAD",
    "SEALED",
    "File",
    "FileEmpty",
    "FileKindRefused",
    "FileRefused",
    "FileTooLarge",
    "FileUnreadable",
    "HeicRefused",
    "Limits",
    "Look",
    "PdfActive",
    "PdfLocked",
    "PictureTooLarge",
    "Purpose",
    "TooManyPages",
    "Upload",
    "discard",
    "join",
    "kind_of",
    "link",
    "look",
    "may_read",
    "purposes",
    "read",
    "safe_name",
    "serve",
    "store",
    "store_made",
    "sweep_strays",
]
