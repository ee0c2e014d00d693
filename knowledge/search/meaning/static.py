"""A static model: one vector for each token, whatever stands around it (model2vec, StaticEmbedding)."""

from __future__ import annotations

from knowledge.errors import ModelDamaged
from knowledge.search.meaning.folder import ModelFolder
from knowledge.search.meaning.tensors import Floats, Tensors
from knowledge.search.meaning.tokens import TextTokenizer, Tokens


class Static:
    """The vectors of a folder. sentence-transformers names them "embedding.weight", model2vec "embeddings".

    model2vec may keep fewer vectors than tokens and tell by "mapping" which token has which, may give each token one
    of the "weights", and leaves out unknown tokens, which have a vector of zeros here. Raises ModelDamaged.
    """

    def __init__(self, folder: ModelFolder, tokenizer: TextTokenizer) -> None:
        tensors = Tensors(folder.safetensors)
        if "embedding.weight" in tensors:
            self._vectors = tensors.floats("embedding.weight", None, None)
        else:
            self._vectors = tensors.floats("embeddings", None, None)
            if "mapping" in tensors:
                mapping = tensors.whole_numbers("mapping", tokenizer.size)
                if mapping.min(initial=0) < 0 or mapping.max(initial=0) >= len(self._vectors):
                    raise ModelDamaged(str(folder.safetensors), "mapping names vectors that are not there")
                self._vectors = self._vectors[mapping]
            if "weights" in tensors:
                self._vectors = self._vectors * tensors.floats("weights", tokenizer.size)[:, None]
            if tokenizer.unknown is not None:
                self._vectors[tokenizer.unknown] = 0
        if len(self._vectors) < tokenizer.size:
            raise ModelDamaged(str(folder.tokenizer), f"{tokenizer.size} tokens for {len(self._vectors)} vectors")

    def __call__(self, tokens: Tokens) -> Floats:
        """The tokens' vectors, of the shape (texts, tokens, dimensions)."""
        return self._vectors[tokens.ids]
