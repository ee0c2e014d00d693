"""What a model computes is what a plain reference computes, alone or in a batch, in numpy or in onnxruntime."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from safetensors.numpy import load_file

from knowledge.search.meaning.bert import gelu
from knowledge.search.meaning.model import BATCH, SentenceModel
from tests import tiny_models
from tests.tiny_models import CONFIG, TEXTS, WORDS, change, encode, same, write

MAKERS = {
    "numpy": tiny_models.bert,
    "onnx": tiny_models.bert_in_onnx,
    "static": tiny_models.static,
    "model2vec": tiny_models.model2vec,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BERT model with safetensors."""
    return tiny_models.bert(tmp_path / "tiny")


@pytest.fixture(params=MAKERS)
def model(request: pytest.FixtureRequest, tmp_path: Path) -> SentenceModel:
    """A model of each kind."""
    return SentenceModel.open(MAKERS[request.param](tmp_path / "tiny"))


Vector = list[float]


def plain_bert(weights: Mapping[str, np.ndarray], ids: Sequence[int], config: Mapping[str, Any]) -> list[Vector]:
    """BERT's forward pass for one text, in loops over Python's own numbers."""
    w = {name: array.astype(float).tolist() for name, array in weights.items()}

    def dense(x: Vector, at: str) -> Vector:
        rows = zip(w[f"{at}.weight"], w[f"{at}.bias"], strict=True)
        return [sum(a * b for a, b in zip(row, x, strict=True)) + bias for row, bias in rows]

    def norm(x: Vector, at: str) -> Vector:
        mean = sum(x) / len(x)
        spread = math.sqrt(sum((one - mean) ** 2 for one in x) / len(x) + config["layer_norm_eps"])
        scaled = zip(x, w[f"{at}.LayerNorm.weight"], w[f"{at}.LayerNorm.bias"], strict=True)
        return [(one - mean) / spread * scale + shift for one, scale, shift in scaled]

    def summed(*vectors: Vector) -> Vector:
        return [sum(numbers) for numbers in zip(*vectors, strict=True)]

    def attended(xs: list[Vector], at: str) -> list[Vector]:
        size = config["hidden_size"] // config["num_attention_heads"]
        asked, keys, values = ([dense(x, f"{at}.self.{name}") for x in xs] for name in ("query", "key", "value"))
        given: list[Vector] = [[] for _ in xs]
        for first in range(0, config["hidden_size"], size):
            part = slice(first, first + size)
            for number, query in enumerate(asked):
                near = [
                    sum(a * b for a, b in zip(query[part], key[part], strict=True)) / math.sqrt(size) for key in keys
                ]
                shares = [math.exp(one) / sum(map(math.exp, near)) for one in near]
                for place in range(first, first + size):
                    given[number].append(sum(share * value[place] for share, value in zip(shares, values, strict=True)))
        return given

    xs = [
        norm(
            summed(
                w["embeddings.word_embeddings.weight"][token],
                w["embeddings.position_embeddings.weight"][place],
                w["embeddings.token_type_embeddings.weight"][0],
            ),
            "embeddings",
        )
        for place, token in enumerate(ids)
    ]
    for number in range(config["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"
        mixed = [dense(x, f"{layer}.attention.output.dense") for x in attended(xs, f"{layer}.attention")]
        xs = [norm(summed(x, more), f"{layer}.attention.output") for x, more in zip(xs, mixed, strict=True)]
        grown = [[plain_gelu(one) for one in dense(x, f"{layer}.intermediate.dense")] for x in xs]
        xs = [
            norm(summed(x, dense(more, f"{layer}.output.dense")), f"{layer}.output")
            for x, more in zip(xs, grown, strict=True)
        ]
    return xs


def plain_gelu(x: float) -> float:
    return x * math.erfc(-x / math.sqrt(2)) / 2


def unit(vector: Vector) -> Vector:
    return [one / math.sqrt(sum(other * other for other in vector)) for one in vector]


@pytest.mark.parametrize("kind", ["numpy", "onnx"])
@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("seed", [1917, 1921])
def test_the_forward_pass_is_that_of_a_plain_reference(tmp_path: Path, kind: str, pooling: str, seed: int) -> None:
    folder = tiny_models.bert(tmp_path / "tiny", seed=seed)
    weights = load_file(folder / "model.safetensors")
    if kind == "onnx":
        onnx.save(tiny_models.graph(weights, CONFIG), folder / "model.onnx")
    change(
        folder / "1_Pooling/config.json",
        pooling_mode_mean_tokens=pooling == "mean",
        pooling_mode_cls_token=pooling == "cls",
    )
    text = "why did the bakers strike?"
    ids = [WORDS.index(word) for word in ("[CLS]", *text.replace("?", " ?").split(), "[SEP]")]
    by_token = plain_bert(weights, ids, CONFIG)
    mean = [sum(numbers) / len(by_token) for numbers in zip(*by_token, strict=True)]
    expected = unit(mean if pooling == "mean" else by_token[0])
    assert same(encode(folder, text), np.array([expected]))


def test_numpy_and_onnxruntime_give_the_same_vectors(tmp_path: Path) -> None:
    in_numpy = encode(tiny_models.bert(tmp_path / "numpy"))
    assert same(in_numpy, encode(tiny_models.bert_in_onnx(tmp_path / "onnx")))
    assert np.ptp(in_numpy @ in_numpy.T) > 0.5


def test_gelu_is_off_by_less_than_a_millionth() -> None:
    x = np.linspace(-12, 12, 100_001).astype(np.float32)
    exact = np.array([plain_gelu(float(one)) for one in x])
    assert np.abs(gelu(x) - exact).max() < 4e-7


def test_vectors_are_float32_and_of_length_1(model: SentenceModel) -> None:
    vectors = model.encode(TEXTS)
    assert (vectors.dtype, vectors.shape) == (np.float32, (len(TEXTS), model.dimensions))
    assert same(np.linalg.norm(vectors, axis=1), np.ones(len(TEXTS)))


def test_a_longer_neighbour_does_not_change_a_text_s_vector(model: SentenceModel) -> None:
    alone = model.encode(["bread"])
    assert same(model.encode(["bread", TEXTS[3]])[:1], alone)


def test_many_texts_come_out_in_their_order_and_as_each_would_alone(model: SentenceModel) -> None:
    words = random.Random(1921)  # noqa: S311  # only to make texts
    texts = [" ".join(words.choices(WORDS[5:50], k=words.randint(1, 15))) for _ in range(2 * BATCH + 5)]
    assert same(model.encode(texts), np.vstack([model.encode([text]) for text in texts]))


def test_several_threads_may_ask_at_once(model: SentenceModel) -> None:
    expected = model.encode(TEXTS)
    with ThreadPoolExecutor(4) as threads:
        assert all(same(made, expected) for made in threads.map(model.encode, [TEXTS] * 20))


def test_no_texts_have_no_vectors(model: SentenceModel) -> None:
    assert model.encode([]).shape == (0, 16)


# What is left of the bread, with its two special tokens: the lengths that the files give, and the words that are read.
LIMITS = {
    "the wanted length": ({"max_seq_length": 6}, {}, 4),
    "the number of positions": ({"max_seq_length": 512}, {}, 22),
    "the tokenizer's length": ({"max_seq_length": None}, {"model_max_length": 7}, 5),
    "the wanted length before the tokenizer's": ({"max_seq_length": 9}, {"model_max_length": 7}, 7),
    "no length at all": ({"max_seq_length": None}, {"model_max_length": 10**30}, 22),
}


@pytest.mark.parametrize(("lengths", "tokenizer", "read"), LIMITS.values(), ids=LIMITS)
def test_a_long_text_is_cut_at_the_limit(
    folder: Path, lengths: dict[str, int], tokenizer: dict[str, int], read: int
) -> None:
    change(folder / "sentence_bert_config.json", **lengths)
    write(folder / "tokenizer_config.json", tokenizer)
    words = (WORDS[5:50] * 3)[:100]
    kept, more, fewer = (" ".join(words[:number]) for number in (read, 100, read - 1))
    vectors = encode(folder, kept, more, fewer)
    assert same(vectors[0], vectors[1])
    assert not same(vectors[0], vectors[2])


@pytest.mark.parametrize("kind", ["numpy", "onnx"])
@pytest.mark.parametrize("text", ["", " \n"], ids=["empty", "blank"])
def test_an_empty_text_has_a_vector(tmp_path: Path, kind: str, text: str) -> None:
    vectors = encode(MAKERS[kind](tmp_path / "tiny"), text, "bread")
    assert same(np.linalg.norm(vectors, axis=1), np.ones(2))
    assert not same(vectors[0], vectors[1])


@pytest.mark.parametrize("kind", ["static", "model2vec"])
def test_a_static_model_knows_nothing_of_an_empty_text(tmp_path: Path, kind: str) -> None:
    assert not encode(MAKERS[kind](tmp_path / "tiny"), "").any()


def test_a_static_vector_is_the_mean_of_its_words(tmp_path: Path) -> None:
    tokens = [tiny_models.vectors()[WORDS.index(word)] for word in ("rye", "bread")]
    expected = np.array([unit(np.sum(tokens, axis=0).tolist())])
    assert same(encode(tiny_models.static(tmp_path / "static"), "rye bread"), expected)
    assert same(encode(tiny_models.model2vec(tmp_path / "model2vec"), "rye bread"), expected)


def test_model2vec_leaves_out_what_it_does_not_know(tmp_path: Path) -> None:
    of_both = ["bread", "bread 🍞"]
    vectors = encode(tiny_models.model2vec(tmp_path / "model2vec"), *of_both)
    assert same(vectors[0], vectors[1])
    vectors = encode(tiny_models.static(tmp_path / "static"), *of_both)
    assert not same(vectors[0], vectors[1])


def test_model2vec_may_weigh_tokens_and_share_vectors_among_them(tmp_path: Path) -> None:
    weights = np.linspace(0.5, 2, len(WORDS), dtype=np.float64)
    mapping = np.arange(len(WORDS))[::-1].copy()
    folder = tiny_models.model2vec(tmp_path / "tiny", weights=weights, mapping=mapping)
    rye, bread = WORDS.index("rye"), WORDS.index("bread")
    vectors = tiny_models.vectors()
    expected = weights[rye] * vectors[mapping[rye]] + weights[bread] * vectors[mapping[bread]]
    assert same(encode(folder, "rye bread"), np.array([unit(expected.tolist())]))
