"""Opens the encrypted file: SQLCipher with a raw 256-bit key, the key given before anything else.

Gate: SQLite older than 3.51.3 can lose commits in WAL mode (https://sqlite.org/changes.html, 3.53.0 item 1), so it
is refused.  Pragmas: WAL and synchronous=FULL keep every acknowledged commit through a power cut; secure_delete
overwrites what is deleted; temp_store=MEMORY keeps scratch data off the disk.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias

import sqlcipher3.dbapi2 as driver

from dundian_desktop.errors import MachineError, UserError

Connection: TypeAlias = driver.Connection

OLDEST_SQLITE = (3, 51, 3)
KEY_BYTES = 32
DATABASE_NAME = "ledger.db"


class DamagedFileError(MachineError):
    """The file cannot be read with its right key: bits have rotted or it was tampered with."""


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Connection:
    """Open the file, or make an empty one when it is not there.

    Args:
        key: 32 random bytes, used as they are.
        read_only: writes through this connection fail.

    Raises:
        MachineError: the SQLite inside is too old, or the file is damaged.
    """
    if driver.sqlite_version_info < OLDEST_SQLITE:
        raise MachineError("程序自带的数据库组件过旧，可能丢数据，已停止打开。请安装新版程序。")
    _spare_the_driver_a_search()
    connection = driver.connect(str(path), timeout=10, check_same_thread=False, isolation_level=None)
    try:
        _set_up(connection, key, read_only=read_only)
    except driver.DatabaseError as error:
        connection.close()
        raise DamagedFileError(
            "数据文件已损坏，没有再写入任何内容。请在“设置”里从最近的备份恢复，损坏的文件会原样保留。"
        ) from error
    return connection


def _spare_the_driver_a_search() -> None:
    """Say that bytes and None are bound as they are.

    Otherwise the driver asks each of them for a way to be adapted, which took 11 times as long as binding them
    (5,000 rows of 20, docs/measurements.md).
    """
    driver.register_adapter(bytes, bytes)
    driver.register_adapter(type(None), _as_it_is)


def _as_it_is(value: None) -> None:
    return value


def _set_up(connection: Connection, key: bytes, *, read_only: bool) -> None:
    if len(key) != KEY_BYTES:
        raise ValueError("the key has 32 bytes")
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "temp_store=MEMORY",
        "cache_size=-32000",
        "wal_autocheckpoint=1000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA cipher_version").fetchone() is None:
        raise UserError("程序的加密组件缺失，为保护数据已停止打开。请重新安装程序。")
    if read_only:
        connection.execute("PRAGMA query_only=ON")


@contextlib.contextmanager
def transaction(connection: Connection) -> Generator[None]:
    """Run one transaction: committed at the end, rolled back whole when anything is raised."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def faults_told() -> Generator[None]:
    """Turn the driver's errors into errors that say whose turn it is.

    Raises:
        MachineError: the disk is full, the file is locked by another program, or is damaged.
    """
    try:
        yield
    except driver.OperationalError as error:
        words = str(error)
        if "full" in words:
            raise MachineError("磁盘已满，这次的内容没有存下，以前的数据都在。请腾出空间后再存一次。") from error
        if "locked" in words or "busy" in words:
            raise MachineError("数据文件正被别的程序占用，这次没有存下，以前的数据都在。请稍等再试。") from error
        if "readonly" in words or "unable to open" in words or "I/O" in words:
            raise MachineError("数据文件所在的磁盘不能写入，这次没有存下。请检查磁盘或U盘后再试。") from error
        raise
    except driver.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise DamagedFileError("数据文件已损坏，没有再写入任何内容。请从最近的备份恢复。") from error
        raise
