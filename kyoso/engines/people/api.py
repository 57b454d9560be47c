"""The door of the people engine.

from kyoso.engines.people import api as people

@people.officer(people.Permission.HANDLE_CASES)
def queue(request): ...  # request.officer is the Officer
"""

from kyoso.engines.people import limits
from kyoso.engines.people.access import (
    OfficerRequest,
    ResidentRequest,
    anyone,
    current_posts,
    is_officer,
    may,
    officer,
    officer_of,
    officers_who_may,
    post_for,
    resident,
    resident_of,
    sections_where,
    whoever_may,
)
from kyoso.engines.people.acting import (
    Standing,
    acts_for,
    companies_of,
    is_acting,
    may_act_for,
    standing_of,
    standings_of,
)
from kyoso.engines.people.actions.accounts import (
    change_details,
    choose_notices,
    close_account,
    register_resident,
    set_password,
)
from kyoso.engines.people.actions.companies import (
    accept_invitation,
    change_role,
    confirm_company,
    end_company,
    end_membership,
    invite_member,
    register_company,
    withdraw_invitation,
)
from kyoso.engines.people.actions.mandates import (
    accept_mandate,
    confirm_guardianship,
    declare_child,
    enter_paper_mandate,
    give_mandate,
    revoke_mandate,
)
from kyoso.engines.people.actions.officers import (
    add_officer,
    deputise,
    end_post,
    post_officer,
    sign_hand_over,
    transfer,
)
from kyoso.engines.people.actions.roles import (
    confirm_post,
    grant_alone,
    refuse_post,
)
from kyoso.engines.people.actions.tokens import create_token, revoke_token
from kyoso.engines.people.base import Attributes
from kyoso.engines.people.errors import ManualCheck
from kyoso.engines.people.events import acting_ended, identity_proved
from kyoso.engines.people.evidence import Archive, archives
from kyoso.engines.people.identities import (
    identify,
    level_of,
    log_in_with_identity,
    ways_elsewhere,
)
from kyoso.engines.people.models import (
    Account,
    ApiToken,
    Company,
    Department,
    ExternalIdentity,
    HandOver,
    HandOverItem,
    IdentityLevel,
    Invitation,
    Mandate,
    Membership,
    Notices,
    Officer,
    Post,
    Resident,
    Section,
)
from kyoso.engines.people.openwork import OpenItem, OpenWork, open_work
from kyoso.engines.people.organisation import load as load_organisation
from kyoso.engines.people.reading import company_of, name_of_resident
from kyoso.engines.people.roles import ROLES, Permission, Role, role_of
from kyoso.engines.people.rules import corporate_number
from kyoso.engines.people.scopes import (
    ProcedureList,
    TokenScope,
    procedure_lists,
    scopes_for,
    token_scopes,
)
from kyoso.engines.people.shields import Shield, held_back, is_held_back, shields
from kyoso.engines.people.tokens import (
    OfficerKey,
    ProgramKey,
    ScopeMissing,
    token_account,
    token_of,
)

__all__ = [
    "ROLES",
    "Account",
    "ApiToken",
    "Archive",
    "Attributes",
    "Company",
    "Department",
    "ExternalIdentity",
    "HandOver",
    "HandOverItem",
    "IdentityLevel",
    "Invitation",
    "Mandate",
    "ManualCheck",
    "Membership",
    "Notices",
    "Officer",
    "OfficerKey",
    "OfficerRequest",
    "OpenItem",
    "OpenWork",
    "Permission",
    "Post",
    "ProcedureList",
    "ProgramKey",
    "Resident",
    "ResidentRequest",
    "Role",
    "ScopeMissing",
    "Section",
    "Shield",
    "Standing",
    "TokenScope",
    "accept_invitation",
    "accept_mandate",
    "acting_ended",
    "acts_for",
    "add_officer",
    "anyone",
    "archives",
    "change_details",
    "change_role",
    "choose_notices",
    "close_account",
    "companies_of",
    "company_of",
    "confirm_company",
    "confirm_guardianship",
    "confirm_post",
    "corporate_number",
    "create_token",
    "current_posts",
    "declare_child",
    "deputise",
    "end_company",
    "end_membership",
    "end_post",
    "enter_paper_mandate",
    "give_mandate",
    "grant_alone",
    "held_back",
    "identify",
    "identity_proved",
    "invite_member",
    "is_acting",
    "is_held_back",
    "is_officer",
    "level_of",
    "limits",
    "load_organisation",
    "log_in_with_identity",
    "may",
    "may_act_for",
    "name_of_resident",
    "officer",
    "officer_of",
    "officers_who_may",
    "open_work",
    "post_for",
    "post_officer",
    "procedure_lists",
    "refuse_post",
    "register_company",
    "register_resident",
    "resident",
    "resident_of",
    "revoke_mandate",
    "revoke_token",
    "role_of",
    "scopes_for",
    "sections_where",
    "set_password",
    "shields",
    "sign_hand_over",
    "standing_of",
    "standings_of",
    "token_account",
    "token_of",
    "token_scopes",
    "transfer",
    "ways_elsewhere",
    "whoever_may",
    "withdraw_invitation",
]
