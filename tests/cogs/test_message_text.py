"""What a message says: its author's own prose, whatever Discord's marks, mentions, links and code stand in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cogs.messages.message_text import MessageText, message_text
from tests.cogs.hostile import MARKS

LONGEST = 4_000
"""As much as one message can hold."""

PROSE = {
    "a mention": ("<@80351110224678912> sorry, <@!9021>, no", "sorry, no"),
    "a channel": ("ask in <#1029384756> first", "ask in first"),
    "a role": ("<@&5512> meets today", "meets today"),
    "a slash command": ("try </serge ask:816437322781949972> once", "try once"),
    "everybody": ("@everyone read this, @here too", "read this, too"),
    "a custom emoji": ("bread <:loaf:1> and <a:rising:22>!", "bread and!"),
    "emoji": ("no 🙄 way👍🏽end 👨‍👩‍👧‍👦 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ok", "no way end ok"),
    "a timestamp": ("at <t:1618953630:R> or <t:-5>", "at or"),
    "a bare link": ("see https://example.org/a_b?c=*d*e.", "see."),
    "a link in angle brackets": ("see <https://example.org/a_(b)> and **https://example.org**", "see and"),
    "a link in parentheses": ("he did (https://example.org/serge) say", "he did () say"),
    "a masked link": ("as [he **said**](https://example.org/wiki/Foo_(bar)) then", "as he said then"),
    "a masked link with a title": ('as [he said](<https://example.org> "so") then', "as he said then"),
    "brackets that are no link": ("so [he] said (once)", "so [he] said (once)"),
    "inline code": ("run `serge **ask**` now", "run … now"),
    "code in two backticks": ("``a ` b`` is code", "… is code"),
    "a block of code": ("before ```py\nprint('bread')\n``` after", "before … after"),
    "a block of code over quoted lines": ("```\n> bread\n```\nrye", "…\nrye"),
    "backticks that nothing closes": ("a ` b `` c", "a ` b `` c"),
    "escaped backticks": (r"\`not code\` here", "`not code` here"),
    "a backslash that is escaped itself": (r"\\`code`", "\\…"),
    "a backslash before closing backticks": (r"`a\` b", "… b"),
    "bold, italics and both": ("**a** *b* ***c*** _d_ __e__ **_f_**", "a b c d e f"),
    "struck and hidden": ("~~a~~ ||b c||", "a b c"),
    "marks inside a word": ("un*bel*ievable snake_case_name", "unbelievable snake_case_name"),
    "signs that are no marks": ("5 * 3 = 15, a_b and 2 ~ 3", "5 * 3 = 15, a_b and 2 ~ 3"),
    "marks that nothing closes": ("**bold and *more", "**bold and *more"),
    "escaped marks": (r"\*a\* \_b\_ \> c", "*a* _b_ > c"),
    "headings, lists and small print": ("# A\n## B\n- c\n* d\n12. e\n-# f", "A\nB\nc\nd\ne\nf"),
    "a year that begins a line": ("1921. It was over.", "1921. It was over."),
    "blank lines and spaces": ("a  b\n\n   \n c\t", "a b\nc"),
    "nothing": ("", ""),
    "nothing but what is taken off": ("<@1> 🙄\n<:a:2>", ""),
}


@pytest.mark.parametrize(("content", "prose"), PROSE.values(), ids=PROSE)
def test_prose_is_what_is_left_of_a_message(content: str, prose: str) -> None:
    assert message_text(content) == MessageText(prose)


QUOTED = {
    "a line": ("> he saw it\nno", "no", "he saw it"),
    "several lines, and an empty one": ("> a\n>\n> b\nc\n> d", "c", "a\nb\nd"),
    "all the rest": ("no\n>>> a\nb\n> c", "no", "a\nb\n> c"),
    "with marks in it": ("> **bold** `code` <@1>", "", "bold …"),
    "after spaces": ("  > a\nb", "b", "a"),
    "no space after the sign": (">a\n>> b", ">a\n>> b", ""),
    "an escaped sign": (r"\> a", "> a", ""),
    "in the middle of a line": ("3 > 2", "3 > 2", ""),
}


@pytest.mark.parametrize(("content", "prose", "quoted"), QUOTED.values(), ids=QUOTED)
def test_what_is_quoted_is_told_apart(content: str, prose: str, quoted: str) -> None:
    assert message_text(content) == MessageText(prose, quoted)


def test_the_words_of_links_can_be_left_out() -> None:
    content = "Read [Memoirs](https://example.org/memoirs) 150 and https://example.org/x"
    assert message_text(content).prose == "Read Memoirs 150 and"
    assert message_text(content, link_words=False).prose == "Read … 150 and"


def test_what_stands_around_code_is_not_read_as_one() -> None:
    assert message_text("Memoirs `x` 150").prose == "Memoirs … 150"


hostile = st.lists(st.sampled_from([*MARKS, "`", "``", "](https://", "\\", "<a:", "🙄", "\r"]), max_size=400).map(
    lambda pieces: "".join(pieces)[:LONGEST]
)


@settings(max_examples=200, deadline=None, database=None)
@given(content=st.one_of(st.text(max_size=LONGEST), hostile))
@example(content="`" * LONGEST)
@example(content="||" * 2_000)
def test_any_message_is_read_and_nothing_is_added_to_it(content: str) -> None:
    read = message_text(content)
    for text in (read.prose, read.quoted):
        assert text == "\n".join(" ".join(line.split()) for line in text.split("\n"))
        rest = iter(content)
        assert all(sign in rest for sign in text if not sign.isspace() and sign != "…")


words = st.text(st.sampled_from("abcdefé ,;?!\n"), max_size=200)


@given(prose=words)
def test_prose_without_marks_stays_as_it_is(prose: str) -> None:
    assert message_text(prose).prose.split() == prose.split()


@given(prose=words, code=st.text(st.sampled_from("ab *_[]()<>#\n"), min_size=1, max_size=50))
def test_code_says_nothing(prose: str, code: str) -> None:
    before, after = message_text(f"{prose} ```\n{code}\n``` {prose}").prose.split("…")
    assert before.split() == after.split() == prose.split()


PIECES = (
    *("`", "``a", "```a ", "`a``b```c", "[", "[a](http://", "[a](https://x (", "[a](https://x() ", "</a", "<a:b", "*a"),
    *("*a ", "_a_", "**", "\\", "\\`", "> ", "\n> ", "https://", "https://.", "||", "~~", "🙄", "1\u20e3"),
    *(" ", "-# ", "\n", "<t:1", "@everyone", "[a]", "# ", "🙄 "),
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_message_ten_times_as_long_as_any_takes_no_noticeable_time(piece: str) -> None:
    content = (piece * 10 * LONGEST)[: 10 * LONGEST]
    began = time.perf_counter()
    message_text(content)
    assert time.perf_counter() - began < 2  # seconds; a pattern that begins anew at every sign takes half a minute
