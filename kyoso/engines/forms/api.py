"""The door of the forms engine: questions, versions, drafts, answers.

    from kyoso.engines.forms import api as forms

    version = forms.load(tomllib.loads(text)["form"])
    draft = forms.start(version, by=account, about="applications:example")
    step = forms.steps(version.parsed, forms.checked(draft).values)[0]
    forms.save_step(draft, step, posted=dict(request.POST.lists()), by=account)
    checked = forms.checked(draft)          # .answers, .errors, .is_good
    rows = forms.answers_table(version.parsed, checked.answers, language="ja")

``docs/reference/form-definition.md`` describes the definition and the answers.
"""

from kyoso.engines.forms.actions import (
    KEPT_FOR,
    add_items,
    discard,
    drop_item,
    finish,
    forget_expired,
    hand_to,
    join_pictures,
    load,
    renew_code,
    save_item,
    save_step,
    set_answer,
    start,
)
from kyoso.engines.forms.check import Checked, Fault, asked, check
from kyoso.engines.forms.codes import digests_of, normalised
from kyoso.engines.forms.definition import (
    Condition,
    Definition,
    Exit,
    Option,
    Page,
    Question,
    Required,
    Step,
    Value,
)
from kyoso.engines.forms.describing import described, told
from kyoso.engines.forms.errors import (
    AnswersFaulty,
    DraftFiled,
    DraftUnknown,
    Misprint,
    TooManyItems,
    TooManyTries,
    VersionFixed,
    WrongDefinition,
)
from kyoso.engines.forms.events import draft_gone
from kyoso.engines.forms.fees import Fee, FeeStep, fee_of
from kyoso.engines.forms.holding import (
    held_by,
    hold,
    is_held,
    keep_pending,
    let_go,
    take_pending,
)
from kyoso.engines.forms.items import (
    ItemPlace,
    ItemShown,
    differ_only_in,
    item_labels,
    item_place,
    may_remove,
    pressed,
)
from kyoso.engines.forms.kinds.base import kinds, storable
from kyoso.engines.forms.kinds.dates import typed_date
from kyoso.engines.forms.kinds.files import SEALED, upload_name
from kyoso.engines.forms.kinds.groups import item_name, key_of
from kyoso.engines.forms.lint import Doubt, doubts, unused
from kyoso.engines.forms.models import Draft, Form, FormVersion
from kyoso.engines.forms.numbers import is_on_paper
from kyoso.engines.forms.reading import (
    checked,
    draft_shown,
    files_of,
    lock,
    read_posted,
    refuse_faulty,
    resume,
    values,
)
from kyoso.engines.forms.schema import faults, parse
from kyoso.engines.forms.screen import Screen, Shown
from kyoso.engines.forms.table import Row, answers_table, lines_by_name, lines_of
from kyoso.engines.forms.tries import Tries, code_tries
from kyoso.engines.forms.walk import (
    Place,
    exits,
    hanging,
    page_of,
    pages,
    place,
    step_of,
    steps,
)

__all__ = [
    "KEPT_FOR",
    "SEALED",
    "AnswersFaulty",
    "Checked",
    "Condition",
    "Definition",
    "Doubt",
    "Draft",
    "DraftFiled",
    "DraftUnknown",
    "Exit",
    "Fault",
    "Fee",
    "FeeStep",
    "Form",
    "FormVersion",
    "ItemPlace",
    "ItemShown",
    "Misprint",
    "Option",
    "Page",
    "Place",
    "Question",
    "Required",
    "Row",
    "Screen",
    "Shown",
    "Step",
    "TooManyItems",
    "TooManyTries",
    "Tries",
    "Value",
    "VersionFixed",
    "WrongDefinition",
    "add_items",
    "answers_table",
    "asked",
    "check",
    "checked",
    "code_tries",
    "described",
    "differ_only_in",
    "digests_of",
    "discard",
    "doubts",
    "draft_gone",
    "draft_shown",
    "drop_item",
    "exits",
    "faults",
    "fee_of",
    "files_of",
    "finish",
    "forget_expired",
    "hand_to",
    "hanging",
    "held_by",
    "hold",
    "is_held",
    "is_on_paper",
    "item_labels",
    "item_name",
    "item_place",
    "join_pictures",
    "keep_pending",
    "key_of",
    "kinds",
    "let_go",
    "lines_by_name",
    "lines_of",
    "load",
    "lock",
    "may_remove",
    "normalised",
    "page_of",
    "pages",
    "parse",
    "place",
    "pressed",
    "read_posted",
    "refuse_faulty",
    "renew_code",
    "resume",
    "save_item",
    "save_step",
    "set_answer",
    "start",
    "step_of",
    "steps",
    "storable",
    "take_pending",
    "told",
    "typed_date",
    "unused",
    "upload_name",
    "values",
]
