"""Makes the tables of a new file, and tells how old an existing file is; only here and in `migrate` runs SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver

from dundian_desktop.ledger import Record
from dundian_desktop.store.database import connect
from dundian_desktop.store.schema import make_tables
from dundian_desktop.store.version import head_revision


def engine_for(path: Path, key: bytes) -> sa.Engine:
    """Give an engine on the encrypted file whose errors are SQLAlchemy's own (hence ``module=``)."""

    def opened() -> object:
        connection = connect(path, key)
        connection.isolation_level = ""
        return connection

    return sa.create_engine("sqlite://", module=driver, creator=opened, poolclass=sa.NullPool, hide_parameters=True)


def make_file(path: Path, key: bytes, kinds: Mapping[str, type[Record]]) -> None:
    """Make an empty file of the newest version at `path`, where nothing may be yet."""
    engine = engine_for(path, key)
    with engine.begin() as connection:
        make_tables(connection, dict(kinds))
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (head_revision(),))
    engine.dispose()
