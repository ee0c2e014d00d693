"""What is installed is pinned, no file names an index, and the wheel holds everything the program needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
UV = PYPROJECT["tool"]["uv"]
DIRECT = [
    *PROJECT["dependencies"],
    *(wanted for extra in PROJECT["optional-dependencies"].values() for wanted in extra),
    *(wanted for group in PYPROJECT["dependency-groups"].values() for wanted in group),
]


def pins(requirements: Iterable[str]) -> dict[str, str]:
    """The version of each package, by its canonical name."""
    return {canonicalize_name(wanted.name): str(wanted.specifier) for wanted in map(Requirement, requirements)}


PINNED = pins(UV["constraint-dependencies"])


@pytest.mark.parametrize("wanted", [*PYPROJECT["build-system"]["requires"], *DIRECT])
def test_every_direct_dependency_is_one_version_and_agrees_with_the_constraints(wanted: str) -> None:
    requirement = Requirement(wanted)
    assert re.fullmatch(r"==[^=,*]+", str(requirement.specifier))
    assert PINNED[canonicalize_name(requirement.name)] == str(requirement.specifier)


def test_every_constraint_is_one_version_and_stands_once() -> None:
    for name in ("constraint-dependencies", "build-constraint-dependencies"):
        assert all(re.fullmatch(r"[a-z0-9.-]+==[^=,*]+", constraint) for constraint in UV[name])
        assert UV[name] == sorted(UV[name])
        assert len(pins(UV[name])) == len(UV[name])


def test_everything_installed_for_the_project_is_pinned_at_its_version() -> None:
    installed = {name: version for name, version in needed(DIRECT, here=True) if version is not None}
    assert len(installed) > len(PROJECT["dependencies"])
    assert {name: PINNED.get(name) for name in installed} == {name: f"=={v}" for name, v in installed.items()}


def test_everything_that_builds_the_wheel_is_pinned_alike() -> None:
    building = PYPROJECT["build-system"]["requires"]
    brought_along = {name for name, _ in needed(building, here=True)} - set(pins(building))
    assert pins(UV["build-constraint-dependencies"]) == {name: PINNED[name] for name in brought_along}


def test_nothing_is_pinned_that_nothing_needs() -> None:
    assert set(PINNED) <= {name for name, _ in needed(DIRECT, here=False)}


def needed(requirements: Iterable[str], *, here: bool) -> Iterator[tuple[str, str | None]]:
    """Every package that the requirements bring along, with its installed version (None where it is not).

    Packages that another system or Python would need are left out if ``here``.
    """
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(wanted), "") for wanted in requirements]
    while waiting:
        wanted, extra = waiting.pop()
        marker = str(wanted.marker or "")
        if marker and ("extra ==" in marker or here) and not wanted.marker.evaluate({"extra": extra}):  # type: ignore[union-attr]
            continue
        name = canonicalize_name(wanted.name)
        for asked in {"", *wanted.extras} - {asked for known, asked in seen if known == name}:
            seen.add((name, asked))
            try:
                found = distribution(name)
            except PackageNotFoundError:
                yield name, None
                continue
            yield name, found.version
            waiting += [(Requirement(text), asked) for text in found.requires or ()]


@pytest.fixture(scope="module")
def files() -> list[str]:
    """Every file that is or would be committed."""
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def git(*arguments: str) -> str:
    """What git says."""
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


# What no committed file may hold. Each pattern is written so that it does not match itself.
INDEX = re.compile(
    rb"py[p]i\.org|[p]ythonhosted\.|np[m]js\.|[y]arnpkg\.|[a]naconda\.org|[c]rates\.io/api|[r]ubygems\.|[p]roxy\.golang"
    rb"|[a]rtifactory|[n]exus/repository|[d]evpi|index[-]url|[-]-index |[-]i https?://|/simpl[e]/?\""
    rb"|\"resolved\": *\"[h]ttp|registry *= *\"[h]ttp"
)
MACHINE = re.compile(
    rb"/[h]ome/[a-z]|/[U]sers/[A-Za-z]|[C]:\\+Users|/[w]ork/(main|steering|shared|[.])|/[f]arm/|bash_[j]obs"
)


@pytest.mark.parametrize(("kind", "pattern"), [("an index", INDEX), ("a machine", MACHINE)])
def test_no_file_names_a_package_index_or_a_folder_of_one_machine(
    files: list[str], kind: str, pattern: re.Pattern[bytes]
) -> None:
    found = {name: match[0] for name in files if (match := pattern.search((ROOT / name).read_bytes()))}
    assert not found, f"these name {kind}: {found}"


@pytest.mark.parametrize(
    "text",
    [
        *(
            f"https://{host}/x".encode()
            for host in ("py" + "pi.org", "files.python" + "hosted.org", "registry.npm" + "js.org")
        ),
        b"--index" + b"-url x",
        b"uv pip install --ind" + b"ex https://example.org",
        b"https://mirror.example.org/simp" + b'le/"',
    ],
)
def test_the_search_for_an_index_finds_it(text: bytes) -> None:
    assert INDEX.search(text)


def test_uv_lock_is_ignored_and_not_committed(files: list[str]) -> None:
    assert git("check-ignore", "uv.lock").strip() == "uv.lock"
    assert "uv.lock" not in files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, really built."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_three_packages_whole_and_nothing_else(wheel: Path, files: list[str]) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    held = {name for name in inside if ".dist-info/" not in name}
    assert held == {name for name in files if name.startswith(("bot/", "cogs/", "knowledge/"))}
    for wanted in ("script.py.mako", "env.py", "essay.md", "source.txt", "pack.yaml", "sources.yaml", "fr.po"):
        assert any(name.endswith(f"/{wanted}") for name in held), wanted
    assert any(name.endswith("/licenses/LICENSE") for name in inside)


def test_the_wheel_answers_from_its_own_files(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)
    script = "import bot, knowledge, sys; from bot.cli import main; print(bot.__file__); sys.exit(main(sys.argv[1:]))"
    asked = subprocess.run(
        [sys.executable, "-c", script, "ask", "--database", str(tmp_path / "serge.db"), "kronstadt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.startswith(str(unpacked))
    assert "Kronstadt" in asked.stdout


def test_the_command_is_called_serge(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "serge = bot.cli:main" in archive.read(entry_points).decode()
