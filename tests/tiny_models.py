"""Models of two layers and sixteen dimensions in folders as sentence-transformers saves them, with random weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from knowledge.search.meaning.model import SentenceModel

WORDS = """
[PAD] [UNK] [CLS] [SEP] [MASK] the a of and to in is was not why did does who baker bakers bread flour oven loaf dough
salt water yeast rye wheat night day weigh weight weights scale scales false short master masters union strike price
wage hour sleep bake burn sell buy ##s ##ed ##ing ##er ##y k ##r ##o ##n . , ? !
""".split()  # noqa: SIM905  # as a list it would be sixty lines

TEXTS = [
    "why did the bakers strike?",
    "the master baker was not in the union",
    "bread",
    "rye and wheat, flour and water, salt and yeast: the dough of the night",
    "who weighed the loaf? false weights, short weights.",
    "sourdough!",  # a word that the tokenizer does not know
]

CONFIG: dict[str, Any] = {
    "architectures": ["BertModel"],
    "model_type": "bert",
    "hidden_act": "gelu",
    "hidden_size": 16,
    "intermediate_size": 40,
    "layer_norm_eps": 0.01,  # real ones are so small that leaving it out would hardly tell
    "max_position_embeddings": 24,
    "num_attention_heads": 4,
    "num_hidden_layers": 2,
    "pad_token_id": 0,
    "position_embedding_type": "absolute",
    "type_vocab_size": 2,
    "vocab_size": len(WORDS),
}

MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
    {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
    {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
]

POOLING = {
    "word_embedding_dimension": 16,
    "pooling_mode_cls_token": False,
    "pooling_mode_mean_tokens": True,
    "pooling_mode_max_tokens": False,
    "pooling_mode_mean_sqrt_len_tokens": False,
}


POSITIONS = "embeddings.position_embeddings.weight"


def tokenizer() -> Tokenizer:
    """A tokenizer of word pieces as BERT has one; like many a saved one, it cuts and fills up unless told not to."""
    made = Tokenizer(WordPiece({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    made.normalizer = BertNormalizer()
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[(name, WORDS.index(name)) for name in ("[CLS]", "[SEP]")]
    )
    made.enable_padding(length=20)
    made.enable_truncation(20)
    return made


def weights(seed: int = 1921) -> dict[str, np.ndarray]:
    """Random weights for CONFIG, of sizes at which every part of the computation tells."""
    random = np.random.default_rng(seed)
    hidden, inner = CONFIG["hidden_size"], CONFIG["intermediate_size"]
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (CONFIG["vocab_size"], hidden),
        "embeddings.position_embeddings.weight": (CONFIG["max_position_embeddings"], hidden),
        "embeddings.token_type_embeddings.weight": (CONFIG["type_vocab_size"], hidden),
        "embeddings.LayerNorm.weight": (hidden,),
        "embeddings.LayerNorm.bias": (hidden,),
        "pooler.dense.weight": (hidden, hidden),
    }
    for number in range(CONFIG["num_hidden_layers"]):
        layer = f"encoder.layer.{number}"
        for name, given, taken in (
            ("attention.self.query", hidden, hidden),
            ("attention.self.key", hidden, hidden),
            ("attention.self.value", hidden, hidden),
            ("attention.output.dense", hidden, hidden),
            ("intermediate.dense", inner, hidden),
            ("output.dense", hidden, inner),
        ):
            shapes |= {f"{layer}.{name}.weight": (given, taken), f"{layer}.{name}.bias": (given,)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{layer}.{name}.weight": (hidden,), f"{layer}.{name}.bias": (hidden,)}
    return {name: _random(random, name, shape).astype(np.float32) for name, shape in shapes.items()}


def _random(random: np.random.Generator, name: str, shape: tuple[int, ...]) -> np.ndarray:
    if name.endswith("LayerNorm.weight"):
        return random.normal(1, 0.2, shape)
    if name.endswith(".bias"):
        return random.normal(0, 0.2, shape)
    return random.normal(0, 1 if name.startswith("embeddings") else 2 / math.sqrt(shape[1]), shape)


def bert(folder: Path, *, inner: str = "", seed: int = 1921) -> Path:
    """A BERT model whose weights are safetensors; its first step lies in the folder ``inner``."""
    write(folder / "modules.json", [{**MODULES[0], "path": inner}, *MODULES[1:]])
    write(folder / "1_Pooling/config.json", POOLING)
    write(folder / inner / "config.json", CONFIG)
    write(folder / inner / "sentence_bert_config.json", {"max_seq_length": 20, "do_lower_case": False})
    tokenizer().save(str(folder / inner / "tokenizer.json"))
    save_file(weights(seed), folder / inner / "model.safetensors")
    return folder


def bert_in_onnx(folder: Path) -> Path:
    """The same model, its computation written down in ONNX, without safetensors."""
    bert(folder)
    (folder / "model.safetensors").unlink()
    onnx.save(graph(weights(), CONFIG), folder / "model.onnx")
    return folder


def static(folder: Path, table: np.ndarray | None = None) -> Path:
    """A static model as sentence-transformers saves it, of these vectors or else the usual ones."""
    step = {"idx": 0, "name": "0", "path": "0_Static", "type": "sentence_transformers.models.StaticEmbedding"}
    write(folder / "modules.json", [step])
    (folder / "0_Static").mkdir(exist_ok=True)
    tokenizer().save(str(folder / "0_Static/tokenizer.json"))
    save_file({"embedding.weight": vectors() if table is None else table}, folder / "0_Static/model.safetensors")
    return folder


def model2vec(folder: Path, **more: np.ndarray) -> Path:
    """A static model as model2vec saves it."""
    step = {"idx": 0, "name": "0", "path": ".", "type": "sentence_transformers.models.StaticEmbedding"}
    write(folder / "modules.json", [step, {**MODULES[2], "idx": 1}])
    write(folder / "config.json", {"model_type": "model2vec", "normalize": True})
    tokenizer().save(str(folder / "tokenizer.json"))
    save_file({"embeddings": vectors(), **more}, folder / "model.safetensors")
    return folder


def vectors() -> np.ndarray:
    """A random vector for each word."""
    return np.random.default_rng(1921).normal(size=(len(WORDS), 16)).astype(np.float32)


def write(file: Path, content: object) -> None:
    """Write the content as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content), encoding="utf-8")


