"""Where the files lie that ship with the product; the only module that knows."""

from __future__ import annotations

import sys
from pathlib import Path


def program_folder() -> Path:
    """Give the folder that holds `resources` and `migrations`.

    It is beside the package in a checkout or an installation, and inside the bundle of a frozen program.
    """
    return Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))


def resource(*parts: str) -> Path:
    """Give the path of a shipped file or folder, e.g. ``resource("fonts", "Fang.ttf")``."""
    return program_folder().joinpath("resources", *parts)
