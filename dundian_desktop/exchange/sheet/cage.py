"""The limits the system itself holds the reading process to: room, processor time, no writing.

On Linux these are `setrlimit`; the room is what the process has when it begins plus `limits.MEMORY`.  On Windows it is
a job object (room, time, no further process); a system that refuses it leaves the clock of the parent. The Windows half
was written from the documentation and was not tried.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from dundian_desktop.exchange.sheet import limits

if sys.platform != "win32":
    import resource

_TIME, _ONE_PROCESS, _ROOM = 0x2, 0x8, 0x100
"""JOB_OBJECT_LIMIT_PROCESS_TIME, _ACTIVE_PROCESS and _PROCESS_MEMORY (winnt.h)."""
_EXTENDED = 9
"""JobObjectExtendedLimitInformation (winnt.h)."""
_OWN = 200 * 2**20
"""Bytes the program itself may take on Windows before it reads anything."""
_TICKS = 10_000_000
"""Windows counts 100 ns."""


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t),
        ("most_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t),
        ("peak_job", ctypes.c_size_t),
    )


def job_limits() -> JobLimits:
    """Give the limits as Windows wants them."""
    basic = _Basic(process_time=limits.SECONDS * _TICKS, flags=_TIME | _ONE_PROCESS | _ROOM, processes=1)
    return JobLimits(basic=basic, process_memory=limits.MEMORY + _OWN)


def restrain() -> None:
    """Hold this process to the limits from now on; there is no way back."""
    if sys.platform == "win32":
        _enter_job()
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        room = pages * resource.getpagesize() + limits.MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (room, room))


if sys.platform == "win32":

    def _enter_job() -> None:
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        made = job_limits()
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(made), ctypes.sizeof(made))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
