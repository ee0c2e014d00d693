"""A sentence-transformers model: from texts to vectors whose dot product tells how near their meanings are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from knowledge.errors import ExtraMissing
from knowledge.search.meaning.folder import ModelFolder, Pooling, read_folder

if TYPE_CHECKING:
    from knowledge.search.meaning.tensors import Floats
    from knowledge.search.meaning.tokens import TextTokenizer, Tokens

BATCH = 32
"""How many texts are computed at once."""


class Encoder(Protocol):
    """What gives each token its vector."""

    def __call__(self, tokens: Tokens) -> Floats:
        """The vectors, float32 of the shape (texts, tokens, dimensions)."""
        ...


class SentenceModel:
    """A model that is open; make one with :meth:`open`. Any number of threads may encode with it."""

    def __init__(self, tokenizer: TextTokenizer, encoder: Encoder, pooling: Pooling, fingerprint: str) -> None:
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._pooling = pooling
        self._fingerprint = fingerprint
        self._dimensions = self._pooled(tokenizer.batch(tokenizer.rows([""]))).shape[-1]

    @classmethod
    def open(cls, folder: Path) -> SentenceModel:
        """Open the model in the folder, and compute a first vector with it.

        Its ONNX file is taken where it has one and onnxruntime is installed, otherwise its safetensors. Nothing is
        downloaded. Raises ModelError, and ExtraMissing where a package of the extra is not installed.
        """
        found = read_folder(folder)
        try:
            from knowledge.search.meaning.tokens import TextTokenizer

            tokenizer = TextTokenizer(found)
            encoder, weights = _encoder(found, tokenizer)
        except ImportError as error:
            raise ExtraMissing((error.name or str(error)).partition(".")[0]) from error
        return cls(tokenizer, encoder, found.pooling, found.fingerprint(weights))

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._dimensions

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that another model does not have: vectors of two models must not be compared."""
        return self._fingerprint

    def encode(self, texts: Sequence[str]) -> Floats:
        """The texts' vectors: float32 of the shape (texts, dimensions), each of length 1.

        A text is cut at the model's limit of tokens. A text of which a static model knows no token has zeros.
        """
        import numpy as np

        vectors = np.zeros((len(texts), self._dimensions), np.float32)
        rows = self._tokenizer.rows(texts)
        by_length = sorted(range(len(rows)), key=lambda number: len(rows[number].ids))
        for start in range(0, len(rows), BATCH):
            chosen = by_length[start : start + BATCH]
            vectors[chosen] = self._pooled(self._tokenizer.batch([rows[number] for number in chosen]))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)

    def _pooled(self, tokens: Tokens) -> Floats:
        """One vector for each text, of any length."""
        vectors = self._encoder(tokens)
        if self._pooling is Pooling.CLS:
            return vectors[:, 0]
        mask = tokens.mask[:, None, :].astype(vectors.dtype)
        return (mask @ vectors)[:, 0] / mask.sum(axis=2).clip(min=1)


def _encoder(folder: ModelFolder, tokenizer: TextTokenizer) -> tuple[Encoder, Path]:
    """What computes the model, and the file of weights that it takes."""
    if folder.onnx is not None:
        try:
            from knowledge.search.meaning.onnx import Onnx

            return Onnx(folder, folder.onnx), folder.onnx
        except ImportError:
            if not folder.safetensors.is_file():
                raise
    if folder.static:
        from knowledge.search.meaning.static import Static

        return Static(folder, tokenizer), folder.safetensors
    from knowledge.search.meaning.bert import Bert

    return Bert(folder, tokenizer.size), folder.safetensors
