"""Tables of the people engine, by notion."""

from kyoso.engines.people.models.accounts import (
    Account,
    ExternalIdentity,
    IdentityLevel,
    Notices,
    Resident,
)
from kyoso.engines.people.models.companies import (
    Company,
    Invitation,
    Membership,
    Role,
)
from kyoso.engines.people.models.mandates import Mandate, MandateQuerySet
from kyoso.engines.people.models.organisation import (
    Department,
    HandOver,
    HandOverItem,
    Officer,
    Post,
    Section,
)
from kyoso.engines.people.models.tokens import ApiToken

__all__ = [
    "Account",
    "ApiToken",
    "Company",
    "Department",
    "ExternalIdentity",
    "HandOver",
    "HandOverItem",
    "IdentityLevel",
    "Invitation",
    "Mandate",
    "MandateQuerySet",
    "Membership",
    "Notices",
    "Officer",
    "Post",
    "Resident",
    "Role",
    "Section",
]
