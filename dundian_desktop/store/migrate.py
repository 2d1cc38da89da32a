"""Brings an older file up to date: back it up, upgrade a copy, check the copy, swap.

A migration is a photograph: it imports nothing of ours. `autogenerate` writes the next one from the declarations, for a
developer to read.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import autogenerate as alembic_autogenerate
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext

from dundian_desktop.errors import MachineError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.store.creation import engine_for
from dundian_desktop.store.database import connect
from dundian_desktop.store.durable import sync_folder
from dundian_desktop.store.guard import guards
from dundian_desktop.store.schema import schema
from dundian_desktop.store.version import is_current, migrations_folder, revisions

SEARCH_SHADOWS = ("word", "word_config", "word_data", "word_docsize", "word_idx", "alembic_version")


def upgrade_file(path: Path, key: bytes, backup: Path) -> bool:
    """Upgrade a file when it is older than the program, keeping the old one at `backup`.

    Returns:
        Whether anything was done.

    Raises:
        NewerFileError: a newer program made it.
        MachineError: the upgraded copy failed its check; the file is as it was.
    """
    connection = connect(path, key)
    try:
        if is_current(connection):
            return False
        copy = path.with_name("upgrade.part")
        copy.unlink(missing_ok=True)
        copy_file(connection, copy, key)
        copy_file(connection, backup, key)
    finally:
        connection.close()
    run_upgrade(copy, key)
    _check(copy, key)
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    copy.replace(path)
    sync_folder(path.parent)
    return True


def copy_file(connection: Any, target: Path, key: bytes) -> None:
    """Copy an open file to `target` under the same key, as one consistent whole."""
    target.unlink(missing_ok=True)
    copy = connect(target, key)
    try:
        connection.backup(copy)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def run_upgrade(path: Path, key: bytes) -> None:
    """Run every migration the file lacks, and renew its guards."""
    engine = engine_for(path, key)
    with engine.connect() as connection:
        command.upgrade(_config(connection), "head")
    engine.dispose()
    _renew_guards(path, key)


def _renew_guards(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    old = connection.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND name GLOB 'guard_*'").fetchall()
    for (name,) in old:
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in guards(all_ledgers()):
        connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _check(path: Path, key: bytes) -> None:
    connection = connect(path, key)
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not (sound and is_current(connection)):
            raise MachineError("升级数据时检查没有通过，已停止，原来的数据没有变化。请把程序退回旧版，并联系维护人员。")
    finally:
        connection.close()


def _config(connection: sa.Connection, **attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes.update(connection=connection, **attributes)
    return config


def differences(path: Path, key: bytes, kinds: Mapping[str, type[Record]]) -> list[Any]:
    """Give what the migrations' file and the declarations disagree about; empty is right."""
    engine = engine_for(path, key)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _included, "compare_type": True})
        found = alembic_autogenerate.compare_metadata(context, schema(dict(kinds)))
    engine.dispose()
    return found


def _included(_thing: object, name: str, type_: str, *_rest: object) -> bool:
    return not (type_ == "table" and name in SEARCH_SHADOWS)


def autogenerate(message: str) -> None:
    """Write the next migration from the difference between the migrations and the declarations."""
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "old.db", bytes(32)
        engine = engine_for(path, key)
        with engine.connect() as connection:
            config = _config(connection, target=schema(all_ledgers()), include=_included)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            if revisions():
                command.upgrade(config, "head")
            command.revision(config, message, autogenerate=True, rev_id=f"{len(revisions()) + 1:04d}")
        engine.dispose()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    autogenerate(sys.argv[2])
