"""Reading uploads: stops keeping a file at the limit, keeps the form's answers."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from kyoso.engines.media.limits import LARGEST_REQUEST, LARGEST_UPLOAD


class Oversized(SimpleUploadedFile):
    """Stands for a file that was too large: has its name, has no content."""

    def __init__(self, name: str) -> None:
        super().__init__(name, b"")
        self.size = LARGEST_UPLOAD + 1


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """The only one of ``FILE_UPLOAD_HANDLERS``: spools to disk, up to the limit.

    A file beyond ``LARGEST_UPLOAD`` is read to its end and thrown away, so that
    the other answers of the same form arrive and ``media.store`` can say which
    file was too large. A request beyond ``LARGEST_REQUEST`` is refused unread.
    """

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
        super().new_file(*args, **kwargs)
        self._is_oversized = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > LARGEST_UPLOAD and not self._is_oversized:
            self._is_oversized = True
            self.file.close()
        if not self._is_oversized:
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> Any:
        if self._is_oversized:
            return Oversized(self.file_name or "")
        return super().file_complete(file_size)
