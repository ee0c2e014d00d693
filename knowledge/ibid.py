"""Ibid.: the work last cited in a channel, at another page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.answer import Finding
from knowledge.model import Entry, Pair, Source

_IBID = re.compile(r"\s*(?:ibid(?:em)?|loc\.? ?cit|op\.? ?cit)\b\.?,?\s*(?P<where>.*)", re.IGNORECASE | re.DOTALL)


def asked_of_ibid(query: str) -> str | None:
    """What follows "ibid." in a query: a page, or nothing. None where the query is another."""
    found = _IBID.fullmatch(query)
    return found["where"].strip() if found else None


def last_cited(shown: Entry | Finding | Pair) -> Source | None:
    """The work that the card cites last."""
    cited = list(_cited(shown))
    return cited[-1] if cited else None


def _cited(shown: Entry | Finding | Pair) -> Iterable[Source]:
    citing = (*shown.earlier, *shown.later) if isinstance(shown, Pair) else shown.quotations
    return (one.citation.source for one in citing if one.citation)
