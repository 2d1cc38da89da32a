import json
import random
import tempfile
from pathlib import Path

import pytest

from dundian_desktop.errors import DundianError, MachineError
from dundian_desktop.store import durable, keyfile
from dundian_desktop.store.durable import canonical
from dundian_desktop.store.keyfile import (
    DamagedKeyFileError,
    NewerKeyFileError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    create,
    note_head,
    unlock,
    unlock_by_recovery,
)
from dundian_desktop.store.passphrase import Pace

TINY = Pace(rounds=1, memory=8, lanes=1)
RIGHT = "蓝色 水壶 敲门 星期"
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as name:
        yield Path(name)


@pytest.fixture
def made(folder):
    return create(folder, RIGHT, pace=TINY)


def copies(folder):
    return [folder / name for name in keyfile.COPIES]


def body(folder, copy=0):
    return json.loads(copies(folder)[copy].read_bytes())["body"]


def forge(folder, change):
    """Change both copies the way somebody would who knows the format but no secret."""
    for path in copies(folder):
        raw = json.loads(path.read_bytes())["body"]
        change(raw)
        checksum = durable.hashlib.sha256(canonical(raw)).hexdigest()
        path.write_bytes(canonical({"body": raw, "sum": checksum}))


@pytest.mark.parametrize("copy", [0, 1])
def test_a_lost_copy_is_made_again(folder, made, copy):
    copies(folder)[copy].unlink()
    assert unlock(folder, RIGHT) == made[0]
    assert body(folder, 0) == body(folder, 1)


@pytest.mark.parametrize("copy", [0, 1])
def test_opening_by_the_recovery_code_mends_too(folder, made, copy):
    copies(folder)[copy].write_bytes(b"rot")
    assert unlock_by_recovery(folder, made[1]) == made[0]
    assert body(folder, 0) == body(folder, 1)


def test_a_copy_spelled_otherwise_is_damage(folder, made):
    for path in copies(folder):
        path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(DamagedKeyFileError):
        unlock(folder, RIGHT)


def test_a_field_slipped_into_a_slot_shuts_it(folder, made):
    forge(folder, lambda raw: [slot.update(extra=1) for slot in raw["slots"].values()])
    with pytest.raises(WrongPassphraseError):
        unlock(folder, RIGHT)
    with pytest.raises(WrongRecoveryCodeError):
        unlock_by_recovery(folder, made[1])


def test_damage_is_not_told_as_a_wrong_passphrase(folder, made):
    for path in copies(folder):
        path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(DamagedKeyFileError, match="这不是口令的问题"):
        unlock(folder, RIGHT)


def test_files_that_cannot_be_read_at_all_are_told_as_such(folder, made):
    for path in copies(folder):
        path.unlink()
        path.mkdir()
    with pytest.raises(MachineError, match="读取文件没有完成"):
        unlock(folder, RIGHT)


@pytest.mark.parametrize(
    "junk", [b"", b"{}", b"[]", b"null", b'{"body":1,"sum":""}', b"[" * 8000, b"\xff" * 100, b"1" * 8000, b"x" * 10**6]
)
def test_junk_is_damage(folder, made, junk):
    for path in copies(folder):
        path.write_bytes(junk)
    with pytest.raises(DamagedKeyFileError):
        unlock(folder, RIGHT)


def test_every_flip_in_one_copy_is_mended_from_the_other(folder, made):
    sound = [path.read_bytes() for path in copies(folder)]
    rng = random.Random(1)
    for turn in range(200):
        flipped = bytearray(sound[turn % 2])
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        for path, data in zip(copies(folder), sound, strict=True):
            path.write_bytes(data)
        copies(folder)[turn % 2].write_bytes(flipped)
        assert unlock(folder, RIGHT) == made[0]
        assert body(folder, 0) == body(folder, 1)


def test_flips_in_both_copies_never_give_a_wrong_key(folder, made):
    sound = copies(folder)[0].read_bytes()
    rng = random.Random(2)
    for _ in range(2000):
        for path in copies(folder):
            flipped = bytearray(sound)
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
            path.write_bytes(flipped)
        with pytest.raises(DamagedKeyFileError):
            unlock(folder, RIGHT)


def forgeries():
    """Give a changed leaf each, with the checksum made to fit."""
    for name in ("vault_id", "check"):
        yield name, lambda raw, name=name: raw.update({name: "0" * len(raw[name])})
    for slot in ("passphrase", "recovery"):
        for name in ("salt", "nonce", "sealed"):
            yield (
                f"{slot} {name}",
                lambda raw, slot=slot, name=name: raw["slots"][slot].update({name: raw["slots"][slot][name][::-1]}),
            )
        yield f"{slot} extra", lambda raw, slot=slot: raw["slots"][slot].update(extra=1)
    yield "m", lambda raw: raw["slots"]["passphrase"].update(m=16)
    yield "t", lambda raw: raw["slots"]["passphrase"].update(t=2)
    yield "p", lambda raw: raw["slots"]["passphrase"].update(p=2)
    yield "swapped", lambda raw: raw["slots"]["recovery"].update(sealed=raw["slots"]["passphrase"]["sealed"])


@pytest.mark.parametrize(("change"), [each[1] for each in forgeries()], ids=[each[0] for each in forgeries()])
def test_a_forged_file_opens_with_no_wrong_key(folder, made, change):
    forge(folder, change)
    for opened in (lambda: unlock(folder, RIGHT), lambda: unlock_by_recovery(folder, made[1])):
        try:
            key = opened()
        except DundianError:
            continue
        assert key == made[0]


@pytest.mark.parametrize("cost", [{"m": 1 << 21}, {"t": 21}, {"p": 17}, {"m": 7}, {"t": 0}, {"m": 8.5}, {"t": True}])
def test_a_hostile_cost_is_refused_before_it_is_paid(folder, made, cost, monkeypatch):
    forge(folder, lambda raw: raw["slots"]["passphrase"].update(cost))
    monkeypatch.setattr(keyfile, "stretch", None)
    with pytest.raises(DamagedKeyFileError):
        unlock(folder, RIGHT)


@pytest.mark.parametrize("newer", [{"version": 2}, {"suite": 2}])
def test_a_newer_file_is_refused_and_left_as_it_is(folder, made, newer):
    forge(folder, lambda raw: raw.update(newer))
    before = [path.read_bytes() for path in copies(folder)]
    for act in (lambda: unlock(folder, RIGHT), lambda: note_head(folder, made[0], 1, bytes(32))):
        with pytest.raises(NewerKeyFileError, match="请安装新版程序"):
            act()
    assert [path.read_bytes() for path in copies(folder)] == before
