"""Opening, copying, damage, locks, upgrades and backups of whole workspaces, with real encrypted files."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import tarfile

import pytest
import sqlcipher3.dbapi2 as driver

from dundian_desktop import clock
from dundian_desktop.actions import backups
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.exchange.peers import peers, write_own_card
from dundian_desktop.ledgers import all_ledgers
from dundian_desktop.ledgers.site import Site
from dundian_desktop.resources import program_folder
from dundian_desktop.store import backup, database, logs, migrate, version
from dundian_desktop.store.database import DATABASE_NAME, DamagedFileError, connect
from dundian_desktop.store.keyfile import WrongPassphraseError
from dundian_desktop.store.process_lock import AlreadyOpenError
from dundian_desktop.store.query import Query
from dundian_desktop.store.version import NewerFileError
from dundian_desktop.store.workspace import (
    NoWorkspaceError,
    WorkspaceExistsError,
    create_workspace,
    open_workspace,
)
from tests.devices import CHEAP, PASSPHRASE, carry, save, site, trust, worker


@pytest.fixture
def closed(yard):
    """Give the folder of a workspace with one record in it that nobody has open."""
    workspace = yard.workspace("A")
    save(workspace.store, site("园区"))
    workspace.close()
    return workspace.folder


def test_a_workspace_opens_again_with_all_that_was_written(yard, closed) -> None:
    again = yard.open(closed).store
    assert [one.name for one in again.reader.list(Query(kind=Site))] == ["园区"]


def test_opening_at_the_same_place_goes_on_with_the_same_log(yard, closed) -> None:
    first = yard.open(closed)
    log = first.store.log
    first.close()
    assert yard.open(closed).store.log == log


def test_a_wrong_passphrase_opens_nothing_and_leaves_the_lock_free(yard, closed) -> None:
    with pytest.raises(WrongPassphraseError):
        open_workspace(closed, "不是这个口令")
    assert yard.open(closed).store.reader.totals() == (1, 1)


def test_the_recovery_code_opens_too(tmp_path, yard) -> None:
    workspace, code = create_workspace(tmp_path / "w", PASSPHRASE, pace=CHEAP)
    workspace.close()
    with open_workspace(tmp_path / "w", recovery=code) as opened:
        assert opened.store.reader.totals() == (0, 0)


def test_a_folder_without_a_workspace_is_said(tmp_path) -> None:
    with pytest.raises(NoWorkspaceError):
        open_workspace(tmp_path, PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_is_never_made_over_another(closed) -> None:
    before = {path.name: path.read_bytes() for path in closed.iterdir() if path.is_file()}
    with pytest.raises(WorkspaceExistsError):
        create_workspace(closed, PASSPHRASE, pace=CHEAP)
    assert {path.name: path.read_bytes() for path in closed.iterdir() if path.is_file()} == before


def test_a_second_opener_is_kept_out_until_the_first_closes(yard, closed) -> None:
    first = yard.open(closed)
    with pytest.raises(AlreadyOpenError):
        open_workspace(closed, PASSPHRASE)
    first.close()
    assert yard.open(closed).store.log


def test_a_copied_folder_begins_a_log_of_its_own(yard, closed) -> None:
    copy = closed.with_name("copied")
    shutil.copytree(closed, copy)
    one, other = yard.open(closed).store, yard.open(copy).store
    assert one.log != other.log
    save(one, site("这里"))
    save(other, site("那里"))
    assert other.reader.rows("SELECT count(*) FROM log WHERE seq>0") == [(2,)]


def test_two_copies_can_tell_each_other_what_they_wrote(yard, closed, tmp_path) -> None:
    """The copy keeps its device; a third one hears of both logs without a contradiction."""
    copy = closed.with_name("copied")
    shutil.copytree(closed, copy)
    one, other, third = yard.open(closed).store, yard.open(copy).store, yard.workspace("C").store
    for store in (one, other):
        save(store, site("后来"))
        trust(third, store)
        trust(store, third)
    for store, stick in ((one, "x"), (other, "y")):
        carry(store, third, tmp_path / stick)
    assert sorted(record.name for record in third.reader.list(Query(kind=Site))) == ["后来", "后来", "园区"]


def test_one_log_written_twice_is_refused_whole(yard, tmp_path) -> None:
    """A device whose disk was put back goes on with the log it had: a fork."""
    a, b = yard.group(2)
    save(a, site("这里"))
    carry(a, b, tmp_path / "x")
    with a.writing() as connection:
        connection.execute("INSERT INTO gate(n, open) VALUES (1, 1)")
        for table in ("op", "vault", "segment"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE log SET seq=0, head=zeroblob(32)")
        connection.execute("DELETE FROM gate")
    save(a, site("那里"))
    before = b.digest()
    with a.writing() as connection:
        connection.execute("UPDATE device SET have=X'80'")
    with pytest.raises(logs.ForkError):
        carry(a, b, tmp_path / "y")
    assert b.digest() == before


def test_a_too_old_sqlite_is_refused_before_a_file_is_touched(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(database.driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(MachineError, match="数据库组件过旧"):
        connect(tmp_path / "x.db", bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_the_sqlite_that_ships_is_new_enough() -> None:
    assert driver.sqlite_version_info >= database.OLDEST_SQLITE


def test_every_connection_is_careful(store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "trusted_schema": 0,
              "temp_store": 2}  # fmt: skip
    with store.writing() as connection:
        held = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert held == wanted


def test_another_key_reads_nothing(closed) -> None:
    with pytest.raises(DamagedFileError):
        connect(closed / DATABASE_NAME, bytes(32))


def test_no_word_of_a_record_stands_in_any_file(yard) -> None:
    workspace = yard.workspace("A")
    save(workspace.store, worker("金丝雀姓名", mobile="13912345678"))
    backup.back_up(workspace.store)
    workspace.store.drafts.keep("worker", "a" * 32, {"name": "金丝雀草稿"})
    held = b"".join(path.read_bytes() for path in workspace.folder.rglob("*") if path.is_file())
    assert [w for w in ("金丝雀姓名", "13912345678", "金丝雀草稿", "SQLite format") if w.encode() in held] == []


@pytest.mark.parametrize(
    "damage",
    [b"", b"\x00" * 4096, b"SQLite format 3\x00" + b"\x00" * 4080],
    ids=["empty", "zeros", "plain"],
)
def test_a_file_that_is_no_longer_one_is_said_to_be_damaged_and_left_as_it_is(closed, damage: bytes) -> None:
    path = closed / DATABASE_NAME
    path.write_bytes(damage)
    for _ in range(2):
        with pytest.raises(DamagedFileError):
            open_workspace(closed, PASSPHRASE)
    assert path.read_bytes()[:16] == damage[:16]


@pytest.mark.parametrize("place", [0, 1, 17, 200, 4090])
def test_one_flipped_byte_in_the_first_page_is_noticed(closed, place: int) -> None:
    path = closed / DATABASE_NAME
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedFileError):
        open_workspace(closed, PASSPHRASE)


def test_a_newer_file_is_refused_with_both_versions_and_not_touched(yard, closed) -> None:
    workspace = yard.open(closed)
    with workspace.store.writing() as connection:
        connection.execute("UPDATE alembic_version SET version_num='0999'")
    workspace.close()
    before = (closed / DATABASE_NAME).read_bytes()
    with pytest.raises(NewerFileError, match=f"0999.*{version.head_revision()}"):
        open_workspace(closed, PASSPHRASE)
    assert (closed / DATABASE_NAME).read_bytes() == before


NEXT = """
from alembic import op
import sqlalchemy as sa

