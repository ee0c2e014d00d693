"""YAML with line numbers, in which text stays text.

Every scalar is read as the characters that stand there: a page ``150`` is "150", ``NO`` is "NO", and the schema
says which fields are numbers. Equal keys and aliases (anchors) are refused rather than resolved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.errors import Fault

ValuePath = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL_TAG = "tag:yaml.org,2002:null"


@dataclass(slots=True)
class Document:
    """A YAML file as plain values, and the line of each value by its path."""

    file: str
    data: Any = None
    lines: dict[ValuePath, int] = field(default_factory=dict[ValuePath, int])
    faults: list[Fault] = field(default_factory=list[Fault])

    def line(self, path: ValuePath) -> int:
        """The line on which the value at ``path`` stands, or the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, file: str) -> Document:
    """The document, with a fault for everything that is not plain YAML. ``data`` is None where it cannot be read."""
    document = Document(file)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        document.faults.append(Fault(file, line, f"not readable as YAML: {error.problem or error.context}"))
        return document
    except yaml.YAMLError as error:
        document.faults.append(Fault(file, 0, f"not readable as YAML: {error}"))
        return document
    if root is not None:
        document.data = _value(root, (), document, set())
    return document


def _value(node: yaml.Node, path: ValuePath, document: Document, above: set[int]) -> Any:
    document.lines[path] = node.start_mark.line + 1
    if id(node) in above:
        document.faults.append(
            Fault(document.file, document.lines[path], "an alias (*name) refers to what it stands in")
        )
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, above | {id(node)})
    if isinstance(node, yaml.SequenceNode):
        inside = above | {id(node)}
        return [_value(item, (*path, number), document, inside) for number, item in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL_TAG and node.style is None:
        return None
    return node.value


def _mapping(node: yaml.MappingNode, path: ValuePath, document: Document, above: set[int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = str(key_node.value)
        if key in values:
            document.faults.append(Fault(document.file, line, f"“{key}” is given twice"))
            continue
        values[key] = _value(value_node, (*path, key), document, above)
        document.lines[(*path, key)] = line
    return values
