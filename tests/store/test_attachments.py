import errno
import hashlib
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dundian_desktop.errors import CancelledError, MachineError, UserError
from dundian_desktop.store import attachments
from dundian_desktop.store.attachments import (
    CHUNK,
    Attachments,
    DamagedAttachmentError,
    MissingAttachmentError,
    WrongContentError,
)
from dundian_desktop.store.keyfile import VaultKey

KEY = VaultKey(vault_id="11" * 16, dek=bytes(range(32)))
CANARY = b"CANARY-430102198808081234-CANARY"
EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7]


@pytest.fixture
def kept(tmp_path):
    return Attachments(tmp_path, KEY)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def content(size, seed=0):
    return random.Random(seed).randbytes(size)


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


class Trickle(io.RawIOBase):
    """A stream that cannot seek and gives little at a time."""

    def __init__(self, data, portion=70_001):
        self._data, self._portion = io.BytesIO(data), portion

    def readable(self):
        return True

    def read(self, size=-1):
        return self._data.read(min(size, self._portion))


class Endless(io.RawIOBase):
    """Gives so many MiB without holding them."""

    def __init__(self, mebibytes):
        self._left = mebibytes

    def readable(self):
        return True

    def read(self, size=-1):
        assert size == CHUNK
        self._left -= 1
        return bytes([self._left % 251]) * CHUNK if self._left >= 0 else b""


class Watch:
    def __init__(self, stop_at=None):
        self.steps, self._stop_at = [], stop_at

    def step(self, done, total, note=""):
        self.steps.append((done, total))
        if len(self.steps) == self._stop_at:
            raise CancelledError


@pytest.mark.parametrize("size", EDGES)
def test_content_of_every_length_is_read_back(kept, size):
    data = content(size)
    name = kept.put(data)
    assert name == sha(data)
    assert kept.read(name) == data
    assert kept.size(name) == size
    assert kept.has(name)
    assert kept.verify(name)
    assert all(len(chunk) == CHUNK for chunk in list(kept.chunks(name))[:-1])


@settings(max_examples=20, deadline=None)
@given(data=st.binary(max_size=3000), portion=st.integers(1, 999))
def test_a_stream_in_portions_is_kept_as_its_bytes(data, portion):
    with tempfile.TemporaryDirectory() as name:
        kept = Attachments(Path(name), KEY)
        assert kept.put(Trickle(data, portion)) == sha(data)
        assert kept.read(sha(data)) == data


def test_another_start_of_the_program_reads_it(kept, tmp_path):
    name = kept.put(CANARY)
    assert Attachments(tmp_path, KEY).read(name) == CANARY


def test_another_key_finds_nothing(kept, tmp_path):
    name = kept.put(CANARY)
    other = Attachments(tmp_path, VaultKey(vault_id=KEY.vault_id, dek=bytes(32)))
    assert not other.has(name)


def test_neither_content_nor_its_sum_lies_on_the_disk(kept, tmp_path):
    name = kept.put(CANARY * 100)
    (path,) = files(tmp_path)
    assert CANARY not in path.read_bytes()
    assert bytes.fromhex(name) not in path.read_bytes()
    assert name not in str(path)
    assert path.parent.name == path.name[:2]


def test_the_same_content_is_sealed_differently_each_time(kept, tmp_path):
    name = kept.put(CANARY)
    (path,) = files(tmp_path)
    first = path.read_bytes()
    kept.collect(set())
    kept.put(CANARY)
    assert path.read_bytes() != first
    assert kept.read(name) == CANARY


def test_the_same_content_twice_is_one_untouched_file(kept, tmp_path):
    kept.put(CANARY)
    (path,) = files(tmp_path)
    before = path.read_bytes()
    kept.put(io.BytesIO(CANARY))
    assert files(tmp_path) == [path]
    assert path.read_bytes() == before


def test_a_damaged_file_is_replaced_when_its_content_comes_again(kept, tmp_path):
    name = kept.put(CANARY)
    (path,) = files(tmp_path)
    path.write_bytes(b"rot")
    kept.put_checked(name, io.BytesIO(CANARY))
    assert kept.read(name) == CANARY


def test_other_content_than_announced_is_not_kept(kept, tmp_path):
    with pytest.raises(WrongContentError, match="与清单不符"):
        kept.put_checked(sha(b"other"), content(CHUNK * 2))
    assert files(tmp_path) == []


def test_what_is_not_here_is_told(kept):
    for act in (kept.read, kept.size, lambda name: list(kept.chunks(name))):
        with pytest.raises(MissingAttachmentError, match="不在本机"):
            act(sha(b""))
    assert not kept.verify(sha(b""))
    assert not kept.has(sha(b""))
    assert list(kept.names()) == []


@pytest.mark.parametrize("make", [lambda data: data, io.BytesIO, Trickle])
def test_a_content_above_the_limit_is_refused_and_leaves_nothing(kept, tmp_path, monkeypatch, make):
    monkeypatch.setattr(attachments, "LARGEST", 2 * CHUNK)
    kept.put(content(2 * CHUNK))
    before = files(tmp_path)
    with pytest.raises(UserError, match="不能超过 2 MB"):
        kept.put(make(content(2 * CHUNK + 1)))
    assert files(tmp_path) == before


def test_the_limit_is_200_mebibytes():
    assert attachments.LARGEST == 200 * 1024 * 1024


