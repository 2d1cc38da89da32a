"""How old a file is: its revision against the newest migration that ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dundian_desktop.errors import UserError
from dundian_desktop.resources import program_folder
from dundian_desktop.store.database import Connection, DamagedFileError


class NewerFileError(UserError):
    """A newer program made the file; this one must not touch it."""


@cache
def revisions() -> tuple[str, ...]:
    """Give the revisions that ship, oldest first; each is the number that begins its migration's file name."""
    files = sorted((migrations_folder() / "versions").glob("[0-9]*.py"))
    return tuple(file.name.split("_")[0] for file in files)


def migrations_folder() -> Path:
    """Give the folder of the migrations."""
    return program_folder() / "migrations"


def head_revision() -> str:
    """Give the newest revision."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str:
    """Give the revision of an open file.

    Raises:
        DamagedFileError: it has none, so it is no workspace or not a whole one.
    """
    marked = connection.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if marked else None
    if found is None:
        raise DamagedFileError("数据文件不完整，没有再写入任何内容。请从最近的备份恢复，损坏的文件会原样保留。")
    return found[0]


def is_current(connection: Connection) -> bool:
    """Tell whether a file needs no migration.

    Raises:
        NewerFileError: it comes from a newer program; nothing was written.
    """
    revision = revision_of(connection)
    if revision not in revisions():
        raise NewerFileError(
            f"这份数据由更新版本的程序保存（数据版本{revision}，本程序最高支持{head_revision()}）。"
            "数据没有变化，请安装新版程序后再打开。"
        )
    return revision == head_revision()
