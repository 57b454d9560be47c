"""Reading uploads: stops keeping a file at the limit, keeps the form's answers."""

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import (
    InMemoryUploadedFile,
    SimpleUploadedFile,
)
from django.core.files.uploadhandler import (
    FileUploadHandler,
    TemporaryFileUploadHandler,
)

from kyoso.engines.media.limits import LARGEST_REQUEST, LARGEST_SEALED, LARGEST_UPLOAD

# A file posted under a name that ends so never touches a disk: it is passed on unopened.
SEALED = ".sealed"


class Oversized(SimpleUploadedFile):
    """Stands for a file that was too large: has its name, has no content."""

    def __init__(self, name: str, *, is_together: bool = False) -> None:
        super().__init__(name, b"")
        self.size = LARGEST_UPLOAD + 1
        # Small enough alone; with the other sealed ones of the request it was not.
        self.is_together = is_together


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """The only one of ``FILE_UPLOAD_HANDLERS``: spools to disk, up to the limit.

    A file beyond ``LARGEST_UPLOAD`` is read to its end and thrown away, so that
    the other answers of the same form arrive and ``media.store`` can say which
    file was too large. A request beyond ``LARGEST_REQUEST`` is refused unread. Files
    that must not touch the disk fill at most ``LARGEST_SEALED`` of memory together.
    """

    # Of this request, for which Django makes a handler.
    _in_memory = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._is_oversized = self._is_together = False
        self._memory = io.BytesIO()
        if (args[0] or "").endswith(SEALED):
            # Not even an empty file of its own on the disk.
            FileUploadHandler.new_file(self, *args, **kwargs)
        else:
            super().new_file(*args, **kwargs)

    @property
    def _is_sealed(self) -> bool:
        return (self.field_name or "").endswith(SEALED)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_UPLOAD and not self._is_oversized:
            self._is_oversized = True
            self._forget()
            if not self._is_sealed:
                self.file.close()
        if self._is_sealed and self._in_memory + len(raw_data) > LARGEST_SEALED:
            self._is_oversized = self._is_together = True
            self._forget()
        if self._is_oversized:
            return
        if self._is_sealed:
            self._in_memory += self._memory.write(raw_data)
        else:
            super().receive_data_chunk(raw_data, start)

    def _forget(self) -> None:
        self._in_memory -= self._memory.tell()
        self._memory = io.BytesIO()

    def file_complete(self, file_size: int) -> Any:
        if self._is_oversized:
            return Oversized(self.file_name or "", is_together=self._is_together)
        if not self._is_sealed:
            return super().file_complete(file_size)
        self._memory.seek(0)
        return InMemoryUploadedFile(
            self._memory,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
        )
