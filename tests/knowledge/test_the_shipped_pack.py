"""The shipped pack as an editor would check it against EDITORIAL.md and the essay."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bot.cli import main
from knowledge.packs.pack import Pack, PackEntry
from knowledge.packs.shipped import SHIPPED
from knowledge.search.normal import normalise, words
from knowledge.search.spelling import Known, mend, nearly

EDITORIAL = (SHIPPED / "EDITORIAL.md").read_text(encoding="utf-8")

KINDS = {"keywords", "questions", "claims", "vague", "synonyms"}
SHORT_TITLES = {"memoirs", "danger", "papers", "year-one", "weissman"}

AMERICAN = {"labor": "labour", "defense": "defence"}


def is_form_of(word: str, other: str) -> bool:
    """Whether one is the other with an ending or a prefix, or the same word in American spelling."""
    one, same = (AMERICAN.get(spelt, re.sub(r"iz(?=e|ing|ation)", "is", spelt)) for spelt in (word, other))
    return one in same or same in one


def names(entry: PackEntry) -> list[str]:
    return [normalise(name) for name in (entry.topic, *entry.aliases)]


def test_every_entry_is_a_claim_with_holder_passage_and_rebuttal(shipped: Pack) -> None:
    assert 65 <= len(shipped.entries) <= 80
    for entry in shipped.entries:
        assert re.fullmatch(r"[A-Z][^.!?]*\.", entry.claim.text.replace("V. I. ", "")), entry.claim.text
        assert bool(entry.claim.held_by) is not entry.claim.implied, entry.key
        assert entry.passages, entry.key
        assert entry.rebuttals, entry.key
    assert len({entry.claim.text for entry in shipped.entries}) == len(shipped.entries)


# Sentences whole: a passage or rebuttal begins where a sentence begins and ends where one ends.
def test_passages_and_rebuttals_are_whole_sentences(shipped: Pack) -> None:
    for entry in shipped.entries:
        for part in (*entry.passages, *entry.rebuttals):
            block = shipped.edition.find(part.place.block)
            assert block is not None
            before, after = block.text[: part.place.start], block.text[part.place.end :]
            assert not before or re.search(r"[.?!][”\"’)]*(\[\^\d+\])? $|\)(\[\^\d+\])? $", before), (
                entry.key,
                part.exact,
            )
            assert not after or re.search(r"[.?!”\")\]]$", part.exact), (entry.key, part.exact)


def test_every_place_of_an_entry_is_named_among_its_places(shipped: Pack) -> None:
    for entry in shipped.entries:
        places = {block.name for block in entry.places}
        assert {part.place.block for part in (*entry.passages, *entry.rebuttals)} <= places, entry.key


def test_every_entry_has_at_least_15_phrasings_and_some_of_every_kind(shipped: Pack) -> None:
    for entry in shipped.entries:
        assert len(entry.phrasings) >= 15, entry.key
        assert {kind for kind, _ in entry.phrasings} == KINDS, entry.key


def test_no_phrasing_stands_twice_in_the_pack_or_repeats_a_claim_or_another_entrys_name(shipped: Pack) -> None:
    phrasings = Counter(normalise(text) for entry in shipped.entries for _, text in entry.phrasings)
    assert [text for text, count in phrasings.items() if count > 1 or not text] == []
    claims = {normalise(entry.claim.text) for entry in shipped.entries}
    assert claims & phrasings.keys() == set()
    assert {name for entry in shipped.entries for name in names(entry)} & phrasings.keys() == set()


# A misspelling is mended and said when somebody types it; as an alias it would be hidden.
def test_no_alias_is_a_misspelling_that_the_speller_would_mend(shipped: Pack) -> None:
    held = Counter(word for entry in shipped.entries for word in _words_but_names(entry))
    held.update(word for entry in shipped.entries for name in names(entry) for word in words(name))
    for entry in shipped.entries:
        for alias in map(normalise, entry.aliases):
            others = held - Counter(words(alias))
            known = {word: {other: Known(others[other]) for other in nearly(word, others)} for word in alias.split()}
            mended = [(word, right) for word in alias.split() if (right := mend(word, known[word]))]
            misspelt = {word: right for word, right in mended if not is_form_of(word, right)}
            corrected = " ".join(misspelt.get(word, word) for word in alias.split())
            assert not misspelt or corrected not in names(entry), (entry.key, misspelt)


# The issue's own topics, and what people call them.
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kronstadt", "kronstadt"),
        ("Cheka", "cheka"),
        ("secret police", "cheka"),
        ("Makhno", "makhno"),
        ("One-party rule", "one-party-rule"),
        ("declassed", "declassed"),
        ("One-man management", "one-man-management"),
        ("Left Opposition", "left-opposition"),
        ("Emma Goldman", "goldman"),
        ("Goldman", "goldman"),
    ],
)
def test_what_the_essay_is_asked_about_most_is_a_topic_or_alias(shipped: Pack, name: str, key: str) -> None:
    assert [entry.key for entry in shipped.entries if normalise(name) in names(entry)] == [key]


def test_entries_link_to_other_entries(shipped: Pack) -> None:
    keys = {entry.key for entry in shipped.entries}
    for entry in shipped.entries:
        assert set(entry.related) <= keys - {entry.key}
        assert entry.related, entry.key


# The 87 parentheses with a page in one of the five short titles, counted by a rule of the test's own.
def test_the_87_citations_by_short_title_are_attached(shipped: Pack) -> None:
    form = re.compile(r"\((?:quoted, )?\*?(Memoirs|Danger|Papers|Year One|Serge)\*?,? ([\dxvi][^()]*)\)")
    cited = [place for place in shipped.citations if form.fullmatch(place.exact)]
    printed = sum(len(form.findall(block.text)) for block in shipped.edition.blocks)
    assert len(cited) == printed == 87
    for place in cited:
        assert place.quotations or place.entries, place.exact
        assert {citation.source.key for citation in place.citations} <= SHORT_TITLES
        pages = re.findall(r"[\dxvi–-]+", form.fullmatch(place.exact)[2])  # type: ignore[index]
        assert [citation.locator for citation in place.citations] == pages, place.exact


def test_a_short_title_cites_the_work_it_stands_for(shipped: Pack) -> None:
    short = {"Memoirs": "memoirs", "Danger": "danger", "Papers": "papers", "Year One": "year-one", "Serge": "weissman"}
    for place in shipped.citations:
        if found := re.match(r"\((?:quoted, )?\*?(Memoirs|Danger|Papers|Year One|Serge)\b", place.exact):
            assert {citation.source.key for citation in place.citations} == {short[found[1]]}, place.exact


# Every locator that is given for a quotation is printed in a citation that serves it, or is that of an echo.
def test_a_quotations_pages_are_those_of_its_citations(shipped: Pack) -> None:
    printed: dict[str, set[tuple[str, str | None]]] = {}
    for place in shipped.citations:
        for key in place.quotations:
            cited = {(citation.source.key, citation.locator) for citation in place.citations}
            printed.setdefault(key, set()).update(cited)
    for quotation in shipped.quotations:
        if quotation.citation and quotation.key in printed and quotation.citation.locator:
            source, locator = quotation.citation.source.key, quotation.citation.locator
            assert {(source, page) for page in locator.split(", ")} <= printed[quotation.key], quotation.key


def test_eight_echoes_lean_on_a_citation_elsewhere(shipped: Pack) -> None:
    served = {key for place in shipped.citations for key in place.quotations}
    echoes = [one for one in shipped.quotations if one.citation and one.citation.locator and one.key not in served]
    assert {one.exact.rstrip(".") for one in echoes} == {
        "higher interests",
        "objectively counter-revolutionary",
        "full democracy",
        "Communism of associations",
        "supervise",
        "integral",
    }
    assert len(echoes) == 8
    assert all(one.certainty in {"inferred", "ambiguous"} for one in echoes)


def test_nobody_speaks_under_a_short_title(shipped: Pack) -> None:
    speakers = {quotation.speaker for quotation in shipped.quotations}
    assert speakers & {"Serge", "Weissman", "Memoirs", "Danger", "Papers", "Year One", "Lenin", "Trotsky"} == set()
    assert {"Victor Serge", "Susan Weissman"} <= speakers


# (quoted, *Serge* 45): Serge speaks and Weissman quotes him. (*Serge* 46): Weissman speaks.
def test_words_quoted_in_the_biography_are_serges_and_all_others_weissmans(shipped: Pack) -> None:
    quoted = {key for place in shipped.citations if "(quoted, *Serge*" in place.exact for key in place.quotations}
    assert len(quoted) == 7
    for quotation in shipped.quotations:
        if quotation.key in quoted:
            assert (quotation.speaker, quotation.provenance) == ("Victor Serge", "quoted by another")
            assert quotation.citation is not None
            assert (quotation.citation.source.key, quotation.citation.quoted) == ("weissman", True)
        elif quotation.citation and quotation.citation.source.key == "weissman" and quotation.kind != "title":
            assert quotation.speaker == "Susan Weissman", quotation.key
            assert not quotation.citation.quoted, quotation.key


def test_serges_own_books_give_his_own_words(shipped: Pack) -> None:
    for quotation in shipped.quotations:
        citation = quotation.citation
        if citation and citation.source.key in {"memoirs", "danger", "papers", "year-one"}:
            lenin = quotation.speaker == "V. I. Lenin" and citation.quoted
            assert lenin or quotation.speaker in {"Victor Serge", None}, quotation.key
            assert citation.quoted is lenin


# Serge is the biography here, printed without italics.
@pytest.mark.parametrize("block", ["The Bolsheviks 3", "The Bolsheviks 4"])
def test_the_biography_is_cited_where_its_italics_are_missing(shipped: Pack, block: str) -> None:
    bare = [place for place in shipped.citations if place.place.block == block and place.exact.startswith("(Serge ")]
    assert bare
    assert {citation.source.key for place in bare for citation in place.citations} == {"weissman"}


@pytest.mark.parametrize(
    ("words_", "reads"),
    [
        ("Dzerhinsky", "Dzerzhinsky"),
        ("will opposing", "while opposing"),
        ("such board democratic", "such broad democratic"),
    ],
)
def test_a_quotations_misprint_stands_and_is_listed(shipped: Pack, words_: str, reads: str) -> None:
    (quotation,) = [quotation for quotation in shipped.quotations if words_ in quotation.exact]
    (slip,) = [slip for slip in shipped.slips if words_ in slip.exact]
    assert reads in slip.reads
    assert slip.place.block == quotation.place.block
    assert not any(reads in block.text for block in shipped.edition.blocks)


def test_every_slip_stands_where_it_says_and_should_read_otherwise(shipped: Pack) -> None:
    for slip in shipped.slips:
        block = shipped.edition.find(slip.place.block)
        assert block is not None
        assert block.text[slip.place.start : slip.place.end] == slip.exact
        assert slip.reads != slip.exact
    assert len({slip.place for slip in shipped.slips}) == len(shipped.slips)


def test_the_map_in_the_repository_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--markdown"]) == 0
    assert capsys.readouterr().out == (SHIPPED / "MAP.md").read_text(encoding="utf-8")


def test_the_map_names_every_section_and_claim_once_and_in_order(shipped: Pack) -> None:
    text = (SHIPPED / "MAP.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == list(shipped.edition.sections)
    topics = re.findall(r"^- \*\*(.*)\*\* – ", text, re.MULTILINE)
    assert sorted(topics) == sorted(entry.topic for entry in shipped.entries)


def test_the_editorial_rules_link_to_files_that_are_there() -> None:
    links = re.findall(r"\]\(([^)#]+)", EDITORIAL)
    assert {"AGREEMENT-quotations.md", "AGREEMENT-claims.md"} <= set(links)
    assert [link for link in links if not (SHIPPED / link).is_file()] == []


def test_the_editorial_rules_figures_are_those_of_the_pack(shipped: Pack) -> None:
    certainties = Counter(str(quotation.certainty) for quotation in shipped.quotations)
    sentence = (
        f"Of {len(shipped.quotations)} quotations {certainties['certain']} are certain, "
        f"{certainties['inferred']} inferred, {certainties['ambiguous']} ambiguous."
    )
    assert sentence in " ".join(EDITORIAL.split())
    assert f"all {len(shipped.edition.notes)}" in " ".join(EDITORIAL.split())
    assert f"{len(shipped.entries)} in the end" in EDITORIAL


def _words_but_names(entry: PackEntry) -> set[str]:
    """The distinct words an entry is found by, apart from those of its topic and aliases."""
    texts = [entry.claim.text, *(text for _, text in entry.phrasings), *entry.claim.held_by]
    texts += [part.exact for part in (*entry.passages, *entry.quotations, *entry.rebuttals)]
    return {word for text in texts for word in words(text)}
