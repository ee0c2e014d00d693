"""What stands at the head of each file of a new pack: what it is for, and an example of what cannot be found."""

from __future__ import annotations

PACK = """\
# What travels with the words. Replace everything that begins with {fill_in}.
slug: {slug}
title: {title}
author: {author}
date: {date}
licence: "{fill_in}: on what terms the text may be passed on"
retrieved: "{fill_in}: where and when it was taken from"
# Colour of the pack's cards:
# accent: "#8b1e1e"
# Set this to true at the end: serge check then fails on whatever is left out.
complete: false
"""

SOURCES = """\
# The works that the text cites, one for each short title found in its parentheses. Replace everything that begins with
# FILL IN, uncomment what you know, and add the works that only notes name. `serge schema sources` has all fields.
"""

SOURCE_FIELDS = (
    "author:",
    "  - {family: Surname, given: First}",
    "publisher-place: London",
    "publisher: Name of the Press",
    'issued: "1919"',
)

QUOTATIONS = """\
# Every pair of quotation marks in the text, and every displayed quotation. Uncomment “speaker” and say who said the
# words; where the work only quotes them, write quoted_in instead of source and provenance: quoted by another.
# Where nobody is quoted: kind: term, scare or title. Also: year, certainty, reason. `serge schema quotations` has all.
"""

CITATIONS = """\
# Every place where the text cites: its parentheses, then its notes as wholes. Each has to back something:
# “quotations” whose place it gives, or “entries” whose statement rests on it.
"""

ENTRIES = """\
# The claims: one entry for each that somebody could make in a debate, and the text's answer to it. An example, with
# every field; passages and rebuttals are the text's own words, letter for letter. “prefix” and “suffix” (what stands
# directly before and after) are needed only where the words stand twice. Replace the [] at the end.
#
# - key: night-baking
#   topic: Night baking
#   aliases: [the night shift, baking by day]
#   claim: "Bread has to be baked at night."
#   held_by: [the masters]
#   implied: false
#   places: [The Ovens 1, The Ovens 2, note 1]
#   passages:
#     - at: The Ovens 1
#       exact: "The masters say that bread baked by day is stale by dawn."
#   quotations: [ovens-2-1]
#   rebuttals:
#     - at: The Ovens 1
#       exact: "Nobody who bakes has ever said so."
#       prefix: "stale by dawn. "
#       suffix: "[^1]"
#   related: [false-weights]
#   phrasings:
#     keywords: [ovens at night, baker hours]
#     questions: ["Why do bakers work at night?"]
#     claims: ["Day bread is stale."]
#     vague: ["What about the hours?"]
#     synonyms: [graveyard shift]
[]
"""

PAIRS = """\
# Then and now: an earlier statement set against a later one, and the text's comment. An example, with every field;
# a statement that is a recorded quotation has its speaker, source and page from there. Replace the [] at the end.
#
# - key: shifts
#   topic: Shifts
#   question: "Does the night shift harm the baker?"
#   earlier:
#     - at: The Ovens 2
#       exact: "the oven keeps a man warm"
#       when: "1909"
#       speaker: Ada Lamp
#       source: ovens
#       label: page
#       locator: "12"
#   later:
#     - at: The Ovens 3
#       exact: "the night shift kills the baker"
#       when: "1919"
#       speaker: Ada Lamp
#       quoted_in: sacks
#   comment:
#     - at: The Ovens 3
#       exact: "Ten years had taught her."
#   entries: [night-baking]
[]
"""

SLIPS = """\
# Slips of the text: they stay as they stand, and are listed here with what they should presumably be. An example, with
# every field. Replace the [] at the end.
#
# - at: The Ovens 2
#   exact: "the night shifts was long"
#   reads: "the night shifts were long"
#   reason: "In the first edition too."
[]
"""

DECISIONS = """\
# What needs a person

Found while this pack was made from `{text}`; the lines are counted there. Tick off what is settled; `serge check`
does not read this file, and it can go once it is done.
"""
