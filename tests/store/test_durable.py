import contextlib
import errno
import os
import subprocess
import sys
import time

import pytest

from dundian_desktop.errors import DundianError, MachineError
from dundian_desktop.store import durable
from dundian_desktop.store.durable import durable_writer, machine_error, write_durably

LOOP = """
import sys
from pathlib import Path
from dundian_desktop.store.durable import write_durably
for number in range(1, 100000):
    write_durably(Path(sys.argv[1]), b"%08d" % number * 40000)
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


def python(code, path):
    return subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)


def break_at(monkeypatch, call, number):
    """Let the `call` of the system fail with this error number."""

    def fail(*given):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(durable.os if call == "fsync" else durable.Path, call, fail)


def test_what_was_written_is_read_back(tmp_path):
    write_durably(tmp_path / "a", b"one")
    write_durably(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_a_stream_appears_only_when_it_is_whole(tmp_path):
    with durable_writer(tmp_path / "a") as file:
        file.write(b"x" * 100)
        assert not (tmp_path / "a").exists()
        assert (tmp_path / "a.part").exists()
    assert (tmp_path / "a").stat().st_size == 100


def test_an_error_in_the_block_leaves_the_old_file_and_no_part(tmp_path):
    write_durably(tmp_path / "a", b"old")
    with contextlib.suppress(KeyError), durable_writer(tmp_path / "a") as file:
        file.write(b"new")
        raise KeyError
    assert (tmp_path / "a").read_bytes() == b"old"
    assert not (tmp_path / "a.part").exists()


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENOTCONN])
def test_a_failure_at_each_step_leaves_the_old_file_and_no_part(tmp_path, monkeypatch, call, number):
    write_durably(tmp_path / "a", b"old")
    with monkeypatch.context() as broken:
        break_at(broken, call, number)
        with pytest.raises(MachineError):
            write_durably(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert not (tmp_path / "a.part").exists()


def test_the_bytes_are_synced_before_the_name_and_the_folder_after_it(tmp_path, monkeypatch):
    seen = []
    fsync, replace = os.fsync, durable.Path.replace
    kinds = {tmp_path.stat().st_ino: "folder"}

    def watched_fsync(handle):
        seen.append(kinds.get(os.fstat(handle).st_ino, "file"))
        fsync(handle)

    def watched_replace(*given):
        seen.append("rename")
        replace(*given)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(durable.Path, "replace", watched_replace)
    write_durably(tmp_path / "a", b"x")
    assert seen == ["file", "rename", "folder"]


def test_a_leftover_link_is_not_written_through(tmp_path):
    (tmp_path / "victim").write_bytes(b"mine")
    (tmp_path / "a.part").symlink_to(tmp_path / "victim")
    write_durably(tmp_path / "a", b"new")
    assert (tmp_path / "victim").read_bytes() == b"mine"


def test_a_file_held_by_a_scanner_is_tried_again(tmp_path, monkeypatch):
    answers = [PermissionError(errno.EACCES, "held"), PermissionError(errno.EACCES, "held")]
    replace = durable.Path.replace

    def sticky(*given):
        if answers:
            raise answers.pop()
        return replace(*given)

    monkeypatch.setattr(durable, "_RENAME_TRIES", 5)
    monkeypatch.setattr(durable.time, "sleep", lambda _: None)
    monkeypatch.setattr(durable.Path, "replace", sticky)
    write_durably(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘满"), (errno.EROFS, "不能写入"), (errno.EACCES, "不能写入"), (errno.EIO, "断开或损坏"),
     (errno.ENODEV, "断开或损坏"), (errno.ENOTCONN, "断开或损坏"), (errno.EFBIG, "4 GB"), (errno.EMFILE, "系统报告")],
)  # fmt: skip
def test_each_sentence_says_what_failed_that_data_are_safe_and_what_to_do(number, words):
    told = str(machine_error(OSError(number, os.strerror(number)), "导出"))
    assert told.startswith("导出没有完成")
    assert words in told
    assert "以前保存" in told
    assert "请" in told
    assert told.endswith("。")


def test_a_real_limit_of_the_system_is_told(tmp_path):
    code = (
        "import resource, sys; from pathlib import Path; from dundian_desktop.store.durable import write_durably\n"
        "from dundian_desktop.errors import MachineError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_durably(Path(sys.argv[1]), b'x' * 5000)\n"
        "except MachineError as error: sys.exit(7 if '4 GB' in str(error) else 8)\n"
    )
    with python(code, tmp_path / "a") as child:
        assert child.wait() == 7
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error_of_the_family(tmp_path):
    with pytest.raises(DundianError):
        write_durably(tmp_path / "nowhere" / "a", b"x")


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_writer_leaves_the_acknowledged_file_whole(tmp_path, seed):
    target = tmp_path / "a"
    with python(LOOP, target) as child:
        first = child.stdout.readline()
        time.sleep(seed * 0.0117)
        child.kill()
        acknowledged = int((first + child.stdout.read()).split()[-1])
    data = target.read_bytes()
    assert data == data[:8] * 40000
    assert int(data[:8]) in {acknowledged, acknowledged + 1}
    write_durably(target, b"next")
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_windows_numbers_have_their_own_sentences():
    error = OSError(errno.EINVAL, "x")
    error.winerror = 112
    assert "磁盘满了" in str(machine_error(error, "保存"))


def test_a_missing_device_is_said_to_be_missing():
    assert "找不到" in str(machine_error(OSError(errno.ENOENT, "x"), "保存"))
