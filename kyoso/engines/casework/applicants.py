"""申請者: who applies, as the form and the counter know it."""

from dataclasses import dataclass

from django.db import models

from kyoso.engines.people.api import Account


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
