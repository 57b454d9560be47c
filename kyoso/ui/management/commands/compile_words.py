"""``kyoso compile-words``: make the .mo files from the .po files people write.

``--tidy`` first removes what an earlier app has translated already.
``--missing`` lists the sentences that have no translation yet, as .po entries
to copy into the app's own catalogue.
"""

from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandParser

from kyoso.ui import translations


class Command(BaseCommand):
    help = "翻訳（.po）から、画面が読む形（.mo）を作ります。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="まだ訳していない文を並べます。"
        )

        parser.add_argument(
            "--tidy",
            action="store_true",
            help="ほかのアプリですでに訳した文を、あとのアプリから除きます。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["missing"]:
            self._list_missing()
            return
        if options["tidy"]:
            self._tidy()
        for folder in translations.folders():
            for _, file in translations.catalogues(folder):
                catalogue = polib.pofile(str(file))
                catalogue.save_as_mofile(str(file.with_suffix(".mo")))
                self.stdout.write(f"{folder.name}: {file.parts[-3]} {len(catalogue)}文")

    def _tidy(self) -> None:
        """Keep each sentence once: the catalogue that Django prefers has it."""
        known: dict[str, set[str]] = {locale: set() for locale in translations.LOCALES}
        for folder in translations.folders():
            for locale, file in translations.catalogues(folder):
                catalogue = polib.pofile(str(file))
                repeated = [one for one in catalogue if one.msgid in known[locale]]
                for entry in repeated:
                    catalogue.remove(entry)
                known[locale] |= {entry.msgid for entry in catalogue}
                if repeated:
                    catalogue.save(str(file))
                    self.stdout.write(
                        f"{folder.name}: {locale} から{len(repeated)}文を除きました。"
                    )

    def _list_missing(self) -> None:
        told: dict[str, set[str]] = {locale: set() for locale in translations.LOCALES}
        for folder in translations.folders():
            for locale, file in translations.catalogues(folder):
                done = polib.pofile(str(file)).translated_entries()
                told[locale] |= {entry.msgid for entry in done}
        for folder in translations.folders():
            for message, user in translations.messages_of(folder).items():
                without = [name for name in told if message not in told[name]]
                if without:
                    entry = polib.POEntry(
                        msgid=message,
                        comment=f"{folder.name}/{user}",
                        tcomment=" ".join(without),
                    )
                    self.stdout.write(str(entry))
