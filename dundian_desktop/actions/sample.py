"""Takes a sample workspace away, and nothing else that lies in its folder."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from dundian_desktop.actions.setup import take_down

_ROOMS = ("blobs", "backups", "outbox")


def remove_sample(folder: Path) -> None:
    """Remove what a workspace keeps in its folder; the folder goes too when nothing else is in it.

    The caller has made sure that it is closed, holds sample data and is no longer wanted.
    """
    take_down(folder)
    for room in _ROOMS:
        shutil.rmtree(folder / room, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.rmdir()
