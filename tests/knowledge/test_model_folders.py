"""Models come in folders arranged in several ways; whatever is wrong with one is said with what to do next."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from safetensors.numpy import save_file

from bot.sentences import explain
from knowledge.errors import ExtraMissing, ModelError
from knowledge.search.meaning.model import SentenceModel
from tests import tiny_models
from tests.processes import start
from tests.tiny_models import CONFIG, TEXTS, WORDS, change, encode, same, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A BERT model with safetensors."""
    return tiny_models.bert(tmp_path / "tiny")


def named_as_since_5_4(folder: Path) -> None:
    kinds = ("base.modules.transformer.Transformer", "sentence_transformer.modules.pooling.Pooling")
    steps = [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.{kind}"}
        for number, (path, kind) in enumerate(zip(("", "1_Pooling"), kinds, strict=True))
    ]
    write(folder / "modules.json", steps)
    write(folder / "1_Pooling/config.json", {"embedding_dimension": 16, "pooling_mode": "mean", "include_prompt": True})
    write(folder / "sentence_bert_config.json", {"transformer_task": "feature-extraction"})
    write(folder / "tokenizer_config.json", {"model_max_length": 20})


def with_a_head(folder: Path) -> None:
    save_file({f"bert.{name}": array for name, array in tiny_models.weights().items()}, folder / "model.safetensors")


def in_a_folder_of_its_own(folder: Path) -> None:
    shutil.rmtree(folder)
    tiny_models.bert(folder, inner="0_Transformer")


def with_an_onnx_file(folder: Path) -> None:
    (folder / "onnx").mkdir()
    onnx.save(tiny_models.graph(tiny_models.weights(), CONFIG, types=False), folder / "onnx/model.onnx")
    save_file({"none": np.zeros(1)}, folder / "model.safetensors")


def with_a_prompt_that_is_not_the_default(folder: Path) -> None:
    write(
        folder / "config_sentence_transformers.json", {"prompts": {"query": "who bakes "}, "default_prompt_name": None}
    )


AS_THEY_COME = [
    named_as_since_5_4,
    with_a_head,
    in_a_folder_of_its_own,
    with_an_onnx_file,
    with_a_prompt_that_is_not_the_default,
]


@pytest.mark.parametrize("arrange", AS_THEY_COME, ids=lambda arrange: arrange.__name__)
def test_a_folder_may_be_arranged_in_several_ways(folder: Path, arrange: Callable[[Path], None]) -> None:
    expected = encode(folder)
    arrange(folder)
    assert same(encode(folder), expected)


@pytest.mark.parametrize("kind", [np.float16, np.float64])
def test_weights_of_other_widths_are_read(folder: Path, kind: type[np.floating]) -> None:
    expected = encode(folder)
    halved = {name: array.astype(kind) for name, array in tiny_models.weights().items()}
    save_file(halved, folder / "model.safetensors")
    assert same(encode(folder), expected, within=0.01)


def test_a_default_prompt_stands_before_every_text(folder: Path) -> None:
    expected = encode(folder, "bakers bake bread")
    prompts = {"prompts": {"query": "bakers bake "}, "default_prompt_name": "query"}
    write(folder / "config_sentence_transformers.json", prompts)
    assert same(encode(folder, "bread"), expected)


@pytest.mark.parametrize("lower", [True, False])
def test_capitals_are_lowered_where_the_model_wants_it(folder: Path, *, lower: bool) -> None:
    change(folder / "tokenizer.json", normalizer=None)
    change(folder / "sentence_bert_config.json", do_lower_case=lower)
    vectors = encode(folder, "Bread", "bread")
    assert same(vectors[0], vectors[1]) is lower


