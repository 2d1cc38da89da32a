"""A write-ahead log that is damaged from its first byte takes back everything since the file was made; that is told."""

from __future__ import annotations

import shutil

from bench.phrases import workers
from bench.places import PASSPHRASE, fill, workspace
from dundian_desktop.store.workspace import open_workspace


def _all_of_the_log_lost(folder):
    """Put the workspace back as it would open after its write-ahead log was found damaged at the first frame."""
    log = folder / "ledger.db-wal"
    log.write_bytes(b"\0" * log.stat().st_size)


def _killed(open_now, folder, into):
    """Give a copy of the files as a kill would leave them, then close."""
    shutil.copytree(folder, into)
    open_now.close()
    shutil.rmtree(folder)
    into.rename(folder)


def test_the_loss_of_a_whole_first_sitting_is_told(tmp_path):
    place = workspace(tmp_path)
    fill(place.store, workers(5))
    _killed(place, tmp_path / "A", tmp_path / "copy")
    _all_of_the_log_lost(tmp_path / "A")
    with open_workspace(tmp_path / "A", PASSPHRASE) as again:
        assert again.store.lost_operations() == 5


def test_the_loss_of_a_whole_first_sitting_in_a_new_place_is_told(tmp_path):
    workspace(tmp_path).close()
    (tmp_path / "A").rename(tmp_path / "B")
    place = open_workspace(tmp_path / "B", PASSPHRASE)
    fill(place.store, workers(5))
    _killed(place, tmp_path / "B", tmp_path / "copy")
    _all_of_the_log_lost(tmp_path / "B")
    with open_workspace(tmp_path / "B", PASSPHRASE) as again:
        assert again.store.lost_operations() == 5
