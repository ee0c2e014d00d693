"""A BERT encoder's forward pass in numpy, in float32, with the weights of model.safetensors.

As in Devlin et al. 2019 (arXiv 1810.04805) and transformers' BertModel: embeddings of words, positions and types,
then layers of attention and a feed-forward network, a LayerNorm after each sum. The pooler's weights are not read.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.errors import ModelDamaged, ModelUnsupported, Unsupported
from knowledge.search.meaning.folder import Config, ModelFolder
from knowledge.search.meaning.tensors import Floats, Tensors
from knowledge.search.meaning.tokens import Tokens

_FAR_BELOW = np.float32(-1e9)
"""Added where no token stands. Its exponential is 0; infinity would do, but for texts without any token."""

_ERFC = tuple(map(np.float32, (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)))
_ERFC_SCALE = np.float32(0.3275911)


class Bert:
    """The encoder of a folder. Raises ModelUnsupported where it is of another kind, ModelDamaged for wrong weights."""

    def __init__(self, folder: ModelFolder, vocabulary: int) -> None:
        config = folder.config
        _check_kind(folder)
        file = folder.inner / "config.json"
        hidden = _number(config, "hidden_size", file)
        positions = _number(config, "max_position_embeddings", file)
        self._heads = _number(config, "num_attention_heads", file)
        if hidden % self._heads:
            raise ModelDamaged(str(file), f"hidden_size {hidden} is no multiple of num_attention_heads {self._heads}")
        epsilon = config.get("layer_norm_eps", 1e-12)
        if not isinstance(epsilon, int | float):
            raise ModelDamaged(str(file), f"layer_norm_eps is {epsilon}")
        tensors = Tensors(folder.safetensors)
        prefix = "bert." if "bert.embeddings.word_embeddings.weight" in tensors else ""  # as saved with a head above it
        at = f"{prefix}embeddings"
        self._words = tensors.floats(f"{at}.word_embeddings.weight", _number(config, "vocab_size", file), hidden)
        if len(self._words) < vocabulary:
            raise ModelDamaged(str(folder.tokenizer), f"{vocabulary} tokens for {len(self._words)} vectors of words")
        self._positions = tensors.floats(f"{at}.position_embeddings.weight", positions, hidden)
        types = _number(config, "type_vocab_size", file)
        self._types = tensors.floats(f"{at}.token_type_embeddings.weight", types, hidden)
        self._norm = _norm(tensors, at, hidden, epsilon)
        inner = _number(config, "intermediate_size", file)
        self._layers = [
            _layer(tensors, f"{prefix}encoder.layer.{number}", hidden, inner, epsilon)
            for number in range(_number(config, "num_hidden_layers", file))
        ]

    def __call__(self, tokens: Tokens) -> Floats:
        """The tokens' vectors, of the shape (texts, tokens, dimensions); where nothing stands, without meaning."""
        texts, length = tokens.ids.shape
        summed = self._words[tokens.ids] + self._positions[:length] + self._types[tokens.types]
        flat = self._norm(summed.reshape(texts * length, -1))
        shut = ((1 - tokens.mask) * _FAR_BELOW).astype(np.float32)[:, None, None, :]
        for layer in self._layers:
            flat = layer.after_attention(flat + layer.mix(self._attend(layer.ask(flat), shut)))
            flat = layer.after_network(flat + layer.shrink(gelu(layer.grow(flat))))
        return flat.reshape(texts, length, -1)

    def _attend(self, asked: Floats, shut: Floats) -> Floats:
        """Scaled dot-product attention. ``asked`` holds queries, keys and values side by side in each row."""
        texts, length = shut.shape[0], shut.shape[-1]
        by_head = asked.reshape(texts, length, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
        queries, keys, values = by_head
        weights = queries @ keys.swapaxes(-1, -2)
        weights *= np.float32(1 / math.sqrt(keys.shape[-1]))
        weights += shut
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        return (weights @ values).transpose(0, 2, 1, 3).reshape(texts * length, -1)


def gelu(x: Floats) -> Floats:
    """The exact GELU, x·Φ(x), off by at most 4e-7 from where it is computed with math.erf.

    numpy has no erf: this is formula 7.1.26 of Abramowitz and Stegun, twenty times as fast as calling math.erf.
    """
    size = np.abs(x)
    tail = size * np.float32(math.sqrt(0.5))
    t = np.reciprocal(tail * _ERFC_SCALE + np.float32(1))
    tail *= tail
    np.negative(tail, out=tail)
    np.exp(tail, out=tail)
    series = np.zeros_like(t)
    for factor in _ERFC:
        series += factor
        series *= t
    tail *= series
    tail *= size
    tail *= np.float32(-0.5)
    tail += np.maximum(x, np.float32(0))
    return tail


@dataclass(frozen=True, slots=True)
class _Dense:
    """x·W + b; ``weight`` is of the shape (in, out)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        made = x @ self.weight
        made += self.bias
        return made


@dataclass(frozen=True, slots=True)
class _Norm:
    """LayerNorm over the last axis."""

    scale: Floats
    shift: Floats
    epsilon: np.float32

    def __call__(self, x: Floats) -> Floats:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + self.epsilon)
        centred /= spread
        centred *= self.scale
        centred += self.shift
        return centred


@dataclass(frozen=True, slots=True)
class _Layer:
    ask: _Dense
    mix: _Dense
    after_attention: _Norm
    grow: _Dense
    shrink: _Dense
    after_network: _Norm


def _layer(tensors: Tensors, at: str, hidden: int, inner: int, epsilon: float) -> _Layer:
    asked = [_dense(tensors, f"{at}.attention.self.{name}", hidden, hidden) for name in ("query", "key", "value")]
    return _Layer(
        ask=_Dense(
            np.ascontiguousarray(np.hstack([one.weight for one in asked])), np.hstack([one.bias for one in asked])
        ),
        mix=_dense(tensors, f"{at}.attention.output.dense", hidden, hidden),
        after_attention=_norm(tensors, f"{at}.attention.output", hidden, epsilon),
        grow=_dense(tensors, f"{at}.intermediate.dense", hidden, inner),
        shrink=_dense(tensors, f"{at}.output.dense", inner, hidden),
        after_network=_norm(tensors, f"{at}.output", hidden, epsilon),
    )


def _dense(tensors: Tensors, at: str, taken: int, given: int) -> _Dense:
    weight = np.ascontiguousarray(tensors.floats(f"{at}.weight", given, taken).T)  # a quarter faster than the view
    return _Dense(weight, tensors.floats(f"{at}.bias", given))


def _norm(tensors: Tensors, at: str, hidden: int, epsilon: float) -> _Norm:
    at = f"{at}.LayerNorm"
    return _Norm(tensors.floats(f"{at}.weight", hidden), tensors.floats(f"{at}.bias", hidden), np.float32(epsilon))


def _check_kind(folder: ModelFolder) -> None:
    for what, key, known in (
        (Unsupported.ARCHITECTURE, "model_type", "bert"),
        (Unsupported.ACTIVATION, "hidden_act", "gelu"),
        (Unsupported.POSITIONS, "position_embedding_type", "absolute"),
    ):
        found = folder.config.get(key, known if what is Unsupported.POSITIONS else None)
        if found != known:
            raise ModelUnsupported(str(folder.path), what, str(found))


def _number(config: Config, name: str, file: Path) -> int:
    number = config.get(name)
    if not isinstance(number, int) or number < 1:
        raise ModelDamaged(str(file), f"{name} is {number}")
    return number
