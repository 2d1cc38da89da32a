import os
import signal
import subprocess
import sys

import pytest

from dundian_desktop.store import hardening

CHILD = """
import ctypes, os, resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from dundian_desktop.store.hardening import harden
taken = harden()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
sys.stdout.write(f"{taken} {dumpable} {resource.getrlimit(resource.RLIMIT_CORE)}")
sys.stdout.flush()
if len(sys.argv) > 1:
    os.chdir(sys.argv[1])
    os.kill(os.getpid(), 11)
"""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")


def child_process(*words):
    return subprocess.Popen([sys.executable, "-c", CHILD, *words], stdout=subprocess.PIPE)


def test_core_files_are_off_and_the_process_is_not_dumpable():
    with child_process() as child:
        assert child.communicate()[0] == b"True 0 (0, 0)"


def test_a_crash_leaves_no_core_file(tmp_path):
    with child_process(str(tmp_path)) as child:
        status = os.waitpid(child.pid, 0)[1]
        child.returncode = -os.WTERMSIG(status)
    assert os.WTERMSIG(status) == signal.SIGSEGV
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


def test_a_refusing_system_does_not_stop_the_start(monkeypatch):
    def refuse(*given):
        raise OSError

    monkeypatch.setattr(hardening.resource, "setrlimit", refuse)
    monkeypatch.setattr(hardening.resource, "getrlimit", lambda _: (1, 1))
    monkeypatch.setattr(hardening.ctypes, "CDLL", refuse)
    assert hardening.harden() is False
