import os
import subprocess
import sys

import pytest

from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.store.process_lock import AlreadyOpenError, hold

HOLD = """
import sys
from pathlib import Path
from dundian_desktop.store.process_lock import AlreadyOpenError, hold
try:
    with hold(Path(sys.argv[1])):
        sys.stdout.write("held\\n")
        sys.stdout.flush()
        sys.stdin.read()
except AlreadyOpenError as error:
    sys.stdout.write(f"refused {error.process}\\n")
"""


def other(workspace):
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workspace)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_second_process_is_refused_and_told_who_holds(tmp_path):
    with hold(tmp_path), other(tmp_path) as child:
        assert child.communicate()[0] == f"refused {os.getpid()}\n"


def test_the_holder_in_another_process_keeps_this_one_out(tmp_path):
    with other(tmp_path) as child:
        assert child.stdout.readline() == "held\n"
        with pytest.raises(AlreadyOpenError, match="这个工作区已经在另一个窗口打开") as caught:
            hold(tmp_path)
        assert caught.value.process == child.pid
        assert isinstance(caught.value, UserError)
        child.communicate("")
    hold(tmp_path).release()


def test_a_killed_holder_leaves_the_workspace_free(tmp_path):
    with other(tmp_path) as child:
        assert child.stdout.readline() == "held\n"
        child.kill()
        child.wait()
    with hold(tmp_path), other(tmp_path) as second:
        assert second.communicate()[0].startswith("refused")


def test_the_same_process_cannot_hold_twice(tmp_path):
    with hold(tmp_path), pytest.raises(AlreadyOpenError):
        hold(tmp_path)
    with hold(tmp_path):
        pass


def test_release_twice_does_no_harm(tmp_path):
    held = hold(tmp_path)
    held.release()
    held.release()


def test_a_child_process_does_not_inherit_the_hold(tmp_path):
    held = hold(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False) as child:
        held.release()
        with hold(tmp_path):
            child.communicate(b"\n")


def test_the_file_holds_a_process_number_and_nothing_else(tmp_path):
    (tmp_path / "lock").write_text("123456789012345\n")
    with hold(tmp_path):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_a_missing_workspace_is_told(tmp_path):
    with pytest.raises(MachineError, match="打开工作区没有完成"):
        hold(tmp_path / "nowhere")
