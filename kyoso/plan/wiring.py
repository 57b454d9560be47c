"""Everything the plan tells the engines."""

from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.documents import api as documents
from kyoso.engines.people import api as people
from kyoso.plan.findable import SECTION, SOURCE
from kyoso.plan.navigation import FOOTER, OFFICE
from kyoso.plan.packs import PAPER
from kyoso.ui import navigation


def may_read_pack(account: people.Account, document: documents.Document) -> bool:
    """Tell whether the account sits in headquarters or works for it."""
    if account.kind != people.Account.Kind.OFFICER:
        return False
    return people.may(account.officer, people.Permission.ATTEND_HEADQUARTERS)


documents.papers.register(
    documents.Paper(
        PAPER,
        "会議資料",
        template="/plan/papers/meeting_pack.typ",
        may_read=may_read_pack,
        seal=documents.Seal.OMITTED,
        numbered=False,
    )
)
for entry in OFFICE:
    navigation.office.register(entry)
navigation.footer.register(FOOTER)
catalogue.sources.register(SOURCE)
catalogue.home.register(SECTION)
