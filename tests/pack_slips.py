"""What a person may get wrong in one of a pack's files, and what is said about it."""

from __future__ import annotations

Change = tuple[str, str, str]
"""A file, the words that stand there once, and what is written instead."""

SLIPS: dict[str, tuple[Change, list[str]]] = {
    # keys and values
    "an unknown key": (
        ("entries.yaml", "held_by: [the masters]", "held_by: [the masters]\n  holder: the masters"),
        ["entries.yaml:6: unknown key “holder”"],
    ),
    "a key a little off": (
        ("entries.yaml", "  related:", "  related_to:"),
        ["entries.yaml:11: unknown key “related_to”; did you mean “related”?"],
    ),
    "a key a little off, further in": (
        ("entries.yaml", "      suffix:", "      suffixes:"),
        ["entries.yaml:25: unknown key “suffixes”; did you mean “suffix”?"],
    ),
    "a misspelt kind of phrasing": (
        ("entries.yaml", "    vague:", "    vage:"),
        ["entries.yaml:16: unknown key “vage”; did you mean “vague”?"],
    ),
    "an American key": (
        ("pack.yaml", "licence: CC0", "license: CC0"),
        ["pack.yaml:1: “licence” is missing", "pack.yaml:5: unknown key “license”; did you mean “licence”?"],
    ),
    "a missing key": (("entries.yaml", "  topic: False weights\n", ""), ["entries.yaml:18: “topic” is missing"]),
    "a missing key further in": (
        ("entries.yaml", "- exact: Nobody who bakes has ever said so.", "- suffix: said so."),
        ["entries.yaml:10: “exact” is missing"],
    ),
    "an empty value": (
        ("entries.yaml", "claim: Bread has to be baked at night.", "claim:"),
        ["entries.yaml:4: “claim” is empty"],
    ),
    "a value of blanks": (
        ("pack.yaml", "title: A Word on Bread", 'title: "  "'),
        ["pack.yaml:2: “title” is empty"],
    ),
    "a list for text": (
        ("entries.yaml", "topic: False weights", "topic: [False weights]"),
        ["entries.yaml:19: “topic” should be text"],
    ),
    "text for a list": (
        ("entries.yaml", "aliases: [scales]", "aliases: scales"),
        ["entries.yaml:20: “aliases” should be a list: write each item on a line of its own after “- ”"],
    ),
    "nothing in a list that needs something": (
        ("entries.yaml", "\n    - exact: Nobody who bakes has ever said so.", " []"),
        ["entries.yaml:9: “rebuttals” needs at least one item"],
    ),
    "a year in words": (
        ("quotations.yaml", "year: 1919", "year: about 1919"),
        ["quotations.yaml:7: “year” is “about 1919”; it should be a whole number"],
    ),
    "neither true nor false": (
        ("entries.yaml", "implied: true", "implied: perhaps"),
        ["entries.yaml:22: “implied” is “perhaps”; it can be true or false"],
    ),
    "a kind that is none": (
        ("quotations.yaml", "kind: displayed", "kind: block"),
        ["quotations.yaml:9: “kind” is “block”; it can be 'quotation', 'displayed', 'term', 'scare' or 'title'"],
    ),
    "a colour that is none": (
        ("pack.yaml", "licence: CC0", "licence: CC0\naccent: red"),
        ["pack.yaml:6: “accent” is “red”; a colour is written #rrggbb"],
    ),
    "a key with capitals": (
        ("quotations.yaml", "- key: short-weight", "- key: Short Weight"),
        [
            "entries.yaml:26: “quotations” names “short-weight”, which is not in the pack",
            "quotations.yaml:11: “key” is “Short Weight”; a key holds small letters, digits and single hyphens",
        ],
    ),
    "a name of nobody": (
        ("sources.yaml", "{family: Rye, given: Tom}", "{given: Tom}"),
        ["sources.yaml:14: a name needs “family” or “literal”"],
    ),
    # one thing twice
    "a YAML key twice": (
        ("sources.yaml", "  title: Sacks", "  title: Sacks\n  title: Bags"),
        ["sources.yaml:13: “title” is given twice"],
    ),
    "a key taken": (
        ("quotations.yaml", "- key: morning", "- key: short-weight"),
        [
            "entries.yaml:8: “quotations” names “morning”, which is not in the pack",
            "quotations.yaml:11: the key “short-weight” is taken by quotations.yaml:8",
        ],
    ),
    "a topic of another entry": (
        ("entries.yaml", "topic: False weights", "topic: night BAKING!"),
        ["entries.yaml:19: the topic “night BAKING!” is also that of “night-baking”"],
    ),
    "an alias of another entry": (
        ("entries.yaml", "[scales]", "[scales, The Night-Shift]"),
        ["entries.yaml:20: the alias “The Night-Shift” is also one of “night-baking”"],
    ),
    "an alias that is another's topic": (
        ("entries.yaml", "[scales]", "[Night  Baking]"),
        ["entries.yaml:20: the alias “Night  Baking” is the topic of “night-baking”"],
    ),
    "an earlier alias that is a later topic": (
        ("entries.yaml", "baking by day]", "false weights]"),
        ["entries.yaml:3: the alias “false weights” is the topic of “false-weights”"],
    ),
    "an alias that repeats the topic": (
        ("entries.yaml", "[scales]", "[false weights]"),
        ["entries.yaml:20: the alias “false weights” is given twice or repeats the topic"],
    ),
    "an alias without a word": (
        ("entries.yaml", "[scales]", '["?!"]'),
        ["entries.yaml:20: the alias “?!” holds nothing that can be searched"],
    ),
    "a topic without a word": (
        ("entries.yaml", "topic: False weights", 'topic: "?!"'),
        ["entries.yaml:19: the topic “?!” holds nothing that can be searched"],
    ),
    # what is not there
    "a source that is not there": (
        ("quotations.yaml", "source: ovens", "source: oven"),
        ["quotations.yaml:4: there is no source “oven” in sources.yaml"],
    ),
    "a quoting source that is not there": (
        ("quotations.yaml", "quoted_in: sacks", "quoted_in: bags"),
        ["quotations.yaml:15: there is no source “bags” in sources.yaml"],
    ),
    "a quotation that is not there": (
        ("entries.yaml", "[night-shift, morning]", "[night-shift, evening]"),
        ["entries.yaml:8: “quotations” names “evening”, which is not in the pack"],
    ),
    "a related entry that is not there": (
        ("entries.yaml", "related: [false-weights]", "related: [true-weights]"),
        ["entries.yaml:11: “related” names “true-weights”, which is not in the pack"],
    ),
    "nobody who holds the claim": (
        ("entries.yaml", "  implied: true\n", ""),
        ["entries.yaml:18: says neither who holds the claim (held_by) nor that nobody does (implied: true)"],
    ),
    # whose page it is
    "source and quoted_in": (
        ("quotations.yaml", "quoted_in: sacks", "quoted_in: sacks\n  source: sacks"),
        ["quotations.yaml:11: give “source” or “quoted_in”, not both: the page belongs to one work"],
    ),
    "a page of no work": (
        ("quotations.yaml", "  source: ovens\n", ""),
        ["quotations.yaml:5: says where, but not in which work: give “source” or “quoted_in”"],
    ),
    # words and their places
    "words that are not in the text": (
        ("entries.yaml", "Nobody who bakes has ever said so.", "Nobody who bakes had ever said that."),
        [
            (
                "entries.yaml:10: the edition does not hold “Nobody who bakes had ever said that.”; "
                "nearest: “Nobody who bakes has ever said so.[^1]” in The Ovens 1"
            )
        ],
    ),
    "words that stand twice": (
        ("quotations.yaml", "exact: Give us the morning and we will give you bread.", "exact: bread"),
        [
            (
                "quotations.yaml:8: “bread” stands 2 times (The Ovens 1, The Ovens 3); "
                "name the place with “at” or add a prefix or suffix"
            )
        ],
    ),
    "words after another word": (
        ("entries.yaml", 'suffix: ", or so"', 'suffix: ", or not"'),
        [
            (
                "entries.yaml:24: “Weighing is the miller's own business” stands in The Scales 1, "
                "but not with this “prefix”, “suffix” or “at”"
            )
        ],
    ),
    "a place that is not there": (
        ("quotations.yaml", "at: The Scales 1", "at: The Scales 3"),
        ["quotations.yaml:11: there is no “The Scales 3” in the edition; write “The Ovens 1” or “note 1”"],
    ),
    "a note without its mark": (
        ("essay.md", "ever said so.[^1]", "ever said so."),
        ["essay.md:15: note 1 is marked nowhere in the text; put [^1] where it belongs"],
    ),
    "a mark without its note": (
        ("essay.md", "[^2]: Tom Rye, ‘Sacks’, *The Weigher*, 1920, 4–5.", ""),
        ["essay.md:13: [^2] has no note; add a line “[^2]: …”"],
    ),
    "a character that is none, in the essay": (
        ("essay.md", "thirty years", "thirty years\0"),
        ["essay.md:7: holds the character number 0; take it out"],
    ),
    "a character that is none": (
        ("entries.yaml", "topic: False weights", "topic: False weights\a"),
        ["entries.yaml:19: holds a control character (number 7); take it out"],
    ),
    "a character that is none, written out": (
        ("entries.yaml", "topic: False weights", r'topic: "False weights\0"'),
        ["entries.yaml:19: holds the character number 0; take it out"],
    ),
    # YAML
    "a quotation mark left open": (
        ("sources.yaml", "title: Sacks", 'title: "Sacks'),
        [
            (
                "sources.yaml:18: not readable as YAML: while scanning a quoted scalar that begins on line 12, "
                "found unexpected end of stream"
            )
        ],
    ),
    "a colon inside": (
        ("entries.yaml", "topic: False weights", "topic: Weights: false"),
        ["entries.yaml:19: not readable as YAML: mapping values are not allowed in this context"],
    ),
    "an alias of YAML": (
        ("quotations.yaml", "kind: displayed", "kind: &kind displayed\n  speaker: *kind"),
        [
            "quotations.yaml:10: “*kind” stands for what is written elsewhere; write it out here",
        ],
    ),
    "a key that is a list": (
        ("entries.yaml", "  topic: False weights", "  [topic, name]: False weights\n  topic: False weights"),
        ["entries.yaml:19: a key should be text"],
    ),
}
