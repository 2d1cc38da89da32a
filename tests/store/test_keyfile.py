import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.store import durable, keyfile
from dundian_desktop.store.durable import canonical
from dundian_desktop.store.keyfile import (
    DamagedKeyFileError,
    Head,
    LockedError,
    VaultKey,
    WrongPassphraseError,
    WrongRecoveryCodeError,
    change_passphrase,
    create,
    note_head,
    read_head,
    renew_recovery,
    unlock,
    unlock_by_recovery,
    waiting,
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


@pytest.fixture
def since_start(monkeypatch):
    """Stands for the clock that counts since the machine started."""
    reading = [1000.25]
    monkeypatch.setattr(keyfile.time, "monotonic", lambda: reading[0])
    return reading


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


def wrong_tries(folder, count):
    for _ in range(count):
        with pytest.raises(WrongPassphraseError):
            unlock(folder, "wrong")


def test_the_passphrase_opens_the_same_key(folder, made):
    assert unlock(folder, RIGHT) == made[0]
    assert len(made[0].dek) == 32


def test_the_recovery_code_opens_the_same_key(folder, made):
    key, code = made
    assert unlock_by_recovery(folder, code.lower().replace("-", " ")) == key


def test_a_wrong_passphrase_is_told_as_such(folder, made):
    with pytest.raises(WrongPassphraseError, match="还可以再试 4 次"):
        unlock(folder, "wrong")


def test_a_code_of_another_workspace_is_told_as_such(folder, made, tmp_path):
    _, other = create(tmp_path, RIGHT, pace=TINY)
    with pytest.raises(WrongRecoveryCodeError, match="不是这个工作区的"):
        unlock_by_recovery(folder, other)


def test_two_workspaces_never_share_a_key(made, tmp_path):
    key, code = create(tmp_path, RIGHT, pace=TINY)
    assert key.dek != made[0].dek
    assert code != made[1]


def test_a_key_file_is_never_overwritten(folder, made):
    for path in copies(folder):
        with pytest.raises(UserError, match="已经有一个工作区"):
            create(folder, RIGHT, pace=TINY)
        path.unlink()


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(UserError, match="没有工作区的密钥文件"):
        unlock(tmp_path, RIGHT)


def test_showing_a_key_never_shows_it(made):
    key, _ = made
    for shown in (repr(key), str(key), f"{key}", repr({"key": key})):
        assert key.dek.hex() not in shown
        assert repr(key.dek) not in shown


def test_subkeys_differ_by_purpose_and_workspace(made):
    key, _ = made
    other = VaultKey(vault_id="00" * 16, dek=key.dek)
    found = {key.dek, key.subkey("audit"), key.subkey("search"), other.subkey("audit")}
    assert len(found) == 4
    assert key.subkey("audit") == key.subkey("audit")
    assert len(key.subkey("audit")) == 32


def test_a_subkey_stays_the_same_in_all_versions_of_the_program():
    key = VaultKey(vault_id="00" * 16, dek=bytes(range(32)))
    assert key.subkey("attachments").hex() == "27553c02a6c49bfd3385700fcc3de09c4a72af94d16cb6f380ccd46b25d4fc03"


def test_neither_key_nor_secret_lies_in_the_files(folder, made):
    key, code = made
    data = b"".join(path.read_bytes() for path in copies(folder))
    for secret in (key.dek, key.dek.hex().encode(), code.encode(), RIGHT.encode(), RIGHT.encode("unicode_escape")):
        assert secret not in data


def test_the_files_stay_far_below_8_kib(folder, made):
    assert all(path.stat().st_size < 2048 for path in copies(folder))


def test_a_new_passphrase_opens_and_the_former_does_not(folder, made):
    key, code = made
    change_passphrase(folder, key, "new", pace=TINY)
    assert unlock(folder, "new") == key
    assert unlock_by_recovery(folder, code) == key
    with pytest.raises(WrongPassphraseError):
        unlock(folder, RIGHT)


def test_a_new_recovery_code_voids_the_former(folder, made):
    key, former = made
    code = renew_recovery(folder, key)
    assert unlock_by_recovery(folder, code) == key
    with pytest.raises(WrongRecoveryCodeError):
        unlock_by_recovery(folder, former)


def test_a_key_of_another_workspace_cannot_change_slots(folder, made):
    for key in (VaultKey(vault_id=made[0].vault_id, dek=bytes(32)), VaultKey(vault_id="00" * 16, dek=made[0].dek)):
        with pytest.raises(ValueError, match="not of this workspace"):
            change_passphrase(folder, key, "new", pace=TINY)


def test_a_change_holds_once_the_first_copy_is_written(folder, made, monkeypatch):
    write = durable.write_durably

    def half(path, *rest):
        if path.name == keyfile.COPIES[1]:
            raise MachineError
        write(path, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(durable, "write_durably", half)
        change_passphrase(folder, made[0], "new", pace=TINY)
    assert unlock(folder, "new") == made[0]
    assert body(folder, 0) == body(folder, 1)


def test_a_full_disk_leaves_the_former_passphrase_and_does_not_keep_people_out(folder, made, monkeypatch):
    def full(*given):
        raise MachineError

    monkeypatch.setattr(durable, "write_durably", full)
    with pytest.raises(MachineError):
        change_passphrase(folder, made[0], "new", pace=TINY)
    assert unlock(folder, RIGHT) == made[0]


def test_fields_of_a_newer_program_and_unknown_slots_stay(folder, made):
    def extend(raw):
        raw["min_app"] = {"later": [1, "文"]}
        raw["slots"]["union"] = {"kdf": "hpke"}

    forge(folder, extend)
    wrong_tries(folder, 1)
    key = unlock(folder, RIGHT)
    change_passphrase(folder, key, "new", pace=TINY)
    note_head(folder, key, 7, bytes(32))
    for copy in (0, 1):
        assert body(folder, copy)["min_app"] == {"later": [1, "文"]}
        assert body(folder, copy)["slots"]["union"] == {"kdf": "hpke"}


def test_the_head_is_read_back(folder, made):
    key, _ = made
    assert read_head(folder, key) is None
    for seq in range(5):
        note_head(folder, key, seq, bytes([seq]) * 32)
        assert read_head(folder, key) == Head(seq=seq, digest=bytes([seq]) * 32)
    assert unlock(folder, RIGHT) == key
    assert read_head(folder, key) == Head(seq=4, digest=b"\4" * 32)


def test_noting_the_head_takes_one_write_and_spares_the_newer_copy(folder, made, monkeypatch):
    written = []
    write = durable.write_durably
    monkeypatch.setattr(durable, "write_durably", lambda path, *rest: (written.append(path.name), write(path, *rest)))
    for seq in range(4):
        note_head(folder, made[0], seq, bytes(32))
    assert written == ["key-a.json", "key-b.json"] * 2


def test_a_head_set_back_without_the_key_is_found(folder, made):
    note_head(folder, made[0], 9, bytes(32))
    forge(folder, lambda raw: raw.get("head", {}).update(seq=8))
    with pytest.raises(DamagedKeyFileError):
        read_head(folder, made[0])


def test_the_head_survives_the_loss_of_the_newest_copy(folder, made):
    note_head(folder, made[0], 1, bytes(32))
    note_head(folder, made[0], 2, bytes(32))
    copies(folder)[1].write_bytes(b"rot")
    assert read_head(folder, made[0]) == Head(seq=1, digest=bytes(32))


def test_five_tries_are_free_and_the_sixth_must_wait_30_seconds(folder, made, since_start):
    wrong_tries(folder, 5)
    with pytest.raises(LockedError, match="请过 30 秒再试") as caught:
        unlock(folder, RIGHT)
    assert caught.value.seconds == waiting(folder) == 30
    since_start[0] += 30
    assert unlock(folder, RIGHT) == made[0]


def test_the_wait_doubles_up_to_15_minutes(folder, made, since_start):
    wrong_tries(folder, 4)
    seen = []
    for _ in range(8):
        wrong_tries(folder, 1)
        seen.append(waiting(folder))
        since_start[0] += waiting(folder)
    assert seen == [30, 60, 120, 240, 480, 900, 900, 900]


def test_the_right_passphrase_clears_the_count(folder, made):
    wrong_tries(folder, 4)
    unlock(folder, RIGHT)
    wrong_tries(folder, 4)
    assert waiting(folder) == 0


def test_the_recovery_code_opens_while_the_passphrase_waits_and_clears_it(folder, made):
    wrong_tries(folder, 5)
    assert unlock_by_recovery(folder, made[1]) == made[0]
    assert unlock(folder, RIGHT) == made[0]


def test_a_slip_in_the_recovery_code_is_not_counted(folder, made):
    for _ in range(9):
        with pytest.raises(WrongRecoveryCodeError):
            unlock_by_recovery(folder, "0000")
    assert body(folder)["fails"] == 0


def test_a_try_refused_for_waiting_does_not_lengthen_the_wait(folder, made, since_start):
    wrong_tries(folder, 5)
    for _ in range(5):
        with pytest.raises(LockedError):
            unlock(folder, "wrong")
    assert waiting(folder) == 30


def test_starting_the_machine_again_never_shortens_the_wait(folder, made, since_start):
    wrong_tries(folder, 5)
    since_start[0] = 10.0
    assert waiting(folder) == 20
    since_start[0] = 1029.5
    assert waiting(folder) == 1
    since_start[0] = 29.9
    assert waiting(folder) == 1
    since_start[0] = 30.0
    assert waiting(folder) == 0


def test_a_clock_that_reads_a_little_less_in_another_process_gives_nothing_away(folder, made, since_start):
    wrong_tries(folder, 5)
    since_start[0] -= 0.5
    assert waiting(folder) == 31


def test_the_date_of_the_machine_plays_no_part(folder, made, since_start, monkeypatch):
    wrong_tries(folder, 5)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert waiting(folder) == 30


TRY = """
import sys
from pathlib import Path
from dundian_desktop.store import keyfile
def killed(*given):
    sys.stdout.write("checking\\n")
    sys.stdout.flush()
    sys.stdin.read()
keyfile.stretch = killed
keyfile.unlock(Path(sys.argv[1]), "wrong")
"""


def test_ending_the_process_during_the_check_wins_no_try(folder, made):
    for _ in range(5):
        words = [sys.executable, "-c", TRY, str(folder)]
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            assert child.stdout.readline() == b"checking\n"
            child.kill()
    assert 25 < waiting(folder) <= 30
    with pytest.raises(LockedError):
        unlock(folder, RIGHT)


CHANGE = """
import sys
from pathlib import Path
from dundian_desktop.store.keyfile import VaultKey, change_passphrase
from dundian_desktop.store.passphrase import Pace
key = VaultKey(vault_id=sys.argv[2], dek=bytes.fromhex(sys.argv[3]))
for number in range(1, 100000):
    change_passphrase(Path(sys.argv[1]), key, f"pass {number}", pace=Pace(rounds=1, memory=8, lanes=1))
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


@pytest.mark.parametrize("turn", range(5))
def test_a_kill_during_a_change_leaves_the_acknowledged_or_the_next_passphrase(tmp_path, turn):
    key, code = create(tmp_path, RIGHT, pace=TINY)
    words = [sys.executable, "-c", CHANGE, str(tmp_path), key.vault_id, key.dek.hex()]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as child:
        first = child.stdout.readline()
        time.sleep(turn * 0.013)
        child.kill()
        acknowledged = int((first + child.stdout.read()).split()[-1])
    opened = []
    for number in (acknowledged, acknowledged + 1):
        try:
            opened.append(unlock(tmp_path, f"pass {number}"))
        except WrongPassphraseError:
            continue
    assert opened == [key]
    assert unlock_by_recovery(tmp_path, code) == key


def test_a_calibrated_workspace_pays_at_least_the_floor(tmp_path):
    key, _ = create(tmp_path, RIGHT)
    slot = body(tmp_path)["slots"]["passphrase"]
    assert slot["t"] >= 3
    assert 64 * 1024 <= slot["m"] <= 256 * 1024
    assert slot["p"] == 4
    start = time.perf_counter()
    assert unlock(tmp_path, RIGHT) == key
    assert re.fullmatch("[0-9a-f]{32}", key.vault_id)
    assert time.perf_counter() - start > 0.2
