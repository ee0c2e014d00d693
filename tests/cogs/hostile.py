"""Texts that are hard to show: every sign that Discord reads as a mark, alone and in company."""

from __future__ import annotations

from hypothesis import strategies as st

MARKS = (
    *"*_~`|<>[]()#-+.\\@:! ",
    "**", "__", "~~", "```", "||", ">>> ", "> ", "# ", "### ", "-# ", "- ", "1. ", "10. ", "\n",
    "@everyone", "@here", "<@80351110224678912>", "<@&1>", "<#1>", "</serge:1>", "<t:1>", "<:bread:1>", "<id:home>",
    "[bread](https://example.org)", "<https://example.org>", "https://example.org/a_b_*c*", "https://*.", "a@b.c",
    "bread", "Ovens", "1921", "“", "”", "–", "é", "🥖", "\u200b", "\u202e", "\u00a0", "\t",
)  # fmt: skip

texts = st.lists(st.sampled_from(MARKS), min_size=1, max_size=12).map("".join)
"""Marks and words in any order."""

words = st.text(st.sampled_from("ab_~`|<>[]#-.\\ é🥖"), min_size=1, max_size=20)
"""Words without asterisks, line breaks and links: what stands in italics in an edition."""