def test_a_copy_has_the_same_fingerprint(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    write(tmp_path / "copy/README.json", "of no account")
    fingerprint = SentenceModel.open(folder).fingerprint
    assert SentenceModel.open(tmp_path / "copy").fingerprint == fingerprint
    assert len(bytes.fromhex(fingerprint)) == 32


CHANGES: dict[str, Callable[[Path], None]] = {
    "weights": lambda folder: save_file(tiny_models.weights(seed=1922), folder / "model.safetensors"),
    "pooling": lambda folder: change(
        folder / "1_Pooling/config.json", pooling_mode_mean_tokens=False, pooling_mode_cls_token=True
    ),
    "length": lambda folder: change(folder / "sentence_bert_config.json", max_seq_length=19),
    "epsilon": lambda folder: change(folder / "config.json", layer_norm_eps=1e-6),
    "tokenizer": lambda folder: change(folder / "tokenizer.json", normalizer=None),
    "prompt": lambda folder: write(folder / "config_sentence_transformers.json", {"prompts": {}}),
    "in ONNX": lambda folder: onnx.save(tiny_models.graph(tiny_models.weights(), CONFIG), folder / "model.onnx"),
}


@pytest.mark.parametrize("alter", CHANGES.values(), ids=CHANGES)
def test_another_model_has_another_fingerprint(folder: Path, alter: Callable[[Path], None]) -> None:
    fingerprint = SentenceModel.open(folder).fingerprint
    alter(folder)
    assert SentenceModel.open(folder).fingerprint != fingerprint


@pytest.mark.parametrize("word", [0, -1])
def test_large_weights_tell_by_their_beginning_and_their_end(tmp_path: Path, word: int) -> None:
    vectors = np.zeros((len(WORDS), 16_384), np.float32)
    folder = tiny_models.static(tmp_path / "tiny", vectors)
    fingerprint = SentenceModel.open(folder).fingerprint
    vectors[word] = 1
    assert SentenceModel.open(tiny_models.static(folder, vectors)).fingerprint != fingerprint


def without(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def with_config(name: str, **values: object) -> Callable[[Path], None]:
    return lambda folder: change(folder / name, **values)


def with_text(name: str, text: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(text)


def with_step(kind: str, path: str = "3_More") -> Callable[[Path], None]:
    def add(folder: Path) -> None:
        steps = json.loads((folder / "modules.json").read_text())
        write(folder / "modules.json", [*steps, {"idx": 3, "name": "3", "path": path, "type": f"x.models.{kind}"}])

    return add


def with_weights(**arrays: np.ndarray | None) -> Callable[[Path], None]:
    def save(folder: Path) -> None:
        changed = {**tiny_models.weights(), **arrays}
        save_file({name: array for name, array in changed.items() if array is not None}, folder / "model.safetensors")

    return save


def with_graph(inputs: Sequence[str], outputs: int = 3) -> Callable[[Path], None]:
    """An ONNX file whose output is made of its last input by adding dimensions up to so many."""

    def save(folder: Path) -> None:
        nodes = [helper.make_node("Cast", [inputs[-1]], ["cast"], to=TensorProto.FLOAT)]
        if outputs == 3:
            nodes.append(helper.make_node("Unsqueeze", ["cast", "axis"], ["given"]))
        else:
            nodes.append(helper.make_node("ReduceMean", ["cast"], ["given"], axes=[1], keepdims=1))
        made = helper.make_graph(
            nodes,
            "small",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in inputs],
            [helper.make_tensor_value_info("given", TensorProto.FLOAT, None)],
            [helper.make_tensor("axis", TensorProto.INT64, [1], [2])] if outputs == 3 else [],
        )
        opset = [helper.make_opsetid("", 17)]
        onnx.save(helper.make_model(made, ir_version=10, opset_imports=opset), folder / "model.onnx")

    return save


def changed_static(**values: np.ndarray) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        shutil.rmtree(folder)
        tiny_models.model2vec(folder, **values)

    return make


WORD_VECTORS = "embeddings.word_embeddings.weight"
QUERY = "encoder.layer.1.attention.self.query.weight"

# What is done to the folder of a model that can be used, and what is said then; {folder} is its path.
WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "no folder": (shutil.rmtree, "There is no folder {folder}. Name the folder of a sentence-transformers model."),
    "no model": (without("modules.json"), "{folder} is not a sentence-transformers model: it holds no modules.json."),
    "no config": (without("config.json"), "The model in {folder} lacks config.json. Download it again"),
    "no tokenizer": (without("tokenizer.json"), "The model in {folder} lacks tokenizer.json."),
    "no pooling": (without("1_Pooling/config.json"), "The model in {folder} lacks 1_Pooling/config.json."),
    "no weights": (without("model.safetensors"), "(Weights in pytorch_model.bin cannot be read: save them as"),
    "modules that are no JSON": (
        with_text("modules.json", "["),
        "The model's file {folder}/modules.json cannot be",
    ),
    "modules that are no list": (with_text("modules.json", "{}"), "(not a list of steps, each with type and path)"),
    "modules that are empty": (with_text("modules.json", "[]"), "modules.json cannot be used (no Transformer in it)"),
    "a step without a path": (with_text("modules.json", '[{"type": "x.Pooling"}]'), "(not a list of steps, each with"),
    "a step elsewhere": (with_step("Dense", "../x"), "(a step outside of the folder: ../x)"),
    "a step twice": (with_step("Pooling"), "modules.json names “Pooling, Pooling”"),
    "a step that is not known": (with_step("Dense"), "modules.json names “Dense”; only Transformer with Pooling, "),
    "config that is no object": (with_text("config.json", "[]"), "{folder}/config.json cannot be used (no object with"),
    "config that is not text": (
        lambda folder: (folder / "config.json").write_bytes(b"\xff"),
        "(no JSON: 'utf-8'",
    ),
    "a tokenizer that is none": (with_text("tokenizer.json", "{}"), "{folder}/tokenizer.json cannot be used ("),
    "another architecture": (
        with_config("config.json", model_type="mpnet"),
        "of the type “mpnet”; without an ONNX",
    ),
    "another activation": (with_config("config.json", hidden_act="relu"), "its activation is “relu”; only “gelu” can"),
    "other positions": (with_config("config.json", position_embedding_type="relative_key"), "are “relative_key”; only"),
    "another pooling": (
        with_config("1_Pooling/config.json", pooling_mode_mean_tokens=False, pooling_mode_max_tokens=True),
        "its pooling is “max”; only “mean” and “cls” can be computed.\nName another model; all-MiniLM-L6-v2 is one",
    ),
    "two poolings": (with_config("1_Pooling/config.json", pooling_mode_cls_token=True), "its pooling is “cls, mean”"),
    "no pooling at all": (with_config("1_Pooling/config.json", pooling_mode_mean_tokens=False), "pooling is “none”"),
    "a pooling of today": (
        with_config("1_Pooling/config.json", pooling_mode="lasttoken"),
        "pooling is “lasttoken”",
    ),
    "a size that is none": (
        with_config("config.json", hidden_size="16"),
        "cannot be used (hidden_size is 16)",
    ),
    "no epsilon": (with_config("config.json", layer_norm_eps="small"), "cannot be used (layer_norm_eps is small)"),
    "heads that do not fit": (with_config("config.json", num_attention_heads=3), "(hidden_size 16 is no multiple of"),
    "weights that are none": (with_text("model.safetensors", "weights"), "{folder}/model.safetensors cannot be used ("),
    "a weight too few": (
        with_weights(**{QUERY: None}),
        f"cannot be used (no {QUERY} in it).\nDownload it again.",
    ),
    "a weight of another shape": (
        with_weights(**{QUERY: np.zeros((16, 15), np.float32)}),
        f"model.safetensors cannot be used ({QUERY} is 16 × 15 where it should be 16 × 16)",
    ),
    "a weight of other dimensions": (
        with_weights(**{QUERY: np.zeros(16, np.float32)}),
        "is 16 where it should be",
    ),
    "layers too few": (
        with_config("config.json", num_hidden_layers=3),
        "(no encoder.layer.2.attention.self.query",
    ),
    "whole numbers": (
        with_weights(**{QUERY: np.zeros((16, 16), np.int8)}),
        "its weights are of the type “I8”; F32",
    ),
    "more tokens than words": (
        lambda folder: (
            with_config("config.json", vocab_size=9)(folder),
            with_weights(**{WORD_VECTORS: np.zeros((9, 16), np.float32)})(folder),
        ),
        f"tokenizer.json cannot be used ({len(WORDS)} tokens for 9 vectors of words)",
    ),
    "ONNX that is none": (with_text("model.onnx", "graph"), "The model's file {folder}/model.onnx cannot be used ("),
    "ONNX of pictures": (
        with_graph(["pixel_values"]),
        "its ONNX file wants “pixel_values”; only input_ids",
    ),
    "ONNX of whole texts": (
        with_graph(["input_ids"], outputs=2),
        "cannot be used (given is 1 × 1 for 1 texts)",
    ),
    "a mapping too long": (changed_static(mapping=np.arange(99)), f"(mapping is 99 where it should be {len(WORDS)})"),
    "a mapping to nothing": (
        changed_static(mapping=np.full(len(WORDS), 999)),
        "(mapping names vectors that are not there)",
    ),
    "no vectors": (
        lambda folder: (
            changed_static()(folder),
            save_file({"other": np.zeros(1)}, folder / "model.safetensors"),
        ),
        "(no embeddings in it)",
    ),
    "too few vectors": (
        lambda folder: (
            changed_static()(folder),
            save_file({"embedding.weight": np.zeros((9, 16))}, folder / "model.safetensors"),
        ),
        f"tokenizer.json cannot be used ({len(WORDS)} tokens for 9 vectors)",
    ),
}


@pytest.mark.parametrize(("spoil", "said"), WRONG.values(), ids=WRONG)
def test_whatever_is_wrong_with_a_folder_is_said(folder: Path, spoil: Callable[[Path], object], said: str) -> None:
    spoil(folder)
    with pytest.raises(ModelError) as raised:
        SentenceModel.open(folder)
    sentence = explain(raised.value)
    assert said.replace("{folder}", str(folder)) in sentence
    assert "\n" in sentence or raised.type.__name__ == "ModelNotFound"


def test_a_prompt_left_out_of_the_mean_is_not_supported(folder: Path) -> None:
    write(folder / "config_sentence_transformers.json", {"prompts": {"q": "to bake: "}, "default_prompt_name": "q"})
    change(folder / "1_Pooling/config.json", include_prompt=False)
    with pytest.raises(ModelError) as raised:
        SentenceModel.open(folder)
    assert "its pooling is “mean, without the prompt”" in explain(raised.value)


def test_another_architecture_is_computed_from_its_onnx_file(folder: Path) -> None:
    change(folder / "sentence_bert_config.json", max_seq_length=None)
    texts = [*TEXTS, "bread " * 99]
    expected = encode(folder, *texts)
    # It counts positions from 2, as RoBERTa does, and so has two fewer than it says.
    change(folder / "config.json", model_type="mpnet", max_position_embeddings=26, pad_token_id=1)
    onnx.save(tiny_models.graph(tiny_models.weights(), CONFIG), folder / "model.onnx")
    assert same(encode(folder, *texts), expected)


OPEN = """
import json, sys
from pathlib import Path
for name in json.loads(sys.argv[2]):
    sys.modules[name] = None  # Python's own way to say that a module is not there
from bot.sentences import explain
from knowledge.errors import SergeError
from knowledge.search.meaning.model import SentenceModel
try:
    print(SentenceModel.open(Path(sys.argv[1])).encode(["bread"]).tolist())
except SergeError as error:
    print(json.dumps(explain(error)))
"""


def opened_without(folder: Path, *packages: str) -> Any:
    """What a program of its own makes of the folder where these packages cannot be imported."""
    printed, faults = start(str(folder), json.dumps(packages), code=OPEN).communicate(timeout=60)
    assert faults == b""
    return json.loads(printed)


@pytest.mark.parametrize("package", ["numpy", "tokenizers", "safetensors"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(folder: Path, package: str) -> None:
    assert opened_without(folder, package) == (
        f"Searching by meaning needs the package {package}, which is not installed.\n"
        "Start Serge with its extra: uv run --extra semantic serge … (or install serge[semantic])."
    )


def test_without_onnxruntime_the_safetensors_are_taken(folder: Path) -> None:
    expected = encode(folder, "bread").tolist()
    (folder / "model.onnx").write_text("not to be read")
    assert same(np.array(opened_without(folder, "onnxruntime")), np.array(expected))


def test_a_model_in_onnx_alone_needs_onnxruntime(tmp_path: Path) -> None:
    folder = tiny_models.bert_in_onnx(tmp_path / "tiny")
    assert opened_without(folder, "onnxruntime") == explain(ExtraMissing("onnxruntime"))


def test_nothing_of_the_extra_is_imported_until_a_model_is_opened() -> None:
    program = """
import json, sys
import bot.cli, knowledge.lookup
early = "knowledge.search.meaning" in sys.modules
import knowledge.search.meaning, knowledge.search.meaning.model
print(json.dumps([early, sorted({"numpy", "tokenizers", "safetensors", "onnxruntime"} & set(sys.modules))]))
"""
    printed, faults = start(code=program).communicate(timeout=60)
    assert faults == b""
    assert json.loads(printed) == [False, []]
