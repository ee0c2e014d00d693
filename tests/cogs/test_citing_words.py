"""What is wanted cited, read from the words of a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.cards.citing import FIRST, STYLES
from cogs.citing.words import CiteRequest, read_request
from tests.cogs.hostile import texts


def a(what: str = "", style: str = FIRST, *, as_file: bool = False) -> CiteRequest:
    return CiteRequest(what, style, as_file=as_file)


def session(since: str = "", style: str = FIRST, *, as_file: bool = False) -> CiteRequest:
    return CiteRequest("", style, is_session=True, since=since, as_file=as_file)


@pytest.mark.parametrize(
    ("words", "request_"),
    [
        ("", a()),
        (" kronstadt ", a("kronstadt")),
        ("kronstadt as ris", a("kronstadt", "ris")),
        ("kronstadt bibtex", a("kronstadt", "bibtex")),
        ("kronstadt in MLA style", a("kronstadt", "mla")),
        ("kronstadt as a bibtex file", a("kronstadt", "bibtex", as_file=True)),
        ("kronstadt as a file as zotero", a("kronstadt", "ris", as_file=True)),
        ("kronstadt as a file", a("kronstadt", as_file=True)),
        ("memoirs 150 as footnotes", a("memoirs 150", "note")),
        ("note 28 as mla", a("note 28", "mla")),
        ("bibtex", a("", "bibtex")),
        ("as csl", a("", "csl-json")),
        ("notes", a("", "note")),
        ("file", a(as_file=True)),
        ("session", session()),
        ("Session BibTeX", session("", "bibtex")),
        ("session bibliography", session("", "bibliography")),
        ("session since 2h", session("2h")),
        ("session 90 min as ris", session("90 min", "ris")),
        ("session since yesterday 20:00 Paris json file", session("yesterday 20:00 Paris", "csl-json", as_file=True)),
        ("since 20:00", session("20:00")),
        ("session since the dawn of time", session("the dawn of time")),
    ],
)
def test_words_make_a_request(words: str, request_: CiteRequest) -> None:
    assert read_request(words) == request_


# What may be part of a name is one.
@pytest.mark.parametrize(
    "words",
    [
        "note 28",
        "the secret file",
        "revolution in danger",
        "sessions of the comintern",
        "a bibliography",
        "chronris",
        "profile",
    ],
)
def test_what_may_be_a_name_is_left_alone(words: str) -> None:
    assert read_request(words) == a(words)


def test_options_of_their_own_go_before_what_the_words_say() -> None:
    assert read_request("session since 2h as ris", "mla", "yesterday", as_file=True) == session(
        "yesterday", "mla", as_file=True
    )
    assert read_request("", since="2h") == session("2h")
    assert read_request("kronstadt as ris", "mla") == a("kronstadt", "mla")


def test_since_alone_makes_no_session_of_a_topic() -> None:
    assert not read_request("kronstadt", since="2h").is_session


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_understood_by_its_name(style: str) -> None:
    assert read_request(f"kronstadt as {style}") == a("kronstadt", style)
    assert read_request(f"session {style}") == session("", style)


@given(texts | st.text(max_size=60))
def test_any_words_make_a_request_for_some_of_them(words: str) -> None:
    request = read_request(words)
    assert request.what in words
    assert request.style in STYLES
