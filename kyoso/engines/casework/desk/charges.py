"""手数料の調定のやり直し: raising by hand what could not be raised on arrival."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kyoso.engines.casework.actions import charging
from kyoso.engines.casework.desk.acts import done
from kyoso.engines.casework.desk.loading import case_for
from kyoso.engines.people import api as people

HANDLE = people.Permission.HANDLE_CASES


@require_POST
@people.officer(HANDLE)
def charge(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    return done(
        request,
        case,
        lambda: charging.charge(case, by=request.officer.account),
        "手数料を調定しました。",
    )
