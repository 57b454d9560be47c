"""``kyoso officers``: the first operator, and a role in an emergency.

    kyoso officers first --name "小林 守" --number 1007 --email op@example.jp --section chiiki-joho
    kyoso officers grant --number 1007 --section chiiki-joho --role operator --reason "…"

Both are for whoever may log in to the server. Both are written to the audit
record, and stand on the page of the roles.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.people.actions.roles import grant_alone, install_operator
from kyoso.engines.people.errors import OfficerUnknown
from kyoso.engines.people.invitations import password_link
from kyoso.engines.people.models import Officer, Section
from kyoso.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Make the first operator, or give a role without a second person."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        first = verbs.add_parser("first")
        for name in ("--name", "--number", "--email", "--section"):
            first.add_argument(name, required=True)
        grant = verbs.add_parser("grant")
        for name in ("--number", "--section", "--role", "--reason"):
            grant.add_argument(name, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        section = Section.objects.filter(slug=options["section"]).first()
        if section is None:
            known = ", ".join(Section.objects.values_list("slug", flat=True))
            raise CommandError(f"No such section. Known: {known}")
        try:
            if options["verb"] == "first":
                self._first(section, options)
            else:
                self._grant(section, options)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None

    def _first(self, section: Section, options: dict[str, Any]) -> None:
        officer = install_operator(
            name=options["name"],
            number=options["number"],
            email=options["email"],
            section=section,
            by=None,
        )
        self.stdout.write(
            "The first operator is made. Set a password within three days:"
        )
        self.stdout.write(password_link(officer.account))

    def _grant(self, section: Section, options: dict[str, Any]) -> None:
        officer = Officer.objects.filter(number=options["number"]).first()
        if officer is None:
            raise OfficerUnknown(number=options["number"])
        post = grant_alone(
            officer,
            section=section,
            role=options["role"],
            reason=options["reason"],
            by=None,
        )
        self.stdout.write(
            f"{officer.name} is {post.role} of {section.name} from today."
        )
