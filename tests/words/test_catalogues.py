"""Every sentence a citizen may read is also there in English and やさしい日本語."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest

from kyoso.ui import translations

pytestmark = pytest.mark.once

FOLDERS = translations.folders()
CATALOGUES = [file for folder in FOLDERS for _, file in translations.catalogues(folder)]


def name(path: Path) -> str:
    return f"{path.parts[-5]}-{path.parts[-3]}" if path.suffix else path.name


@cache
def used() -> set[str]:
    return set().union(
        *(translations.messages_of(folder) for folder in FOLDERS),
        *(translations.literals_of(folder) for folder in FOLDERS),
    )


def translated(locale: str) -> set[str]:
    return {
        entry.msgid
        for folder in FOLDERS
        for found, file in translations.catalogues(folder)
        if found == locale
        for entry in polib.pofile(str(file)).translated_entries()
    }


@pytest.mark.parametrize("locale", translations.LOCALES)
@pytest.mark.parametrize("folder", FOLDERS, ids=name)
def test_every_marked_sentence_is_translated(folder, locale):
    missing = set(translations.messages_of(folder)) - translated(locale)
    assert not missing, f"{locale}: " + "\n".join(sorted(missing))


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_the_compiled_catalogue_says_what_people_wrote(file):
    written = polib.pofile(str(file)).to_binary()
    assert file.with_suffix(".mo").read_bytes() == written, "kyoso compile-words"


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_nothing_is_guessed_or_left_empty(file):
    catalogue = polib.pofile(str(file))
    assert not catalogue.fuzzy_entries()
    assert not catalogue.obsolete_entries()
    assert not [entry.msgid for entry in catalogue.untranslated_entries()]


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_no_translation_is_unused(file):
    told = {entry.msgid for entry in polib.pofile(str(file))}
    assert told - used() == set()


@pytest.mark.parametrize("file", CATALOGUES, ids=name)
def test_translations_keep_the_places_for_values(file):
    for entry in polib.pofile(str(file)):
        for told in [entry.msgstr, *entry.msgstr_plural.values()]:
            if told:
                assert places(told) == places(entry.msgid), entry.msgid


def places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))


def test_it_finds_sentences_in_templates_and_in_python(tmp_path):
    (tmp_path / "a.html").write_text(
        '{% load i18n %}{% trans "一" %}{% blocktrans %}{{ n }}件{% endblocktrans %}'
        '{% include "x.html" with label=_("二") %}'
        "{% blocktrans count n=n %}三{% plural %}三{% endblocktrans %}",
        encoding="utf-8",
    )
    (tmp_path / "a.py").write_text(
        'from x import gettext as _\n_("四")\nf("五")\n', encoding="utf-8"
    )
    assert set(translations.messages_of(tmp_path)) == {
        "一",
        "%(n)s件",
        "二",
        "三",
        "四",
    }


@pytest.mark.parametrize("locale", translations.LOCALES)
def test_one_sentence_has_one_translation_in_the_whole_house(locale):
    """Django merges the catalogues, and one of two translations would be dead.

    ``kyoso compile-words --tidy`` leaves each sentence where it stands first: in
    the design system, else in the first app of ``INSTALLED_APPS``.
    """
    owners: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for found, file in translations.catalogues(folder):
            if found == locale:
                for entry in polib.pofile(str(file)):
                    owners.setdefault(entry.msgid, []).append(folder.name)
    assert not {message: apps for message, apps in owners.items() if len(apps) > 1}
