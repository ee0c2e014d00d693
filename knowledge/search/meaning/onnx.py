"""An encoder of any architecture, exported to ONNX and computed by onnxruntime on the processor."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import onnxruntime

from knowledge.errors import ModelDamaged, ModelUnsupported, Unsupported
from knowledge.search.meaning.folder import ModelFolder
from knowledge.search.meaning.tensors import Floats
from knowledge.search.meaning.tokens import Tokens

_GIVEN = {"input_ids": "ids", "attention_mask": "mask", "token_type_ids": "types"}
"""The names that optimum and sentence-transformers give a graph's inputs, and what they are here."""

_WANTED = ("last_hidden_state", "token_embeddings")

_ERRORS_ONLY = 3


class Onnx:
    """The graph in a file. Raises ModelDamaged where it is none, ModelUnsupported where it wants other inputs."""

    def __init__(self, folder: ModelFolder, weights: Path) -> None:
        self._file = weights
        options = cast(Any, onnxruntime.SessionOptions())
        options.log_severity_level = _ERRORS_ONLY
        try:
            self._session: Any = onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no root of their own
            raise ModelDamaged(str(weights), str(error)) from error
        self._inputs = [str(one.name) for one in self._session.get_inputs()]
        for name in self._inputs:
            if name not in _GIVEN:
                raise ModelUnsupported(str(folder.path), Unsupported.INPUT, name)
        outputs = [str(one.name) for one in self._session.get_outputs()]
        self._output = next((name for name in _WANTED if name in outputs), outputs[0])

    def __call__(self, tokens: Tokens) -> Floats:
        """The tokens' vectors, of the shape (texts, tokens, dimensions). Raises ModelDamaged."""
        given = {name: getattr(tokens, _GIVEN[name]) for name in self._inputs}
        try:
            (vectors,) = self._session.run([self._output], given)
        except Exception as error:  # as above
            raise ModelDamaged(str(self._file), str(error)) from error
        if vectors.shape[:-1] != tokens.ids.shape:
            detail = f"{self._output} is {' × '.join(map(str, vectors.shape))} for {len(tokens.ids)} texts"
            raise ModelDamaged(str(self._file), detail)
        return vectors.astype(np.float32, copy=False)
