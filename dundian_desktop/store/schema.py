"""The tables: fixed ones for operations, and one for each ledger made from its declaration.

SQLAlchemy describes them, for making a new file and for Alembic; daily work speaks to the driver directly, which the
merge needs for its speed and the window for a lean start (docs/decisions/0005).
"""

from __future__ import annotations

from functools import singledispatch
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, Table

from dundian_desktop import fields
from dundian_desktop.ledger import Record
from dundian_desktop.store.guard import guards
from dundian_desktop.store.operation import OF_A_DISTINCTION

NAMING = {"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}


@singledispatch
def column_type(kind: fields.Kind[Any]) -> sa.types.TypeEngine[Any]:
    """Give the plain SQLite type that keeps a kind; sets and rows are kept as JSON text."""
    del kind
    return sa.Text()


@column_type.register
def _(_kind: fields.Whole | fields.Money | fields.Flag | fields.Moment) -> sa.types.TypeEngine[Any]:
    return sa.Integer()


def ledger_table(kind: type[Record], metadata: sa.MetaData) -> sa.Table:
    """Describe the table of a ledger: what the store knows of a row, then a column for each field."""
    ledger = kind.ledger
    linked = {f.name for f in ledger.fields if isinstance(f.kind, fields.Ref) and f.name != "site"}
    days = {f.name for f in ledger.fields if f.listed and isinstance(f.kind, fields.Day)}
    indexed = (linked | days | {"no"}) - {ledger.month}
    listed = ("deleted", ledger.month) if ledger.month else ("deleted",)
    own = [Column[Any](f.name, column_type(f.kind), index=f.name in indexed or None) for f in ledger.fields]
    return Table(
        ledger.table,
        metadata,
        Column("n", sa.Integer, primary_key=True),
        Column("id", sa.Text, nullable=False, unique=True),
        Column("deleted", sa.Integer, nullable=False),
        Column("created_at", sa.Integer, nullable=False),
        Column("created_by", sa.Text, nullable=False),
        Column("updated_at", sa.Integer, nullable=False, index=True),
        Column("updated_by", sa.Text, nullable=False),
        Column("revision", sa.Integer, nullable=False),
        Column("conflicts", sa.Text, nullable=False),
        *own,
        sa.Index(f"ix_{ledger.table}_listed", *listed),  # what a list asks for first, without touching the rows
    )


def _operation_tables(metadata: sa.MetaData) -> None:
    Table(
        "log",
        metadata,
        Column("n", sa.Integer, primary_key=True),
        Column("id", sa.LargeBinary, nullable=False, unique=True),
        Column("device", sa.LargeBinary, nullable=False),
        Column("seq", sa.Integer, nullable=False),
        Column("head", sa.LargeBinary, nullable=False),
    )
    for name in ("op", "vault"):
        Table(
            name,
            metadata,
            Column("log", sa.Integer, primary_key=True),
            Column("seq", sa.Integer, primary_key=True),
            Column("body", sa.LargeBinary, nullable=False),
            sqlite_with_rowid=False,
        )
    Table(
        "entity",
        metadata,
        Column("n", sa.Integer, primary_key=True),
        Column("id", sa.LargeBinary, nullable=False, unique=True),
        Column("ledger", sa.Text, nullable=False, index=True),
    )
    # The decisions that two records are different are few among many writes.
    declared = sa.Index("ix_write_distinct", "field", sqlite_where=sa.text(OF_A_DISTINCTION))
    written = (Column("hlc", sa.Integer, nullable=False), Column("value", sa.LargeBinary), declared)
    for name, more in (("write", written), ("superseded", ())):
        Table(
            name,
            metadata,
            Column("entity", sa.Integer, primary_key=True),
            Column("field", sa.Text, primary_key=True),
            Column("log", sa.Integer, primary_key=True),
            Column("seq", sa.Integer, primary_key=True),
            *more,
            sqlite_with_rowid=False,
        )


def _exchange_tables(metadata: sa.MetaData) -> None:
    for name in ("segment", "stash"):
        Table(
            name,
            metadata,
            Column("log", sa.LargeBinary, primary_key=True),
            Column("lo", sa.Integer, primary_key=True),
            Column("hi", sa.Integer, nullable=False),
            Column("blob", sa.LargeBinary, nullable=False),
            Column("vault", sa.LargeBinary, nullable=False),
            Column("device" if name == "stash" else "after", sa.LargeBinary, nullable=False),
            sqlite_with_rowid=False,
        )
    Table(
        "device",
        metadata,
        Column("id", sa.LargeBinary, primary_key=True),
        Column("card", sa.LargeBinary, nullable=False),
        Column("trusted", sa.Integer, nullable=False),
        Column("have", sa.LargeBinary, nullable=False),
        Column("channel_out", sa.Integer, nullable=False),
        Column("channel_in", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    Table(
        "bundle",
        metadata,
        Column("id", sa.LargeBinary, primary_key=True),
        Column("outgoing", sa.Integer, primary_key=True),
        Column("device", sa.LargeBinary, nullable=False),
        Column("at", sa.Integer, nullable=False, index=True),
        Column("name", sa.Text, nullable=False),
        Column("summary", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )


def _side_tables(metadata: sa.MetaData) -> None:
    Table(
        "setting",
        metadata,
        Column("name", sa.Text, primary_key=True),
        Column("value", sa.LargeBinary),
        sqlite_with_rowid=False,
    )
    Table("gate", metadata, Column("n", sa.Integer, primary_key=True), Column("open", sa.Integer, nullable=False))
    Table("pending", metadata, Column("entity", sa.Integer, primary_key=True))
    Table(
        "initial",
        metadata,
        Column("entity", sa.Integer, primary_key=True),
        Column("letters", sa.Text, primary_key=True),
        Column("ledger", sa.Text, nullable=False),
        sa.Index("ix_initial_letters", "letters"),
        sqlite_with_rowid=False,
    )
    Table(
        "draft",
        metadata,
        Column("record", sa.Text, primary_key=True),
        Column("ledger", sa.Text, nullable=False),
        Column("texts", sa.Text, nullable=False),
        Column("saved_at", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def schema(kinds: dict[str, type[Record]]) -> sa.MetaData:
    """Describe all tables of a file that holds these ledgers."""
    metadata = sa.MetaData(naming_convention=NAMING)
    _operation_tables(metadata)
    _exchange_tables(metadata)
    _side_tables(metadata)
    for kind in kinds.values():
        ledger_table(kind, metadata)
    return metadata


SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE word USING fts5(body, content='', contentless_delete=1, tokenize='ascii', detail='full')"
)


def make_tables(connection: sa.Connection, kinds: dict[str, type[Record]]) -> None:
    """Make every table, the search index and the guards in an empty file."""
    schema(kinds).create_all(connection)
    connection.exec_driver_sql(SEARCH_TABLE)
    connection.exec_driver_sql("INSERT INTO word(word, rank) VALUES ('secure-delete', 1)")
    for statement in guards(kinds):
        connection.exec_driver_sql(statement)
