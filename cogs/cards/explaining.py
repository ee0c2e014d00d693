"""Why an answer is what it is, as a card."""

from __future__ import annotations

from cogs.cards.content import RULE, Card, Part, Style, beginning, part
from knowledge.answer import Basis
from knowledge.explain import Explanation, Reason
from knowledge.markup import Run, words_only

_RUNGS = {
    "page": "a page of a source, by its reference",
    "note": "a note, by its number",
    "source": "a work, by its name",
    "person": "a person, by name",
    "topic": "a topic or alias, by its name",
    "words": "the words of the query, weighed",
    "page or note": "a page or note that nothing is quoted from",
    "none": "none: nothing was sure enough to be shown",
}


def explanation_card(explanation: Explanation) -> Card:
    """The rung, the words, how sure, and for each match its scores and the text it is most like."""
    parts: list[Part] = [part(Style.TITLE, "Why")]
    parts.append(part(Style.BODY, Run(f"Found by: {_RUNGS.get(explanation.rung, explanation.rung)}")))
    if explanation.corrections:
        taken = ", ".join(f"“{beginning(typed)}” for {word}" for typed, word in explanation.corrections.items())
        parts.append(part(Style.BODY, Run(f"Taken: {taken}")))
    if explanation.basis is not None:
        parts += _weighed(explanation.basis)
    for number, reason in enumerate(explanation.reasons, start=1):
        parts += [RULE, *_reason(number, reason)]
    return tuple(parts)


def _weighed(basis: Basis) -> list[Part]:
    known = sorted(basis.terms.items(), key=lambda term: (-term[1], term[0]))
    words = ", ".join(f"{term} {worth:.1f}" for term, worth in known) or "nothing that the library knows"
    parts = [part(Style.BODY, Run(f"Looked for, with what each is worth: {words}"))]
    if basis.unknown:
        parts.append(part(Style.BODY, Run(f"Unknown: {', '.join(map(beginning, basis.unknown))}")))
    sure: list[str] = []
    if len(basis.scores) > 1:
        sure.append(f"the first is {basis.margin:.2f} before the second")
    if basis.scores and basis.on_topic is not None and basis.right is not None:
        sure += [f"the text speaks of it: {basis.on_topic:.2f}", f"the first is right: {basis.right:.2f}"]
    if sure:
        said = "; ".join(sure)
        parts.append(part(Style.BODY, Run(f"{said[0].upper()}{said[1:]} (each from 0 to 1)")))
    return parts


def _reason(number: int, reason: Reason) -> list[Part]:
    shared = f"; shared: {', '.join(reason.shared)}" if reason.shared else ""
    scores = f"score {reason.score:.2f} (BM25 {reason.bm25:.1f}, likeness {reason.likeness:.2f})"
    return [
        part(Style.LABEL, Run(f"{number}. {reason.topic}")),
        part(Style.BODY, Run(scores)),
        part(Style.SMALL, Run(f"most like the {reason.field} “{words_only(reason.text)}”{shared}")),
    ]