def test_progress_tells_bytes_and_may_stop_with_nothing_kept(kept, tmp_path):
    watch = Watch()
    kept.put(content(2 * CHUNK + 5), progress=watch)
    assert watch.steps == [(CHUNK, 2 * CHUNK + 5), (2 * CHUNK, 2 * CHUNK + 5), (2 * CHUNK + 5, 2 * CHUNK + 5)]
    kept.collect(set())
    with pytest.raises(CancelledError):
        kept.put(content(2 * CHUNK + 5), progress=Watch(stop_at=2))
    assert files(tmp_path) == []


def test_collecting_keeps_what_is_wanted_and_sweeps_what_a_kill_left(kept, tmp_path):
    wanted, other = kept.put(b"wanted"), kept.put(b"other")
    (tmp_path / "blobs" / "0123.part").write_bytes(b"half")
    assert kept.collect({wanted, sha(b"never seen")}) == 1
    assert kept.read(wanted) == b"wanted"
    assert not kept.has(other)
    assert len(files(tmp_path)) == len(list(kept.names())) == 1
    assert kept.collect({wanted}) == 0


def test_every_flipped_bit_of_a_file_is_found(kept, tmp_path):
    name = kept.put(content(40))
    (path,) = files(tmp_path)
    sound = path.read_bytes()
    for bit in range(len(sound) * 8):
        flipped = bytearray(sound)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert not kept.verify(name)


def mutations(sound, rng):
    """Give a sealed file of several chunks changed in one way."""
    head, full = sound[:24], attachments.CHUNK + 16
    chunks = [sound[start : start + full] for start in range(24, len(sound), full)]
    one, other = rng.sample(range(len(chunks)), 2)
    swapped = list(chunks)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    yield "swapped", head + b"".join(swapped)
    yield "dropped", head + b"".join(chunks[:one] + chunks[one + 1 :])
    yield "doubled", head + b"".join([*chunks[: one + 1], *chunks[one:]])
    yield "cut between chunks", head + b"".join(chunks[: rng.randrange(len(chunks))])
    yield "cut anywhere", sound[: rng.randrange(len(sound))]
    yield "lengthened", sound + rng.randbytes(rng.randrange(1, 40))
    yield "repeated", sound + sound
    place = rng.randrange(len(sound))
    yield "byte", sound[:place] + bytes([sound[place] ^ rng.randrange(1, 256)]) + sound[place + 1 :]


def test_every_reordering_cutting_and_splicing_is_found(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "CHUNK", 512)
    name = kept.put(content(512 * 5 + 100))
    (path,) = files(tmp_path)
    sound = path.read_bytes()
    rng, tried = random.Random(3), 0
    while tried < 2000:
        for sort, changed in mutations(sound, rng):
            path.write_bytes(changed)
            assert not kept.verify(name), sort
            tried += 1
    path.write_bytes(sound)
    assert kept.verify(name)


def test_chunks_of_another_file_are_found(kept, tmp_path):
    one, other = (kept._path(kept._name(kept.put(content(2 * CHUNK, seed)))) for seed in (1, 2))
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(first[: -CHUNK - 16] + second[-CHUNK - 16 :])
    assert not kept.verify(sha(content(2 * CHUNK, 1)))


def test_a_file_under_the_name_of_another_is_found(kept):
    one, other = kept.put(b"one"), kept.put(b"other")
    kept._path(kept._name(one)).write_bytes(kept._path(kept._name(other)).read_bytes())
    with pytest.raises(DamagedAttachmentError, match="已损坏"):
        kept.read(one)


def test_a_newer_format_is_not_read_as_this_one(kept, tmp_path):
    name = kept.put(b"x")
    (path,) = files(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:7] + b"\2" + data[8:])
    with pytest.raises(DamagedAttachmentError):
        kept.read(name)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_is_told_and_leaves_nothing_half(kept, tmp_path, monkeypatch, number):
    def fail(handle):
        raise OSError(number, os.strerror(number))

    old = kept.put(b"old")
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fail)
        with pytest.raises(MachineError, match="保存附件没有完成"):
            kept.put(b"new")
    assert kept.read(old) == b"old"
    assert len(files(tmp_path)) == 1


def test_a_stick_pulled_while_reading_is_told(kept):
    class Pulled(io.RawIOBase):
        def readable(self):
            return True

        def read(self, size=-1):
            raise OSError(errno.EIO, "gone")

    with pytest.raises(MachineError, match="断开或损坏"):
        kept.put(Pulled())


def test_memory_stays_flat_for_a_large_content(kept):
    tracemalloc.start()
    try:
        name = kept.put(Endless(100))
        written = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        assert sum(len(chunk) for chunk in kept.chunks(name)) == 100 * CHUNK
        read = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written < 8 * CHUNK
    assert read < 8 * CHUNK


LOOP = """
import sys
from pathlib import Path
from dundian_desktop.store.attachments import Attachments
from dundian_desktop.store.keyfile import VaultKey
kept = Attachments(Path(sys.argv[1]), VaultKey(vault_id="11" * 16, dek=bytes(range(32))))
for number in range(1, 100000):
    sys.stdout.write(kept.put(b"%08d" % number * 40000) + "\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("turn", range(6))
def test_a_kill_loses_no_acknowledged_content_and_leaves_no_half_one(kept, tmp_path, turn):
    words = [sys.executable, "-c", LOOP, str(tmp_path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        first = child.stdout.readline()
        time.sleep(turn * 0.017)
        child.kill()
        acknowledged = (first + child.stdout.read()).decode().split()
    assert all(kept.verify(name) for name in acknowledged)
    assert len(acknowledged) <= len(list(kept.names())) <= len(acknowledged) + 1
    kept.collect(set(acknowledged))
    assert len(files(tmp_path)) == len(acknowledged)
