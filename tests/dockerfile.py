"""Reading the Dockerfile and .dockerignore, and doing by hand what an engine does with the stage that builds."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent

_SECONDS = 300
"""How long one step may take, on a machine that has to download every package."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One FROM and what follows it, as pairs of instruction and argument; continued lines are joined."""

    image: str
    steps: tuple[tuple[str, str], ...]

    def all(self, instruction: str) -> list[str]:
        """The arguments of every step of that kind."""
        return [argument for name, argument in self.steps if name == instruction]

    def only(self, instruction: str) -> str:
        """The argument of the one step of that kind."""
        (argument,) = self.all(instruction)
        return argument

    def environment(self) -> dict[str, str]:
        """What its ENV steps set."""
        return {name: value for argument in self.all("ENV") for name, value in _assignments(argument)}


def stages() -> list[Stage]:
    """The Dockerfile's stages, in order."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in _joined_lines((ROOT / "Dockerfile").read_text(encoding="utf-8")):
        instruction, argument = line.split(maxsplit=1)
        if instruction == "FROM":
            found.append((argument.split()[0], []))
        else:
            found[-1][1].append((instruction, argument))
    return [Stage(image, tuple(steps)) for image, steps in found]


def is_ignored(path: str) -> bool:
    """Whether .dockerignore keeps the path (relative to the repository) out of the build; the last rule decides."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            rule = line.removeprefix("!").removeprefix("**/")
            parts = path.split("/")
            hit = any(fnmatch(part, rule) for part in parts) if "**/" in line else fnmatch(parts[0], rule)
            ignored = line[0] != "!" if hit else ignored
    return ignored


def build(stage: Stage, top: Path, environment: Mapping[str, str]) -> None:
    """Run the stage's steps below ``top`` in place of /. Only what COPY brings is there; a step that fails raises."""
    known, here = dict(environment), top
    top.mkdir()
    for instruction, argument in stage.steps:
        match instruction:
            case "ENV":
                known |= {name: _below(top, value) for name, value in _assignments(argument)}
            case "WORKDIR":
                here = Path(_below(top, argument))
                here.mkdir(parents=True)
            case "COPY":
                _copy(*argument.split(), into=here)
            case "RUN":
                subprocess.run(["sh", "-ec", argument], cwd=here, env=known, check=True, timeout=_SECONDS)
            case _:
                raise AssertionError(f"nothing here replays {instruction}")


def _joined_lines(text: str) -> list[str]:
    without_comments = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return [line for line in re.sub(r"\\\n\s*", "", without_comments).splitlines() if line]


def _assignments(argument: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in (word.partition("=") for word in shlex.split(argument))]


def _below(top: Path, value: str) -> str:
    return f"{top}{value}" if value.startswith("/") else value


def _copy(source: str, target: str, *, into: Path) -> None:
    assert not is_ignored(source), f".dockerignore keeps {source} out"
    if (ROOT / source).is_file():
        shutil.copy(ROOT / source, into / target)
    else:
        shutil.copytree(ROOT / source, into / target, ignore=_ignored)


def _ignored(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if is_ignored(Path(folder, name).relative_to(ROOT).as_posix())}
