"""Searching by meaning, where the host names a model: every entry's texts get their vectors, once for each model."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.search.index import Texts, apart
from knowledge.storage.database import Database

if TYPE_CHECKING:
    from knowledge.search.meaning.model import SentenceModel

AT_ONCE = 20
"""The entries whose vectors are computed and kept together."""


async def open_model(folder: Path) -> SentenceModel:
    """The model in the folder. Raises ModelError, or ExtraMissing."""
    from knowledge.search.meaning.model import SentenceModel

    return await asyncio.to_thread(SentenceModel.open, folder)


async def keep_vectors(database: Database, model: SentenceModel) -> int:
    """Make sure that every entry has its vectors. Returns how many were computed."""
    computed = 0
    while ids := await database.read(lambda reader: reader.without_vectors(model.fingerprint, AT_ONCE)):
        texts = await database.read(lambda reader, ids=ids: reader.entry_texts(ids))
        vectors = await asyncio.to_thread(_vectors, model, texts)
        await database.write(lambda writer, vectors=vectors: writer.put_vectors(model.fingerprint, vectors))
        computed += len(ids)
    return computed


def _vectors(model: SentenceModel, texts: Mapping[int, Texts]) -> dict[int, bytes]:
    from knowledge.search.meaning.nearness import packed

    return {id_: packed(model.encode([text for _, text in apart(found)])) for id_, found in texts.items()}
