"""A small world in which every address of both doors leads somewhere.

``World()`` fills the database with one of everything that an address can name:
Hanako's drafts, her case in each state, her file, her notice, messages and
letters, an indicator's value, a meeting, a report... ``address(route)`` puts the
names in. A route that needs a name the world does not know raises ``KeyError``:
whoever adds an address adds what it shows.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from kyoso.administration.amendments import actions as amendments
from kyoso.connectors.national_portal import testing as national_portal
from kyoso.connectors.webhooks import actions as webhooks
from kyoso.engines.casework import api as casework
from kyoso.engines.forms.api import Draft
from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.engines.people.testing import password_link
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock, kept
from tests import applying
from tests import people as cast
from tests.architecture.house import Route
from tests.certificates import Certificates
from tests.names import names_of
from tests.purse import Purse
from tests.terminals import Terminals
from tests.world_of_grants import Grants
from tests.world_of_the_desk import at_the_desk, in_the_tray
from tests.world_of_the_plan import HeadquartersOfTheWorld

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


@contextmanager
def standing(folder: Path) -> Iterator["World"]:
    """Let a world stand for the tests of a module, then vanish without a trace."""
    stores = {**settings.STORAGES}
    stores["default"] = {**stores["default"], "OPTIONS": {"location": folder}}
    with override_settings(STORAGES=stores), transaction.atomic():
        # Before any fixture of a test: what another world had is still known.
        kept.forget()
        yield World()
        transaction.set_rollback(True)


def _a_credential() -> dict[str, Any]:
    """Return a passkey as a browser would hand it over; nobody has its other half."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    made = AttestedCredentialData.create(
        b"\0" * 16, b"passkey of tests", ES256.from_cryptography_key(key)
    )
    flags = 0x45  # somebody was there, was verified, and a credential is attached
    data = AuthenticatorData.create(sha256(b"localhost"), flags, 0, made)
    client = CollectedClientData.create(
        type="webauthn.create", challenge=b"x" * 16, origin="http://localhost"
    )
    name = websafe_encode(made.credential_id)
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(
                AttestationObject.create("none", data, {})
            ),
        },
        "clientExtensionResults": {},
    }


def _with_a_sum(content: dict[str, Any]) -> dict[str, Any]:
    """Give the procedure's form a result to be computed."""
    half = {
        "key": "half",
        "type": "yen",
        "label": "半分の額",
        "privacy": "internal",
        "value": {"sum": [{"sum": [100, 200]}, 300]},
    }
    content["form"]["computed"] = [*content["form"].get("computed", []), half]
    return content


