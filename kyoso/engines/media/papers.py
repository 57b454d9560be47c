"""委任状の写し: copies of signed papers, kept for the people engine below."""

from django.http import Http404, HttpResponseBase

from kyoso.engines.media import actions
from kyoso.engines.media.models import File
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Officer

PURPOSE = "people.paper"


def keep(upload: actions.Upload, by: Account) -> str:
    """Keep an upload and return its ref. Raises ``FileRefused``."""
    return actions.store(upload, purpose=PURPOSE, by=by).ref


def serve(ref: str, person: Account, by: Account) -> HttpResponseBase:
    """Serve a paper about ``person``, and write down that ``by`` has read it."""
    found = File.objects.filter(ref=ref, purpose=PURPOSE).first()
    if found is None:
        raise Http404
    return actions.serve(found, by=by, person=person)


def may_read(account: Account, _file: File) -> bool:
    """Officers at a counter read these; their page says whose paper it is."""
    officer = Officer.objects.filter(account=account).first()
    return officer is not None and people.may(officer, people.Permission.HANDLE_CASES)
