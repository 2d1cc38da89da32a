"""Where the files lie that ship with the product; the only function that knows."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Give the path of a shipped file or folder, e.g. ``resource("fonts", "Fang.ttf")``.

    It is found beside the package in a checkout or an installation, and inside the bundle of a frozen program.
    """
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root.joinpath("resources", *parts)
