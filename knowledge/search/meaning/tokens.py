"""Texts as the numbers that a model's tokenizer gives their tokens, in rows of one length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from knowledge.errors import ModelDamaged
from knowledge.search.meaning.folder import ModelFolder


class Tokens(NamedTuple):
    """A batch: three arrays of the shape (texts, tokens), of type int64.

    ``mask`` is 1 where a token stands and 0 where a row is only filled up; ``types`` tells the first of two texts (0)
    from the second (1). There is at least one column, even if nothing stands in it.
    """

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    types: NDArray[np.int64]


class Row(NamedTuple):
    """One text's tokens and their types."""

    ids: Sequence[int]
    types: Sequence[int]


class TextTokenizer:
    """A model's tokenizer and its limit: a longer text is cut, but keeps the special token at its end.

    Raises ModelDamaged where tokenizer.json is none.
    """

    def __init__(self, folder: ModelFolder) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(folder.tokenizer))
            self._tokenizer.no_padding()
            self._tokenizer.no_truncation()
            if folder.limit is not None:
                self._tokenizer.enable_truncation(folder.limit)
        except Exception as error:  # tokenizers raises nothing more particular
            raise ModelDamaged(str(folder.tokenizer), str(error)) from error
        self._special = not folder.static
        self._lower_case = folder.lower_case
        self._prompt = folder.prompt
        padding = folder.config.get("pad_token_id")
        self._fill = padding if isinstance(padding, int) else 0

    @property
    def size(self) -> int:
        """How many tokens there are."""
        return self._tokenizer.get_vocab_size()

    @property
    def unknown(self) -> int | None:
        """The token that stands for what the tokenizer does not know; None where there is none."""
        token = getattr(self._tokenizer.model, "unk_token", None)
        return None if token is None else self._tokenizer.token_to_id(token)

    def rows(self, texts: Sequence[str]) -> list[Row]:
        """The tokens of each text."""
        made = [(self._prompt + text).strip() for text in texts]
        made = [text.lower() for text in made] if self._lower_case else made
        encoded = self._tokenizer.encode_batch(made, add_special_tokens=self._special)
        return [Row(one.ids, one.type_ids) for one in encoded]

    def batch(self, rows: Sequence[Row]) -> Tokens:
        """The rows as arrays, the shorter ones filled up to the longest one's length."""
        shape = len(rows), max(1, *(len(row.ids) for row in rows))
        ids = np.full(shape, self._fill, np.int64)
        mask, types = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for number, row in enumerate(rows):
            ids[number, : len(row.ids)] = row.ids
            mask[number, : len(row.ids)] = 1
            types[number, : len(row.ids)] = row.types
        return Tokens(ids, mask, types)