class World(HeadquartersOfTheWorld):
    """One of everything, most of it Hanako's and her section's."""

    def __init__(self) -> None:
        applying.load_procedures()
        applying.load_plan()
        self.people()
        self.applications()
        self.amendments()
        self.mail()
        self.figures()
        self.headquarters()
        self.entrances()
        self.register()
        self.endpoint, _secret = webhooks.add_endpoint(
            self.hanako.account,
            name="家計簿",
            address="http://sandbox.localhost/notices/world",
            by=self.hanako.account,
        )
        webhooks.send_trial(self.endpoint, by=self.hanako.account)
        self.arrival = national_portal.waiting(self.section)
        in_the_tray(self)
        self.purse = Purse(self.section, self.hanako, self.ota)
        self.certificates = Certificates(self.hanako, self.shindo, self.ota)
        self.terminals = Terminals(self.hanako, self.shindo, self.ota)
        self.grants = Grants(self.hanako, self.sato, self.suzuki)

    def people(self) -> None:
        """The cast, what they gave one another, and a hand-over."""
        self.hanako, self.taro, self.kiku = cast.hanako(), cast.taro(), cast.kiku()
        self.sato, self.suzuki, self.tanaka = cast.sato(), cast.suzuki(), cast.tanaka()
        self.shindo, self.goto = cast.shindo(), cast.goto()
        self.planner, self.mayor = cast.planner(), cast.mayor()
        self.operator = cast.operator()
        self.ota, self.mori = cast.ota(), cast.mori()
        self.section = cast.section()
        year = clock.today() + dt.timedelta(days=300)
        given = people.give_mandate(
            self.kiku,
            procedures=[applying.SLUG],
            expires_on=year,
            by=self.sato.account,
        )
        self.mandate = people.accept_mandate(given.code, by=self.hanako)
        self.offered = people.give_mandate(
            self.hanako,
            procedures=[applying.SLUG],
            expires_on=year,
            by=self.hanako.account,
        )
        self.child = people.declare_child(
            guardian=self.hanako,
            name="能代 桃子",
            kana="のしろ ももこ",
            born_on=clock.today() - dt.timedelta(days=3000),
            by=self.hanako.account,
        )
        self.token, _ = people.create_token(
            self.hanako.account,
            name="試し",
            scopes=["read"],
            days=30,
            by=self.hanako.account,
        )
        self.company = people.register_company(
            number="7000012050002",
            name="架空商店株式会社",
            postcode="0160000",
            address="能代市架空町2番2号",
            by=self.hanako,
        )
        self.member = self.company.memberships.get()
        self.invitation, _ = people.invite_member(
            self.company, email="taro@example.jp", role="member", by=self.hanako
        )
        self.joining, self.invited = people.invite_member(
            self.company, email="other@example.jp", role="member", by=self.hanako
        )
        self.waiting_post = people.post_officer(
            self.tanaka, section=self.section, role="clerk", by=self.planner.account
        )
        self.on_paper = people.enter_paper_mandate(
            principal=self.kiku,
            proxy=None,
            proxy_name="能代 一郎",
            procedures=[applying.SLUG],
            starts_on=clock.today(),
            expires_on=year,
            evidence="受任者の運転免許証を見た。",
            scan=self._scanned(),
            by=self.sato.account,
        )
        leaving = people.post_officer(
            self.sato, section=self.section, role="clerk", title="兼務", by=None
        )
        self.hand_over = people.end_post(
            leaving,
            on=clock.today(),
            successor=self.suzuki,
            note="よろしくお願いします。",
            by=self.operator.account,
        )

    def register(self) -> None:
        """Somebody of the register under 支援措置, and Taro's card to be compared."""
        self.person = residents_testing.protect(residents_testing.a_person())
        self.proof = residents_testing.a_proof(self.taro)

    def _scanned(self) -> str:
        """Keep the copy of a signed paper."""
        copy = applying.a_receipt("委任状.jpg")
        for archive in people.archives:
            return archive.keep(copy, self.sato.account)
        raise LookupError("No archive keeps papers.")

    def applications(self) -> None:
        """Drafts of Hanako and of the desk; her case in each state."""
        hanako = cast.visiting(self.hanako)
        self.draft = applying.begin(hanako)
        applying.answer(hanako, self.draft, "for_whom", {"for_whom": "family"})
        self.checked = applying.begin(hanako)
        applying.answer_all(hanako, self.checked)
        self.abroad = applying.begin(hanako)
        applying.answer(hanako, self.abroad, "for_whom", {"for_whom": "myself"})
        applying.answer(hanako, self.abroad, "lives_in_city", {"lives_in_city": "no"})
        self.case = applying.file(hanako)
        self.file = casework.Attachment.objects.get(submission__case=self.case).file
        self.received = self._filed()
        sato, suzuki = self.sato.account, self.suzuki.account
        casework.accept(self.case, by=sato)
        self.correcting = casework.accept(self._filed(), by=sato)
        casework.ask_correction(
            self.correcting, items=[("receipt", "写真が読み取れません。")], by=sato
        )
        self.deciding = self._proposed()
        self.passed = casework.accept(self._filed(), by=sato)
        casework.offer_case(
            self.passed,
            to=cast.section(cast.REGISTER),
            reason="転入の手続とまとめて扱うため。",
            by=sato,
        )
        self.consulted = casework.accept(self._filed(), by=sato)
        casework.propose(
            self.consulted,
            outcome="grant",
            terms={"amount": 12400},
            consult=[cast.TAX],
            added=[casework.AddedStep("副主幹")],
            by=sato,
        )
        at_the_desk(self)
        self.sent_back = self._proposed()
        casework.send_back(self.sent_back, comment="額を確かめてください。", by=suzuki)
        self.decided = self._proposed()
        decision = casework.approve(self.decided, by=suzuki)
        assert decision is not None
        drain()
        decision.refresh_from_db()
        assert decision.notice is not None
        self.decision = decision
        casework.register_review(
            self.decided,
            known_on=clock.today(),
            received_on=clock.today(),
            purport="助成額の取消しを求める。",
            by=sato,
        )
        self.document = decision.notice
        clerk = cast.visiting(self.sato)
        begun = clerk.post(
            "/applications/",
            {"start": "1", "procedure": applying.SLUG, "channel": "paper"},
        )
        self.desk_draft = Draft.objects.get(ref=begun.headers["location"].split("/")[3])
        self.desk_page = begun.headers["location"].rstrip("/").split("/")[-1]

    def amendments(self) -> None:
        """A change of the procedure under way, with a sum in it, tried by Sato."""
        procedure = casework.Procedure.objects.get(slug=applying.SLUG)
        by = self.sato.account
        begun = amendments.begin(procedure, by=by)
        self.amendment = amendments.change(
            amendment=begun, make=_with_a_sum, edition=begun.edition, by=by
        )
        typed = {key: answer["typed"] for key, answer in self._answers().items()}
        abroad = {**typed, "lives_in_city": "no"}
        amendments.rehearse(amendment=self.amendment, typed=abroad, by=by)

    def _answers(self) -> dict[str, Any]:
        return self.case.submissions.get().answers

    def _filed(self) -> casework.Case:
        """File Hanako's answers once more: as a neighbour's case would look."""
        first = self.case.submissions.get()
        return casework.file(
            self.case.procedure,
            version=first.version,
            answers=first.answers,
            files=[],
            applicant=casework.Applicant(
                account=self.hanako.account,
                name="能代 花子",
                kana="のしろ はなこ",
                postcode="0160000",
                address="能代市架空町1番1号",
                phone="0185000001",
                email="hanako@example.jp",
                electronic=True,
            ),
            channel="web",
            token=f"world-{casework.Case.objects.count()}",
            by=self.hanako.account,
        )

    def _proposed(self) -> casework.Case:
        case = casework.accept(self._filed(), by=self.sato.account)
        casework.propose(
            case, outcome="grant", terms={"amount": 12400}, by=self.sato.account
        )
        case.refresh_from_db()
        return case

    def mail(self) -> None:
        """A mail that went, one that a person must settle, letters in a batch."""
        self.message = self._told(electronic=True)
        self.uncertain = self._told(electronic=True)
        jobs.Effect.objects.filter(pk=self.uncertain.effect_id).update(
            state=jobs.Effect.State.UNCERTAIN
        )
        self.effect = jobs.Effect.objects.get(pk=self.uncertain.effect_id)
        self.letter = self._told(electronic=False)
        batched = self._told(electronic=False)
        self.batch = messaging.make_batch(
            [batched], section=self.section, by=self.sato.account
        )
        # A worker looks around, and goes on doing so while this world lasts.
        later = clock.now() + dt.timedelta(hours=1)
        jobs.Round.objects.update_or_create(
            slug="jobs.sweep", defaults={"last_at": later, "next_at": later}
        )
        self.caught = messaging.CaughtMail.objects.create(
            sender="kyoso@example.jp",
            recipients="hanako@example.jp",
            subject="お知らせ",
            text="申請を受け付けました。",
            raw="",
        )

    def _told(self, *, electronic: bool) -> messaging.Message:
        home = messaging.PostalAddress("能代 花子", "0160000", "能代市架空町1番1号")
        return messaging.send(
            "casework.decided",
            to=messaging.Recipient(
                self.hanako.account,
                email="hanako@example.jp",
                postal=home,
                electronic=electronic,
            ),
            context={},
            about=self.case.ref,
            section=self.section,
            by=self.sato.account,
        )

    def entrances(self) -> None:
        """Second factors, and the link by which a password is set."""
        self.app = totp.TOTP.activate(
            self.suzuki.account, totp.generate_totp_secret()
        ).instance
        self.passkey = Authenticator.objects.create(
            user=self.hanako.account,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "わたしのスマートフォン", "credential": _a_credential()},
        )
        # Of somebody who does not visit: a log-in would end the link.
        self.password = password_link(cast.cio().account).split("/")[-2:]

    def address(self, route: Route) -> str:
        """Return the address of a route in this world, or raise ``KeyError``."""
        names = dict.fromkeys(_PART.findall(route.path), "")
        if names:
            names = self.names[f"{route.door} {route.name}"]
        return "/" + _PART.sub(lambda part: str(names[part[1]]), route.path)

    @cached_property
    def names(self) -> dict[str, dict[str, Any]]:
        """Return what stands in each address that names a thing."""
        return names_of(self)
