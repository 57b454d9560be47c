"""Downloads: the only way from a stored file to a person."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from kyoso.engines.media import actions
from kyoso.engines.media.models import File
from kyoso.engines.people import api as people


@people.resident
def download_for_resident(request: people.ResidentRequest, ref: str) -> FileResponse:
    return _download(request.resident.account, ref)


@people.officer()
def download_for_officer(request: people.OfficerRequest, ref: str) -> FileResponse:
    return _download(request.officer.account, ref)


def _download(account: people.Account, ref: str) -> FileResponse:
    """Serve a file that this account may read; to others it does not exist."""
    file = get_object_or_404(File, ref=ref)
    if not actions.may_read(account, file):
        raise Http404
    return actions.serve(file, by=account)
