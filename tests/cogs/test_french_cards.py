"""Every card in French: every sentence of ours is, and the essay's words are the very same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

import pytest
from discord import ui

from cogs import language
from cogs.answering.reply import Reply
from cogs.language import ENGLISH, LANGUAGES, speak
from cogs.settings.items import PrefixModal
from tests.cogs.catalogues import CATALOGUES, extracted, pieces, sentences
from tests.cogs.examples import REPLIES
from tests.cogs.test_cards import FILES, drawn

OTHER = "de"
"""A language without a catalogue, for English that is looked up all the same."""


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    speak("fr")
    yield
    speak(ENGLISH)


@pytest.mark.parametrize("name", REPLIES)
def test_a_card_in_french_has_nothing_left_in_english(name: str) -> None:
    shown = drawn(REPLIES[name]())
    left = [piece for piece in ENGLISH_PIECES if piece in shown]
    assert left == []


@pytest.mark.parametrize("name", REPLIES)
def test_a_card_in_french_has_the_very_words_of_the_essay(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_catalogue", Marked.of)
    monkeypatch.setattr("cogs.cards.schedules.format_date", lambda *_args, **_how: "a day")
    monkeypatch.setitem(LANGUAGES, OTHER, "English, marked")
    in_french = Marked.left_of(drawn(REPLIES[name]()))
    speak(OTHER)
    assert Marked.left_of(drawn(REPLIES[name]())) == in_french


@pytest.mark.parametrize("name", REPLIES)
def test_a_card_that_was_drawn_in_french_is_in_english_again(name: str) -> None:
    in_french = drawn(REPLIES[name]())
    speak(ENGLISH)
    assert drawn(REPLIES[name]()) == FILES[name].read_text(encoding="utf-8")
    speak("fr")
    assert drawn(REPLIES[name]()) == in_french


@pytest.mark.parametrize("name", REPLIES)
def test_nothing_on_a_button_or_in_a_menu_is_cut_in_french(name: str) -> None:
    labels = list(labels_of(REPLIES[name]()))
    speak(ENGLISH)
    in_english = list(labels_of(REPLIES[name]()))
    cut = [label for label, other in zip(labels, in_english, strict=True) if label.endswith("…") > other.endswith("…")]
    assert cut == []


def labels_of(reply: Reply) -> Iterator[str]:
    """What stands on the buttons and in the menus of a reply."""
    for item in (child for view in reply.layouts() for child in view.walk_children()):
        match getattr(item, "item", item):
            case ui.Button() as button:
                yield button.label or ""
            case ui.Select() as menu:
                yield menu.placeholder or ""
                yield from (option.label for option in menu.options)
            case ui.RoleSelect() as menu:
                yield menu.placeholder or ""
            case _:
                pass


def test_the_modal_fits_in_french() -> None:
    modal = PrefixModal("!")
    (label,) = modal.children
    assert isinstance(label, ui.Label)
    assert len(modal.title) <= 45
    assert len(label.text) <= 45
    assert len(label.description or "") <= 100


class Marked(NullTranslations):
    """A catalogue whose sentences show where they stand: what a language says is set between two separators."""

    OURS = re.compile("\u2028.*?\u2029", re.DOTALL)

    def __init__(self, catalogue: NullTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    @classmethod
    def of(cls, code: str, real: Any = language._catalogue) -> Marked:  # noqa: SLF001  # what is replaced in the tests
        """The catalogue of French; of what else there is, English."""
        return cls(real(code) if code in CATALOGUES else NullTranslations())

    @classmethod
    def left_of(cls, shown: str) -> Counter[str]:
        """What is shown and not said by a catalogue."""
        return Counter(words for words in cls.OURS.split(shown) if words)

    def gettext(self, message: str) -> str:
        return self._marked(self._catalogue.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._marked(self._catalogue.ngettext(msgid1, msgid2, n))

    def _marked(self, sentence: str) -> str:
        return "".join(f"\u2028{words}\u2029{field}" for words, field in pieces(sentence)) + "\u2028\u2029"


def _english_pieces() -> Iterator[str]:
    """The words of our English sentences between their places, three or more together."""
    for key in sentences(extracted()):
        for sentence in (key,) if isinstance(key, str) else key:
            yield from (words.strip() for words, _field in pieces(sentence) if len(words.split()) > 2)


ENGLISH_PIECES = set(_english_pieces())
