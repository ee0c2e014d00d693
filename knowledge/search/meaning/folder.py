"""What a sentence-transformers folder says of its model, checked before any weight is read.

No standard gives the format: it is what sentence-transformers writes (until 5.3, and otherwise since 5.4) and reads.
modules.json lists the steps, each with a folder; that of the first holds the weights and the tokenizer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, cast

from knowledge.errors import (
    ModelDamaged,
    ModelForeign,
    ModelIncomplete,
    ModelNotFound,
    ModelUnsupported,
    Unsupported,
)

Config = Mapping[str, Any]
"""What a JSON file holds."""

_NOTHING: Config = {}

MIB = 1 << 20

_ONNX = ("model.onnx", "onnx/model.onnx")

_OFFSET_POSITIONS = frozenset({"roberta", "xlm-roberta", "camembert", "mpnet"})
"""Types of models that count positions from the one after their padding's, and so have fewer than they say."""

_LIMITS = range(3, 1 << 20)
"""Numbers of tokens that can be a limit: a longer one is transformers' way to say that there is none."""


class Pooling(Enum):
    """How the vectors of a text's tokens become one: their mean, or the first token's."""

    MEAN = "mean"
    CLS = "cls"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model as its files describe it. ``path`` is its folder, ``inner`` that of the first step: often the same.

    ``config`` is config.json, empty for a static model. ``limit`` is the most tokens of a text, special ones counted,
    or None. ``prompt`` stands before every text. ``configs`` are all the files that were read. The file
    ``safetensors`` is there unless ``onnx`` is.
    """

    path: Path
    inner: Path
    static: bool
    config: Config
    pooling: Pooling
    limit: int | None
    lower_case: bool
    prompt: str
    tokenizer: Path
    safetensors: Path
    onnx: Path | None
    configs: tuple[Path, ...]

    def fingerprint(self, weights: Path) -> str:
        """Tells one model from another: 64 hexadecimal digits, of SHA-256.

        It covers the size, the first and the last MiB of ``weights``, and the tokenizer and every other JSON file.
        """
        digest = sha256()
        beside = (weights.with_name(weights.name + ending) for ending in ("_data", ".data"))  # of ONNX past 2 GiB
        for file in (weights, *filter(Path.is_file, beside)):
            size = file.stat().st_size
            with file.open("rb") as opened:
                first = opened.read(MIB)
                opened.seek(max(0, size - MIB))
                digest.update(b"%s %d\n%s%s" % (file.name.encode(), size, first, opened.read(MIB)))
        for file in self.configs:
            content = file.read_bytes()
            digest.update(b"%s %d\n%s" % (file.name.encode(), len(content), content))
        return digest.hexdigest()


def read_folder(path: Path) -> ModelFolder:
    """The model in the folder. Raises ModelError where there is none, or one that cannot be computed."""
    if not path.is_dir():
        raise ModelNotFound(str(path))
    if not (path / "modules.json").is_file():
        raise ModelForeign(str(path))
    return _Reading(path).model()


class _Reading:
    """Reads a folder and notes which files that took."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: list[Path] = []

    def model(self) -> ModelFolder:
        steps = self._steps()
        static = "StaticEmbedding" in steps
        self._check(steps, ["StaticEmbedding"] if static else ["Transformer", "Pooling"])
        inner = self._path / steps["StaticEmbedding" if static else "Transformer"]
        config = _NOTHING if static else self._needed(inner / "config.json")
        lengths = self._optional(inner / "sentence_bert_config.json")
        prompt = self._prompt()
        tokenizer = self._there(inner / "tokenizer.json")
        onnx = None if static else next((inner / name for name in _ONNX if (inner / name).is_file()), None)
        safetensors = inner / "model.safetensors"
        if onnx is None:
            self._there(safetensors)
        return ModelFolder(
            path=self._path,
            inner=inner,
            static=static,
            config=config,
            pooling=Pooling.MEAN if static else self._pooling(self._path / steps["Pooling"] / "config.json", prompt),
            limit=None if static else self._limit(inner, config, lengths),
            lower_case=lengths.get("do_lower_case") is True,
            prompt=prompt,
            tokenizer=tokenizer,
            safetensors=safetensors,
            onnx=onnx,
            configs=(*self._read, tokenizer),
        )

    def _steps(self) -> dict[str, str]:
        """Each step's folder, by its class, whatever module that was in when the model was saved."""
        file = self._path / "modules.json"
        listed = self._json(file)
        steps: dict[str, str] = {}
        for listed_step in cast(list[Any], listed) if isinstance(listed, list) else [None]:
            step = cast(Config, listed_step) if isinstance(listed_step, dict) else _NOTHING
            name, folder = str(step.get("type", "")).rpartition(".")[2], step.get("path")
            if not name or not isinstance(folder, str):
                raise ModelDamaged(str(file), "not a list of steps, each with type and path")
            if PurePosixPath(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
                raise ModelDamaged(str(file), f"a step outside of the folder: {folder}")
            if name in steps:
                raise ModelUnsupported(str(self._path), Unsupported.MODULE, f"{name}, {name}")
            steps[name] = folder
        return steps

    def _check(self, steps: Mapping[str, str], needed: list[str]) -> None:
        for name in steps:
            if name not in {*needed, "Normalize"}:
                raise ModelUnsupported(str(self._path), Unsupported.MODULE, name)
        for name in needed:
            if name not in steps:
                raise ModelDamaged(str(self._path / "modules.json"), f"no {name} in it")

    def _pooling(self, file: Path, prompt: str) -> Pooling:
        """The way of pooling. Until 5.3 each had a switch of its own, and several could be on; since, it is named."""
        config = self._needed(file)
        named = config.get("pooling_mode")
        if named is None:
            switched_on = (name for name, on in config.items() if on is True and name.startswith("pooling_mode_"))
            named = [re.sub("pooling_mode_|_tokens?$", "", name) for name in switched_on]
        modes = cast(list[Any], named) if isinstance(named, list) else [named]
        if prompt and config.get("include_prompt") is False:
            modes.append("without the prompt")
        if len(modes) == 1 and modes[0] in [mode.value for mode in Pooling]:
            return Pooling(modes[0])
        raise ModelUnsupported(str(self._path), Unsupported.POOLING, ", ".join(map(str, modes)) or "none")

    def _limit(self, inner: Path, config: Config, lengths: Config) -> int | None:
        """The smaller of max_seq_length (where there is none, the tokenizer's limit) and the number of positions."""
        tokenizer = self._optional(inner / "tokenizer_config.json")
        positions = config.get("max_position_embeddings")
        if isinstance(positions, int) and config.get("model_type") in _OFFSET_POSITIONS:
            positions -= 2  # their padding is token 1
        wanted: Any = lengths.get("max_seq_length") or tokenizer.get("model_max_length")
        return min(
            (limit for limit in (wanted, positions) if isinstance(limit, int) and limit in _LIMITS), default=None
        )

    def _prompt(self) -> str:
        """What the model's makers want before every text unless told otherwise; mostly nothing."""
        config = self._optional(self._path / "config_sentence_transformers.json")
        prompts = config.get("prompts")
        name = config.get("default_prompt_name")
        return str(cast(Config, prompts).get(name, "")) if isinstance(prompts, dict) and isinstance(name, str) else ""

    def _there(self, file: Path) -> Path:
        if not file.is_file():
            raise ModelIncomplete(str(self._path), file.relative_to(self._path).as_posix())
        return file

    def _needed(self, file: Path) -> Config:
        return self._optional(self._there(file))

    def _optional(self, file: Path) -> Config:
        """What the file holds; nothing where it is not there."""
        content = self._json(file) if file.is_file() else _NOTHING
        if not isinstance(content, dict):
            raise ModelDamaged(str(file), "no object with keys")
        return cast(Config, content)

    def _json(self, file: Path) -> object:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelDamaged(str(file), f"no JSON: {error}") from error
        self._read.append(file)
        return content
