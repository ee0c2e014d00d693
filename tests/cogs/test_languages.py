"""Every sentence of ours can be said in every language, and every catalogue says it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from cogs.commands import COMMANDS, SETTINGS
from cogs.language import ENGLISH, LANGUAGES, _, ngettext, speak, spoken
from tests.cogs.catalogues import (
    CATALOGUES,
    COGS,
    extracted,
    forms,
    marked,
    pieces,
    read,
    said_at_import,
    sentences,
    unmarked,
)

UP_TO_DATE = "python -m tests.cogs.catalogues puts what is missing into the file, with nothing to say yet"

MODULES = {str(file.relative_to(COGS)): ast.parse(file.read_text("utf-8")) for file in sorted(COGS.rglob("*.py"))}

TERMINAL = "cards/explaining.py"
"""What only the terminal shows is said in English."""

NOT_SAID = {
    *(command.example for command in COMMANDS),
    "kronstadt",
    "schedule change ",
    " saturday 21:00",
    " kronstadt",
    " memoirs 150",
    "memoirs 159",
    "ibid 159",
    " commands",
    "help settings",
    "settings channel silent off",
    "schedule remove ",
    "/schedule change ",
    "works cited",
    "note ",
    "RIS (Zotero, EndNote)",
    "MLA",
    "BibTeX",
    "CSL-JSON",
    " UTC",
}
"""Words that are no sentence of ours: what members type, names."""


@pytest.fixture(params=sorted(CATALOGUES))
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """Each language's catalogue."""
    return read(request.param)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak(ENGLISH)


def test_every_language_has_its_catalogue() -> None:
    assert {ENGLISH, *CATALOGUES} == set(LANGUAGES)


def test_every_marked_sentence_is_found() -> None:
    assert {key for tree in MODULES.values() for key in marked(tree)} == set(sentences(extracted()))


def test_every_sentence_is_translated(catalogue: Catalog) -> None:
    known = sentences(catalogue)
    missing = [key for key in sentences(extracted()) if key not in known or not all(forms(known[key]))]
    assert not missing, f"{catalogue.locale} lacks {missing}. {UP_TO_DATE}."


def test_no_translation_is_doubtful_or_of_no_use_any_more(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert list(catalogue.obsolete) == []
    assert set(sentences(catalogue)) - set(sentences(extracted())) == set(), UP_TO_DATE


def test_every_translation_has_the_places_of_its_sentence(catalogue: Catalog) -> None:
    for key, message in sentences(catalogue).items():
        wanted = places(key if isinstance(key, str) else key[-1])
        assert all(places(form) == wanted for form in forms(message) if form), key


def test_every_counting_sentence_has_every_form_of_the_language(catalogue: Catalog) -> None:
    counting = [message for key, message in sentences(catalogue).items() if isinstance(key, tuple)]
    assert counting
    assert {len(forms(message)) for message in counting} == {catalogue.num_plurals}


def test_a_translation_keeps_the_ends_and_the_lines_of_its_sentence(catalogue: Catalog) -> None:
    for key, message in sentences(catalogue).items():
        one = key if isinstance(key, str) else key[0]
        for form in filter(None, forms(message)):
            assert form.count("\n") == one.count("\n"), key
            assert [form.startswith(" "), form.endswith(" ")] == [one.startswith(" "), one.endswith(" ")], key


def test_french_is_set_as_the_french_set_it() -> None:
    spaced = re.compile("«\u00a0|\u00a0»|\u00a0:|\u202f[;?!]|\\d:\\d")
    for key, message in sentences(read("fr")).items():
        for form in forms(message):
            assert not re.search(r"[«»:;?!']|\.\.\.", spaced.sub("", form)), key


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_is_said_that_is_not_marked(module: str) -> None:
    said = [words for words in unmarked(MODULES[module]) if words not in NOT_SAID]
    assert not said or module == TERMINAL, f"{module} says {said}: mark it with _(…), later(…) or ngettext(…)"


@pytest.mark.parametrize("module", sorted(MODULES))
def test_nothing_is_looked_up_before_it_is_shown(module: str) -> None:
    assert list(said_at_import(MODULES[module])) == [], "mark it with later(…), and look it up where it is shown"


def test_nothing_in_discord_shows_what_only_the_terminal_says() -> None:
    name = f"cogs.{TERMINAL.removesuffix('.py').replace('/', '.')}"
    assert not [module for module, tree in MODULES.items() if name in ast.unparse(tree)]


def test_an_unmarked_sentence_would_be_found() -> None:
    tree = ast.parse("""
def card():
    "A docstring is none."
    log.info("nor what is %s", "logged")
    return Run(_("Marked."), f"{number} is not marked", italic=True), Button(label="Open", custom_id="serge:open")
""")
    assert list(unmarked(tree)) == [" is not marked", "Open"]


def test_what_is_looked_up_too_early_would_be_found() -> None:
    tree = ast.parse("""
TITLE = _("Too early")
LATER = later("In time")
@describe(query=_("Too early"))
def card(title=_("Too early")):
    return _("In time"), lambda: _("In time")
""")
    assert list(said_at_import(tree)) == ["_('Too early')"] * 3


def test_help_names_every_language_by_its_code() -> None:
    assert f"({', '.join(LANGUAGES)})" in SETTINGS.details


def test_an_unknown_language_is_english() -> None:
    speak("tlh")
    assert spoken() == ENGLISH
    assert _("Delete") == "Delete"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    speak("fr")
    assert _("No catalogue has this.") == "No catalogue has this."
    assert [ngettext("{number} such thing", "{number} such things", number) for number in (1, 2)] == [
        "{number} such thing",
        "{number} such things",
    ]


def test_french_counts_as_the_french_do() -> None:
    speak("fr")
    said = [ngettext("{number} quotation", "{number} quotations", number).format(number=number) for number in range(3)]
    assert said == ["0 citation", "1 citation", "2 citations"]


def places(sentence: str) -> Counter[str]:
    return Counter(field for _words, field in pieces(sentence) if field)
