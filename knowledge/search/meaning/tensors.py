"""Named arrays of weights from a file of safetensors, each checked for its shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from knowledge.errors import ModelDamaged, ModelUnsupported, Unsupported

Floats = NDArray[np.float32]

_WIDENED = frozenset({"F16", "F32", "F64"})


class Tensors:
    """The arrays in a file. Raises ModelDamaged where it is none of safetensors."""

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._opened: Any = safe_open(str(file), framework="numpy")
        except (OSError, SafetensorError) as error:
            raise ModelDamaged(str(file), str(error)) from error
        self._names = frozenset(self._opened.keys())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def floats(self, name: str, *shape: int | None) -> Floats:
        """The array of that name as float32. ``shape`` is the one it must have; None is any length.

        Raises ModelDamaged where it is missing or has another shape.
        """
        found = self._checked(name, shape)
        kind = str(found.get_dtype())
        if kind not in _WIDENED:
            raise ModelUnsupported(str(self._file), Unsupported.NUMBERS, kind)
        return self._opened.get_tensor(name).astype(np.float32, copy=False)

    def whole_numbers(self, name: str, *shape: int | None) -> NDArray[np.int64]:
        """The array of that name as int64, checked likewise."""
        self._checked(name, shape)
        return self._opened.get_tensor(name).astype(np.int64)

    def _checked(self, name: str, shape: tuple[int | None, ...]) -> Any:
        if name not in self._names:
            raise ModelDamaged(str(self._file), f"no {name} in it")
        found = self._opened.get_slice(name)
        lengths: list[int] = found.get_shape()
        if len(lengths) != len(shape) or any(
            wanted not in {None, length} for wanted, length in zip(shape, lengths, strict=True)
        ):
            wanted = " × ".join("any" if length is None else str(length) for length in shape)
            detail = f"{name} is {' × '.join(map(str, lengths)) or 'one number'} where it should be {wanted}"
            raise ModelDamaged(str(self._file), detail)
        return found
