"""Answers are kept until anything is written, by whomever; then they are looked up anew."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge.library import Library
from knowledge.storage.watch import Watch
from tests.rows import connect


def watching(file: Path) -> Watch:
    return Watch(sa.make_url(f"sqlite+aiosqlite:///{file}"))


def test_the_version_changes_with_every_commit_and_only_then(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'file.db'}"
    with connect(url) as connection:
        connection.execute(sa.text("create table bread (loaves integer)"))
    watch = watching(tmp_path / "file.db")
    before = watch.version()
    assert before is not None
    assert watch.version() == before
    with connect(url) as connection:
        connection.execute(sa.text("insert into bread values (1)"))
        assert watch.version() == before
    assert watch.version() != before
    watch.close()


def test_a_file_that_cannot_be_read_has_no_version(tmp_path: Path) -> None:
    watch = watching(tmp_path / "missing" / "file.db")
    assert watch.version() is None
    watch.close()
    assert watch.version() is None


def test_postgresql_has_no_version() -> None:
    assert Watch(sa.make_url("postgresql+psycopg://localhost/serge")).version() is None


async def test_a_question_asked_again_is_answered_without_the_database(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await library.look_up("kronstadt", 7)
    monkeypatch.setattr(library.database, "read", None)
    assert await library.look_up("kronstadt", 7) is first
    with pytest.raises(TypeError):
        await library.look_up("kronstadt", 8)


async def test_a_kept_answer_is_not_given_after_anything_was_written(library: Library) -> None:
    assert (await library.look_up("kronstadt")).matches[0].entry.claim.text != "another"
    async with library.database.writing() as writer:
        await writer._connection.execute(sa.text("update entry set claim = 'another' where topic = 'Kronstadt'"))  # noqa: SLF001
        await writer._connection.execute(sa.text("update catalogue set revision = revision + 1"))  # noqa: SLF001
    assert (await library.look_up("kronstadt")).matches[0].entry.claim.text == "another"
