"""個人情報ファイル簿のページ, for officers; ``kyoso privacy register`` writes it for the web site."""

from django.http import HttpResponse
from django.shortcuts import render

from kyoso.config.personal_files import personal_files
from kyoso.engines.people import api as people


@people.officer()
def page(request: people.OfficerRequest) -> HttpResponse:
    files = personal_files()
    ctx = {
        "files": files,
        "unverified": sum(not one.verified for one in files),
    }
    return render(request, "config/personal_files.html", ctx)
