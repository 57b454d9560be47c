"""A photograph that a telephone might send."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


@pytest.fixture
def photo():
    def make(name="領収書.jpg"):
        content = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(content, "JPEG")
        return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")

    return make