revision = "{new}"
down_revision = "{old}"


def upgrade():
    with op.batch_alter_table("draft") as batch:
        batch.add_column(sa.Column("tomorrow", sa.Text()))
"""


@pytest.fixture
def a_version_on(tmp_path, monkeypatch):
    """Let the program be one migration further than the files made so far."""
    old, new = version.head_revision(), "0998"
    shutil.copytree(program_folder() / "migrations", tmp_path / "next" / "migrations")
    script = tmp_path / "next" / "migrations" / "versions" / f"{new}_tomorrow.py"
    script.write_text(NEXT.format(new=new, old=old), encoding="utf-8")
    monkeypatch.setattr(version, "program_folder", lambda: tmp_path / "next")
    version.revisions.cache_clear()
    yield new
    version.revisions.cache_clear()


def test_an_older_file_is_upgraded_and_the_old_one_kept(yard, closed, a_version_on) -> None:
    before = yard_digest(closed, yard)
    (kept,) = (closed / "backups").glob("升级前-*.db")
    opened = yard.open(closed)
    assert opened.store.reader.rows("SELECT version_num FROM alembic_version") == [(a_version_on,)]
    assert "tomorrow" in [name for (name,) in opened.store.reader.rows("SELECT name FROM pragma_table_info('draft')")]
    assert opened.store.digest() == before
    assert backup.verify(kept, opened.key).records == 1


def yard_digest(folder, yard) -> str:
    workspace = yard.open(folder)
    digest = workspace.store.digest()
    workspace.close()
    return digest


def test_an_upgraded_file_still_guards_its_tables(yard, closed, a_version_on) -> None:
    store = yard.open(closed).store
    with pytest.raises(driver.IntegrityError, match="outside apply"), store.writing() as connection:
        connection.execute("UPDATE site SET name='x'")
    save(store, site("新"))
    store.rebuild()
    assert store.reader.count(Query(kind=Site)) == 2


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(closed, a_version_on) -> None:
    (script,) = (version.migrations_folder() / "versions").glob("0998*.py")
    script.write_text(script.read_text(encoding="utf-8").replace('"draft"', '"never_was"'), encoding="utf-8")
    before = (closed / DATABASE_NAME).read_bytes()
    with pytest.raises(Exception, match="never_was"):
        open_workspace(closed, PASSPHRASE)
    assert (closed / DATABASE_NAME).read_bytes() == before


def test_an_up_to_date_file_is_left_alone(closed, yard, tmp_path) -> None:
    workspace = yard.open(closed)
    assert migrate.upgrade_file(closed / DATABASE_NAME, workspace.key.dek, tmp_path / "b.db") is False
    assert not (tmp_path / "b.db").exists()


def test_an_automatic_backup_opens_and_counts(store) -> None:
    save(store, site())
    made = backup.back_up(store)
    assert (made.operations, made.records) == (1, 1)
    assert backup.verify(made.path, store.key) == made
    assert backup.automatic_backups(store.folder) == [made.path]


def test_nothing_new_makes_no_backup(store) -> None:
    save(store, site())
    assert backups.back_up_if_changed(store)
    assert backups.back_up_if_changed(store) is None
    save(store, site())
    assert backups.back_up_if_changed(store)


def test_backups_thin_out_to_ten_days_and_weeks(store, monkeypatch) -> None:
    start = dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC)
    folder = store.folder / "backups"
    folder.mkdir()
    for hours in range(0, 24 * 90, 12):
        moment = clock.local(start + dt.timedelta(hours=hours))
        (folder / f"自动-{moment:%Y%m%d-%H%M%S}.db").touch()
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(days=90))
    backup.back_up(store)
    days = {path.name[3:11] for path in backup.automatic_backups(store.folder)}
    assert 14 <= len(days) <= 24
    assert len(backup.automatic_backups(store.folder)) <= 10 + 14 + 8
    assert min(days) < "20260601" < max(days)


def test_a_whole_backup_restores_everything_and_begins_a_new_log(store, tmp_path) -> None:
    sha = store.attachments.put(b"photo")
    save(store, site("园区"))
    made = backup.write_backup(store, tmp_path)
    assert backup.verify(made.path, store.key).records == 1
    restored = backups.restore(made.path, tmp_path / "new", PASSPHRASE)
    assert restored.records == 1
    with open_workspace(tmp_path / "new", PASSPHRASE) as opened:
        assert opened.store.digest() == store.digest()
        assert opened.store.log != store.log
        assert opened.store.attachments.read(sha) == b"photo"


def test_a_backup_restored_where_the_workspace_lay_begins_a_new_log_too(yard, tmp_path) -> None:
    workspace = yard.workspace("A")
    save(workspace.store, site("园区"))
    made, log = backup.write_backup(workspace.store, tmp_path), workspace.store.log
    workspace.close()
    shutil.rmtree(workspace.folder)
    backups.restore(made.path, workspace.folder, PASSPHRASE)
    assert yard.open(workspace.folder).store.log != log


def test_an_automatic_backup_restores_too(store, tmp_path) -> None:
    save(store, site("园区"))
    made = backup.back_up(store)
    save(store, site("后来"))
    assert backups.restore(made.path, tmp_path / "new", PASSPHRASE).records == 1


def test_what_a_restored_workspace_writes_never_clashes_with_what_was_lost(yard, tmp_path) -> None:
    a, b = yard.group(2)
    save(a, site("以前"))
    made = backup.write_backup(a, tmp_path)
    save(a, site("丢失前交出"))
    carry(a, b, tmp_path / "x")
    a.close()
    backups.restore(made.path, tmp_path / "new", PASSPHRASE)
    again = yard.open(tmp_path / "new").store
    save(again, site("恢复后"))
    carry(again, b, tmp_path / "y")
    carry(b, again, tmp_path / "z")
    assert again.digest() == b.digest()
    assert sorted(one.name for one in again.reader.list(Query(kind=Site))) == ["丢失前交出", "以前", "恢复后"]


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x00" * 10240], ids=["empty", "noise", "zeros"])
def test_what_is_no_backup_is_refused_and_leaves_nothing(tmp_path, content: bytes) -> None:
    path = tmp_path / "x.dundian-backup"
    path.write_bytes(content)
    with pytest.raises(UserError, match="不是蹲点工作台的备份"):
        backups.restore(path, tmp_path / "new", PASSPHRASE)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../out", "/abs", "ledger.db/../x", "blobs/zz/x", "other.txt"])
def test_a_backup_with_a_strange_member_is_refused(tmp_path, name: str) -> None:
    path = tmp_path / "x.dundian-backup"
    with tarfile.open(path, "w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    with pytest.raises(UserError):
        backup.unpack(path, tmp_path / "new")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.dundian-backup"]


def test_a_cut_off_backup_is_refused(store, tmp_path) -> None:
    save(store, site())
    path = backup.write_backup(store, tmp_path).path
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises((UserError, DamagedFileError)):
        backup.verify(path, store.key)
    assert [one.name for one in tmp_path.glob("verify-*")] == []


def test_a_damaged_page_in_a_backup_is_found(store, tmp_path) -> None:
    save(store, site())
    path = backup.back_up(store).path
    data = bytearray(path.read_bytes())
    data[4096 * 3 + 100] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedFileError):
        backup.verify(path, store.key)


def test_a_backup_whose_contents_break_their_own_rules_is_no_backup(store) -> None:
    save(store, site())
    path = backup.back_up(store).path
    with contextlib.closing(connect(path, store.key.dek)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        wider = "UPDATE sqlite_schema SET sql=replace(sql, 'address TEXT', 'address TEXT NOT NULL') WHERE name='site'"
        assert connection.execute(wider).rowcount == 1
    with pytest.raises(DamagedFileError, match="这份备份读不通"):
        backup.verify(path, store.key)


@pytest.mark.parametrize("name", ["gone.db", "gone.dundian-backup"])
def test_a_backup_that_is_not_there_is_said_and_not_made(store, tmp_path, name: str) -> None:
    with pytest.raises(UserError, match="没有找到备份"):
        backup.verify(tmp_path / name, store.key)
    with pytest.raises(UserError, match="没有找到备份"):
        backups.restore(tmp_path / name, tmp_path / "new", PASSPHRASE)
    assert [one.name for one in tmp_path.iterdir() if "gone" in one.name or one.name == "new"] == []


def test_a_restore_goes_into_an_empty_folder_only(store, tmp_path) -> None:
    made = backup.write_backup(store, tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("我的", encoding="utf-8")
    with pytest.raises(UserError, match="不是空文件夹"):
        backups.restore(made.path, tmp_path / "full", PASSPHRASE)
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_newcomer_takes_group_and_letter_from_the_leaders_card(yard, tmp_path) -> None:
    leader = yard.workspace("A").store
    write_own_card(leader, tmp_path / "leader.dundian-card")
    newcomer = Newcomer(person="组员", leader_card=tmp_path / "leader.dundian-card")
    workspace, _ = set_up(tmp_path / "w", PASSPHRASE, newcomer, pace=CHEAP)
    with workspace:
        settings = workspace.store.settings
        assert [settings.get(name, "") for name in ("letter", "group_code")] == ["B", "QL-2026-01"]
        assert [peer.card.name for peer in peers(workspace.store)] == ["A同志"]


def test_every_ledger_has_its_table_in_a_new_file(store) -> None:
    tables = {name for (name,) in store.reader.rows("SELECT name FROM sqlite_master WHERE type='table'")}
    assert set(all_ledgers()) <= tables
