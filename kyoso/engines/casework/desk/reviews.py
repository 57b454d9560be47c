"""審査請求のページ: entering one, and its result."""

from django.contrib import messages
from django.forms import ChoiceField, Textarea
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kyoso.engines.casework.actions import reviews
from kyoso.engines.casework.desk.loading import case_for, edition_of
from kyoso.engines.casework.models import Review
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.ui import fields, forms
from kyoso.ui.years import Years

HANDLE = people.Permission.HANDLE_CASES
_PAST = Years(5, 0)


class ReviewForm(forms.Form):
    received_on = fields.WarekiDateField(label="受け付けた日", years=_PAST)
    known_on = fields.WarekiDateField(
        label="処分があったことを知った日",
        years=_PAST,
        required=False,
        help_text="ふつうは、通知書が届いた日です。この日の翌日から3か月が期限です。不作為についての審査請求のときは空けてください。",
    )
    purport = fields.TextField(
        label="審査請求の趣旨",
        max_length=reviews.PURPORT_LENGTH,
        widget=Textarea(attrs={"rows": 4}),
    )
    late_reason = fields.TextField(
        label="期限を過ぎた正当な理由",
        required=False,
        max_length=1000,
        help_text="期限を過ぎて届いたときだけ書きます（行政不服審査法18条1項ただし書）。",
        widget=Textarea(attrs={"rows": 2}),
    )


class ResultForm(forms.Form):
    result = ChoiceField(
        label="結果", choices=[("", "選んでください"), *Review.Result.choices]
    )
    ruled_on = fields.WarekiDateField(label="裁決や取下げの日", years=_PAST)
    text = fields.TextField(
        label="内容",
        required=False,
        max_length=2000,
        widget=Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        forms.speak(self)


@people.officer(HANDLE)
def review(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Enter a 審査請求, or the result of the one that is open."""
    case = case_for(request, ref, HANDLE)
    every = list(case.reviews.select_related("registered_by__officer"))
    current = next((each for each in every if each.is_open), None)
    if current is None:
        form: forms.Form = ReviewForm(
            request.POST or None, initial={"received_on": clock.today()}
        )
    else:
        form = ResultForm(request.POST or None, initial={"ruled_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        by, edition = request.officer.account, edition_of(request)
        try:
            if current is None:
                reviews.register_review(case, by=by, edition=edition, **typed)
            else:
                reviews.end_review(current, by=by, edition=edition, **typed)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "審査請求の記録を保存しました。")
            return redirect("casework:case", case.ref)
    ctx = {
        "case": case,
        "form": form,
        "reviews": every,
        "current": current,
        "edition": request.POST.get("edition") or case.edition,
        "button": "審査請求を登録する" if current is None else "結果を登録する",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "casework/review.html", ctx, status=status)
