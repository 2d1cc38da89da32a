"""Keeps memory of this process out of crash files, for both the window and the command line.

Linux: no core file (`setrlimit(2)`) and not dumpable (`prctl(2)`), which also keeps other programs of the same user
from attaching.  Windows: no fault box that offers to send a memory image (`SetErrorMode`); not tried on a machine.
Swap and hibernation are beyond a program's reach: the manual tells to encrypt the disk.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4
"""From ``<linux/prctl.h>``."""

_SEM_FAILCRITICALERRORS = 0x0001
_SEM_NOGPFAULTERRORBOX = 0x0002
"""From the Windows documentation of ``SetErrorMode``."""


def harden() -> bool:
    """Forbid crash files of this process; call it before any key is in memory.

    Returns:
        Whether the system took every request; a refusal is no reason not to start.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return True
    return all([_no_core_file(), _not_dumpable()])


if sys.platform != "win32":

    def _no_core_file() -> bool:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0

    def _not_dumpable() -> bool:
        if not sys.platform.startswith("linux"):
            return True
        with contextlib.suppress(OSError, AttributeError):
            return ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0
        return False
