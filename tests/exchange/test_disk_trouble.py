"""Sticks that are full, read-only or gone, and people who stop halfway: nothing half is ever left."""

from __future__ import annotations

import os
import resource
import signal
from contextlib import contextmanager

import pytest

from dundian_desktop.errors import CancelledError, MachineError
from dundian_desktop.exchange import envelope
from dundian_desktop.exchange.envelope import write_bundle
from dundian_desktop.exchange.limits import CHUNK
from tests.exchange.parcels import contents, device, opened, random_bytes, small_bundle, unpacked


class StopAfter:
    """A person who presses stop after some reports."""

    def __init__(self, reports: int) -> None:
        self.left = reports

    def step(self, done: int, total: int, note: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise CancelledError


@contextmanager
def room_for(length: int):
    """Let the system refuse to make any file longer than this, as a full stick would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def send(path, progress=envelope.SILENT, blob: bytes = b""):
    goods = contents([[b"x"]], {}, [blob or random_bytes(4 * CHUNK)])
    return write_bundle(path, goods, [device("B").recipient], device("A"), progress)


@pytest.mark.parametrize("reports", [0, 1, 3, 5, 7, 8])
def test_stopping_at_any_time_leaves_nothing(tmp_path, reports):
    with pytest.raises(CancelledError):
        send(tmp_path / "x.dundian", StopAfter(reports))
    assert not list(tmp_path.iterdir())


def test_stopping_leaves_an_older_file_as_it_was(tmp_path):
    path = small_bundle(tmp_path / "x.dundian")
    before = path.read_bytes()
    with pytest.raises(CancelledError):
        send(path, StopAfter(6))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("room", [0, 100, 300, 70_000, 2 * CHUNK, 4 * CHUNK])
def test_a_full_stick_is_said_and_nothing_is_left(tmp_path, room):
    with room_for(room), pytest.raises(MachineError, match=r"磁盘满了|放不下"):
        send(tmp_path / "x.dundian")
    assert not list(tmp_path.iterdir())


def test_a_small_bundle_that_does_not_fit_is_not_taken_for_written(tmp_path):
    with room_for(50), pytest.raises(MachineError, match=r"磁盘满了|放不下"):
        send(tmp_path / "x.dundian", blob=b"tiny")
    assert not list(tmp_path.iterdir())


def test_an_error_while_the_contents_are_read_passes_unchanged(tmp_path):
    def torn():
        yield b"x" * 100
        raise MachineError("附件读不出来。")

    goods = contents([], {}, [b"x" * 200])
    goods = envelope.Contents(manifest=goods.manifest, blobs=[torn()])
    with pytest.raises(MachineError, match="附件读不出来"):
        write_bundle(tmp_path / "x.dundian", goods, [], device("A"))
    assert not list(tmp_path.iterdir())


def test_a_file_spoilt_while_it_is_written_is_noticed(tmp_path, monkeypatch):
    def spoil(file):
        file.flush()
        os.pwrite(file.fileno(), b"\xff\xff\xff", 5000)

    monkeypatch.setattr(envelope, "settle", spoil)
    with pytest.raises(MachineError, match="读回核对"):
        send(tmp_path / "x.dundian")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_gone_is_said(tmp_path):
    with pytest.raises(MachineError, match="找不到"):
        send(tmp_path / "gone" / "x.dundian")


def test_a_bundle_that_is_gone_is_said(tmp_path):
    with pytest.raises(MachineError, match="找不到"):
        opened(tmp_path / "x.dundian")


def test_a_folder_in_place_of_a_bundle_is_said(tmp_path):
    with pytest.raises(MachineError):
        opened(tmp_path)


def test_a_stick_pulled_between_check_and_unpacking_is_said(tmp_path, monkeypatch):
    path = small_bundle(tmp_path / "x.dundian")
    monkeypatch.setattr(envelope, "KEEP_MAX", 0)
    bundle = opened(path)
    path.unlink()
    with pytest.raises(MachineError, match="找不到"):
        unpacked(bundle)


def test_stopping_while_reading_says_only_that(tmp_path):
    path = send(tmp_path / "x.dundian").path
    for reports in (0, 1, 3):
        with pytest.raises(CancelledError):
            envelope.open_bundle(path, device("B"), {device("A").key_id: device("A").sign_key}.get, StopAfter(reports))


def test_an_error_of_the_taker_passes_unchanged(tmp_path, monkeypatch):
    path = small_bundle(tmp_path / "x.dundian")
    monkeypatch.setattr(envelope, "KEEP_MAX", 0)

    def full(_part):
        raise MachineError("本机磁盘已满。")

    with pytest.raises(MachineError, match="本机磁盘已满"):
        opened(path).unpack(full)
