"""YAML with line numbers, in which text stays text.

Every scalar is read as the characters that stand there: a page ``150`` is "150", ``NO`` is "NO", and the schema
says which fields are numbers. Equal keys and aliases are refused rather than resolved, so that a small file can
never become a huge value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from knowledge.errors import Fault

ValuePath = tuple[str | int, ...]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 20
"""How deep values may stand in one another: several times what a pack needs, far less than would exhaust memory."""


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
        sound = _is_sound(text, document)
        root = yaml.compose(text, Loader=_LOADER) if sound else None
    except yaml.MarkedYAMLError as error:
        document.faults.append(Fault(file, *_unreadable(error)))
        return document
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        document.faults.append(Fault(file, line, f"holds a control character (number {error.character}); take it out"))
        return document
    if root is not None:
        document.data = _value(root, (), document, set())
    return document


def _is_sound(text: str, document: Document) -> bool:
    """Whether values can be built from the text. Every alias is a fault, and so is nesting beyond DEEPEST."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            document.faults.append(Fault(document.file, line, f"values stand more than {DEEPEST} deep in one another"))
            return False
        if isinstance(event, yaml.AliasEvent):
            message = f"“*{event.anchor}” stands for what is written elsewhere; write it out here"
            document.faults.append(Fault(document.file, line, message))
    return True


def _unreadable(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line on which the text stops being YAML, and what is wrong; where that began, if on another line."""
    mark, begun = error.problem_mark, error.context_mark
    line = mark.line + 1 if mark else 0
    since = f"{error.context} that begins on line {begun.line + 1}, " if begun and begun.line + 1 != line else ""
    return line, f"not readable as YAML: {since}{error.problem or error.context}"


def _value(node: yaml.Node, path: ValuePath, document: Document, seen: set[int]) -> Any:
    """The node's value. ``seen`` holds the nodes met so far: one that comes again is an alias and has none."""
    document.lines[path] = node.start_mark.line + 1
    if id(node) in seen:
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, document, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, number), document, seen) for number, item in enumerate(node.value)]
    if "\0" in node.value:
        document.faults.append(Fault(document.file, document.lines[path], "holds the character number 0; take it out"))
    return node.value


def _mapping(node: yaml.MappingNode, path: ValuePath, document: Document, seen: set[int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            document.faults.append(Fault(document.file, line, "a key should be text"))
            continue
        key = str(key_node.value)
        if key in values:
            document.faults.append(Fault(document.file, line, f"“{key}” is given twice"))
            continue
        values[key] = _value(value_node, (*path, key), document, seen)
        document.lines[(*path, key)] = line
    return values
