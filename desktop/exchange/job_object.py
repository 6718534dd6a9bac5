"""Windows: a child process in a job object, which limits its memory and dies with us."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess

_LIMIT_PROCESS_MEMORY = 0x100
_KILL_ON_CLOSE = 0x2000
_EXTENDED_LIMITS = 9

_held: list[Any] = []


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def hold(child: subprocess.Popen[bytes], memory: int) -> None:
    """Put ``child`` under a limit of ``memory`` bytes.

    The child waits for its first frame meanwhile, so it has read nothing before the limit holds.
    """
    kernel = vars(ctypes)["WinDLL"]("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    limits = _Extended()
    limits.basic.flags = _LIMIT_PROCESS_MEMORY | _KILL_ON_CLOSE
    limits.process_memory = memory
    kernel.SetInformationJobObject(
        ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    handle = vars(child)["_handle"]  # nothing public leads to it
    kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(int(handle)))
    # One handle at a time: closing it would kill the child, keeping all would leak.
    while _held:
        kernel.CloseHandle(ctypes.c_void_p(_held.pop()))
    _held.append(job)