def change(file: Path, **values: object) -> None:
    """Set keys of a JSON file; None takes a key out."""
    content = {**json.loads(file.read_text(encoding="utf-8")), **values}
    write(file, {key: value for key, value in content.items() if value is not None})


def encode(folder: Path, *texts: str) -> np.ndarray:
    """What the model in the folder makes of the texts."""
    return SentenceModel.open(folder).encode(texts or TEXTS)


def same(some: np.ndarray, others: np.ndarray, within: float = 1e-5) -> bool:
    """Whether the vectors are the same but for rounding."""
    return some.shape == others.shape and bool(np.abs(some - others).max(initial=0) <= within)


def graph(tensors: Mapping[str, np.ndarray], config: Mapping[str, Any], *, types: bool = True) -> onnx.ModelProto:
    """BERT's forward pass in ONNX, with the inputs and the output that optimum's export has."""
    nodes: list[onnx.NodeProto] = []
    constants: dict[str, np.ndarray] = dict(tensors)

    def do(operation: str, *inputs: str | np.ndarray, **attributes: Any) -> str:
        names = []
        for number, value in enumerate(inputs):
            name = value if isinstance(value, str) else f"constant {len(nodes)} {number}"
            if not isinstance(value, str):
                constants[name] = value
            names.append(name)
        nodes.append(helper.make_node(operation, names, [f"made {len(nodes)}"], **attributes))
        return nodes[-1].output[0]

    def whole(*numbers: int) -> np.ndarray:
        return np.array(numbers, np.int64)

    def real(number: float) -> np.ndarray:
        return np.array(number, np.float32)

    def dense(x: str, at: str) -> str:
        return do("Add", do("MatMul", x, do("Transpose", f"{at}.weight", perm=[1, 0])), f"{at}.bias")

    def norm(x: str, at: str) -> str:
        name = f"{at}.LayerNorm"
        epsilon = config["layer_norm_eps"]
        return do("LayerNormalization", x, f"{name}.weight", f"{name}.bias", axis=-1, epsilon=epsilon)

    hidden, heads = config["hidden_size"], config["num_attention_heads"]
    length = do("Gather", do("Shape", "input_ids"), np.array(1, np.int64))
    places = do("Range", np.array(0, np.int64), length, np.array(1, np.int64))
    x = do("Add", do("Gather", "embeddings.word_embeddings.weight", "input_ids"), do("Gather", POSITIONS, places))
    kinds = "token_type_ids" if types else do("Sub", "input_ids", "input_ids")
    x = norm(do("Add", x, do("Gather", "embeddings.token_type_embeddings.weight", kinds)), "embeddings")
    absent = do("Sub", real(1), do("Cast", "attention_mask", to=TensorProto.FLOAT))
    shut = do("Unsqueeze", do("Mul", absent, real(-1e9)), whole(1, 2))
    for number in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{number}"
        query, key, value = (
            do("Transpose", do("Reshape", dense(x, f"{at}.attention.self.{name}"), whole(0, 0, heads, -1)), perm=order)
            for name, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
        )
        scores = do("Mul", do("MatMul", query, key), real(1 / math.sqrt(hidden // heads)))
        mixed = do("MatMul", do("Softmax", do("Add", scores, shut), axis=-1), value)
        mixed = do("Reshape", do("Transpose", mixed, perm=[0, 2, 1, 3]), whole(0, 0, hidden))
        x = norm(do("Add", x, dense(mixed, f"{at}.attention.output.dense")), f"{at}.attention.output")
        grown = dense(x, f"{at}.intermediate.dense")
        share = do("Add", do("Erf", do("Mul", grown, real(math.sqrt(0.5)))), real(1))
        grown = do("Mul", do("Mul", grown, share), real(0.5))
        x = norm(do("Add", x, dense(grown, f"{at}.output.dense")), f"{at}.output")
    nodes.append(helper.make_node("Identity", [x], ["last_hidden_state"]))
    used = {name for node in nodes for name in node.input}
    inputs = ["input_ids", "attention_mask", *(["token_type_ids"] if types else [])]
    made = helper.make_graph(
        nodes,
        "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "tokens", hidden])],
        [numpy_helper.from_array(array, name) for name, array in constants.items() if name in used],
    )
    return helper.make_model(made, ir_version=10, opset_imports=[helper.make_opsetid("", 17)])
