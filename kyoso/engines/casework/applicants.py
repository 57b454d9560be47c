"""申請者: who applies, as the form and the counter know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from kyoso.engines.forms.api import Definition
from kyoso.engines.people.api import Account, Company

# The answer to the question on notices that asks for mails.
ELECTRONIC = "electronic"


class ApplicantKind(models.TextChoices):
    """申請者の種別: a person, or one of the kinds of company."""

    PERSON = "person", "個人"
    CORPORATION = "corporation", "法人"
    SOLE = "sole", "個人事業主"


@dataclass(frozen=True)
class Applicant:
    """申請者: the account (if any) and how to reach the applicant.

    ``postcode`` is seven digits, ``phone`` digits, ``address`` one line.
    ``electronic`` means that the applicant chose electronic notices; without an
    ``email`` that is impossible and the notice goes by post. Of a company,
    ``contact`` is the person who applies for it.
    """

    name: str
    account: Account | None = None
    kind: ApplicantKind = ApplicantKind.PERSON
    contact: str = ""
    kana: str = ""
    postcode: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    electronic: bool = False
    language: str = "ja"


def applicant_of(
    definition: Definition,
    values: Mapping[str, Any],
    *,
    account: Account | None,
    company: Company | None = None,
    contact: str = "",
    language: str,
) -> Applicant:
    """Return who applies, from the answers that the form says are the applicant's.

    Of a company, name and address are the registered ones; the answers say who
    is in charge (else ``contact``) and how to reach that person.

    Notices are electronic only if the person chose so (``notice``) and gave an
    address; everything else goes by post.
    """
    answer = {role: values.get(key) for role, key in definition.applicant.items()}
    name = answer.get("name") or {}
    home = answer.get("address") or {}
    if company is not None:
        home = {"postcode": company.postcode, "address": company.address}
    return Applicant(
        account=account,
        kind=ApplicantKind(company.kind) if company else ApplicantKind.PERSON,
        contact=(name.get("name", "") or contact) if company else "",
        name=company.name if company else name.get("name", ""),
        kana=company.kana if company else name.get("kana", ""),
        postcode=home.get("postcode", ""),
        address=home.get("address", ""),
        phone=answer.get("phone") or "",
        email=answer.get("email") or "",
        electronic=answer.get("notice") == ELECTRONIC and bool(answer.get("email")),
        language=language,
    )
