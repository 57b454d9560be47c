"""Uploading: too much is read to its end, kept nowhere, and told by name."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_photo

MEGABYTE = 1024 * 1024


@pytest.fixture
def posted():
    """Post a form as a browser does; what was spooled is closed after the test."""
    made = []

    def post(**answers):
        request = RequestFactory().post("/", answers)
        made.append(request)
        return request

    yield post
    for request in made:
        request.close()


@pytest.mark.django_db
def test_a_fifty_megabyte_file_is_told_and_the_other_answers_arrive(purpose, posted):
    request = posted(
        name="能代 花子",
        photo=SimpleUploadedFile("巨大.jpg", bytes(50 * MEGABYTE)),
        receipt=a_photo(),
        after="最後の答え",
    )
    assert request.POST["name"] == "能代 花子"
    assert request.POST["after"] == "最後の答え"
    with pytest.raises(media.FileTooLarge) as caught:
        media.store(request.FILES["photo"], purpose=purpose, by=None)
    assert caught.value.sentence == (
        "「巨大.jpg」は10MBより大きいため送れません。小さい写真を選んでください。"
    )
    assert (
        media.store(request.FILES["receipt"], purpose=purpose, by=None).kind == "jpeg"
    )


def test_it_keeps_none_of_the_bytes_of_what_is_too_large(posted):
    request = posted(photo=SimpleUploadedFile("a.jpg", bytes(11 * MEGABYTE)))
    assert request.FILES["photo"].read() == b""


@pytest.mark.parametrize("size", [10 * MEGABYTE, 2 * MEGABYTE, 10])
def test_a_file_up_to_the_limit_arrives_whole(size, posted):
    request = posted(photo=SimpleUploadedFile("a.jpg", b"x" * size))
    assert request.FILES["photo"].size == size
    assert request.FILES["photo"].read() == b"x" * size


def test_a_file_one_byte_beyond_the_limit_does_not(posted):
    request = posted(photo=SimpleUploadedFile("a.jpg", b"x" * (10 * MEGABYTE + 1)))
    assert request.FILES["photo"].size > media.LARGEST_UPLOAD


def test_a_request_of_hundreds_of_megabytes_is_refused_unread():
    request = RequestFactory().generic(
        "POST",
        "/",
        b"--x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(media.LARGEST_REQUEST + 1),
    )
    with pytest.raises(RequestDataTooBig):
        request.FILES  # noqa: B018
