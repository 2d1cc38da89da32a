"""`Store`: one open encrypted file with its records, logs, settings and drafts.

One connection writes, one reads; the window reads from its main thread while a worker writes. Every public method that
writes is one transaction.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Generator, Mapping
from pathlib import Path

import msgspec

from dundian_desktop.errors import UserError
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.store import history, keyfile, logs, search
from dundian_desktop.store.act import Act, Author
from dundian_desktop.store.apply import Applier, Touched
from dundian_desktop.store.attachments import Attachments
from dundian_desktop.store.database import DATABASE_NAME, Connection, connect, faults_told, transaction
from dundian_desktop.store.drafts import Drafts
from dundian_desktop.store.keyfile import VaultKey
from dundian_desktop.store.operation import stamp_after
from dundian_desktop.store.reader import Reader
from dundian_desktop.store.settings import Settings
from dundian_desktop.store.shelves import Shelves

GROUP = "group"
"""Table of the ledger that says which work group this is."""


class Store:
    """The open file of a workspace.

    Attributes:
        folder: the workspace folder.
        kinds: table name -> record class of every declared ledger.
        reader: reads records; safe from any thread.
        settings: small named values of this workspace.
        attachments: photos and files by content.
        drafts: forms that were begun and not saved.
        shelves: whole ledgers in memory, for figures and checks.
    """

    def __init__(self, folder: Path, key: VaultKey, kinds: Mapping[str, type[Record]] | None = None) -> None:
        self.folder = folder
        self.key = key
        self.kinds = dict(kinds or all_ledgers())
        self._writing = threading.RLock()
        path = folder / DATABASE_NAME
        self._connection = connect(path, key.dek)
        self._reading = connect(path, key.dek, read_only=True)
        self._applier = Applier(self._connection, self.kinds)
        self.reader = Reader(self._reading)
        self.settings = Settings(self.reader, self.writing)
        self.attachments = Attachments(folder, key)
        self.drafts = Drafts(self.reader, self.writing)
        self.shelves = Shelves(self.reader, self.kinds)

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it; the key is dropped with the object."""
        self._reading.close()
        self.fold_in()
        self._connection.close()

    def fold_in(self) -> None:
        """Fold the write-ahead log into the file; a damaged log can then take nothing of it back."""
        with self._writing:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextlib.contextmanager
    def writing(self) -> Generator[Connection]:
        """Open a transaction on the writing connection; it is committed when the block ends well.

        Raises:
            MachineError: the disk is full or gone; nothing was changed.
        """
        with self._writing, faults_told(), transaction(self._connection):
            yield self._connection

    @contextlib.contextmanager
    def rehearsing(self) -> Generator[Connection]:
        """Open a transaction that is always rolled back: what would happen, without happening."""
        with self._writing, faults_told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    @property
    def device(self) -> bytes:
        """Give the id (16 bytes) of this device."""
        return self.settings.get("device", b"")

    @property
    def log(self) -> bytes:
        """Give the id (16 bytes) of the log this device writes here."""
        return self.settings.get("log", b"")

    def group(self) -> tuple[str, str]:
        """Give name and code of the work group: as its record says, else as they were set up; "" when unknown."""
        told = (self.settings.get("group_name", ""), self.settings.get("group_code", ""))
        if GROUP not in self.kinds:
            return told
        rows = self.reader.rows(f'SELECT name, code FROM "{GROUP}" WHERE deleted=0 ORDER BY n LIMIT 1')
        return (rows[0][0] or told[0], rows[0][1] or told[1]) if rows else told

    def author(self) -> Author:
        """Give who writes here."""
        return Author(
            device=self.device,
            prefix=self.group()[1],
            letter=self.settings.get("letter", "A"),
            apart=self.apart,
        )

    @property
    def apart(self) -> bool:
        """Whether this file keeps what is kept apart under a passphrase of its own, and nothing else."""
        return self.settings.get("apart", False)

    @contextlib.contextmanager
    def act(self) -> Generator[Act]:
        """Open one act of the person: one transaction, one step of undo.

        Raises:
            UserError: something in it was refused; nothing of it was kept.
            MachineError: the disk is full or gone; nothing was changed.
        """
        author = self.author()
        if not author.device:
            raise UserError("这个工作区还没有设置完，不能记录。请关闭程序，重新打开后从头设置。")
        with self.writing() as connection:
            place = self._applier.place(self.log, author.device)
            act = Act(connection, self._applier, place, author, self.settings.get("stamp", 0))
            yield act
            self._after(connection, act.stamp)
        self.note_head()

    def _own_place(self) -> tuple[int, bytes]:
        rows = self.reader.rows("SELECT seq, head FROM log WHERE id=?", (self.log,))
        return rows[0] if rows else (0, bytes(32))

    def note_head(self) -> None:
        """Note outside the file how far the own log is, so that a lost end of it is seen at the next opening.

        SQLite drops frames at the end of a damaged write-ahead log without a word (protection notes, T27).
        """
        keyfile.note_head(self.folder, self.key, *self._own_place())

    def lost_operations(self) -> int:
        """Give how many of the own latest operations the file lacks against what was noted outside; 0 is right."""
        noted = keyfile.read_head(self.folder, self.key)
        seq, head = self._own_place()
        if noted is None or seq > noted.seq:
            return 0
        return max(1, noted.seq - seq) if (seq, head) != (noted.seq, noted.digest) else 0

    def _after(self, connection: Connection, stamp: int) -> None:
        Settings.put_in(connection, "stamp", stamp)
        search.catch_up(connection, self.kinds)

    def undo(self, log: bytes, number: int) -> set[str]:
        """Take an act back and give the ledgers that changed.

        Raises:
            CannotUndoError: somebody wrote over it since.
        """
        with self.act() as act:
            history.undo(act, self.kinds, log, number)
        return act.changed

    def last_act(self) -> tuple[bytes, int] | None:
        """Give (log, number) of this device's latest act, or None before the first."""
        rows = self.reader.rows(
            "SELECT o.body FROM op o JOIN log l ON l.n=o.log WHERE l.id=? ORDER BY o.seq DESC LIMIT 1", (self.log,)
        )
        return (self.log, history.act_number(rows[0][0])) if rows else None

    def take(self, connection: Connection, arrived: list[logs.Arrived]) -> logs.Taken:
        """Take in verified segments inside the caller's transaction, and follow their clock within reason."""
        taken = logs.take(connection, self._applier, arrived)
        latest = connection.execute("SELECT max(hlc) FROM write").fetchone()[0] or 0
        Settings.put_in(connection, "stamp", stamp_after(self.settings.get("stamp", 0), latest))
        return taken

    def catch_up(self, progress: Progress = SILENT) -> int:
        """Bring the search index up to date after an import; gives how many records were indexed."""
        with self.writing() as connection:
            return search.catch_up(connection, self.kinds, progress)

    def search(self, asked: str, most: int = 50) -> list[search.Hit]:
        """Find records of any ledger that hold all the words."""
        if self.reader.rows("SELECT 1 FROM pending LIMIT 1"):
            self.catch_up()
        return search.search(self.reader, self.kinds, asked, most)

    def copy_to(self, path: Path) -> None:
        """Copy the file as one consistent whole, under the same key, while work goes on.

        Raises:
            MachineError: the disk is full or gone.
        """
        path.unlink(missing_ok=True)
        with self._writing, faults_told():
            copy = connect(path, self.key.dek)
            try:
                self._connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
            finally:
                copy.close()

    def rebuild(self) -> Touched:
        """Make all tables anew from the operations; the great repair."""
        with self.writing() as connection:
            self._applier.rebuild()
            search.catch_up(connection, self.kinds)
        return Touched(ledgers=frozenset(self.kinds))

    def digest(self) -> str:
        """Give a fingerprint of all records as people see them; equal on devices that hold the same operations."""
        whole = hashlib.sha256()
        for table, kind in sorted(self.kinds.items()):
            names = ",".join(f'"{name}"' for name in sorted({f.name for f in kind.ledger.fields}))
            sql = (
                "SELECT id, deleted, created_at, created_by, updated_at, updated_by, revision, conflicts, "
                f'{names} FROM "{table}" ORDER BY id'
            )
            for row in self.reader.rows(sql):
                whole.update(msgspec.msgpack.encode([table, *row]))
        return whole.hexdigest()
