"""Photographs every page of the window, empty and filled, at 100, 125 and 150 % of a 1366x768 screen.

    python tools/screens.py docs/screens

The sample workspaces are made anew in a temporary folder. Each scale is photographed by a process of its own, as Qt
reads the scale once. The day in the pictures is 12 June of the sample's stint, so that they do not change every day.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SCALES = ("1", "1.25", "1.5")
COLOURS = 96


def main() -> None:
    """Photograph everything into the folder that was named."""
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    with _computer() as place:
        for scale in SCALES:
            around = os.environ | {
                "QT_QPA_PLATFORM": f"offscreen:configfile={_screen()}",
                "QT_SCALE_FACTOR": scale,
                "PYTHONPATH": str(ROOT),
                "HOME": place,
                "XDG_CONFIG_HOME": f"{place}/config",
            }
            command = [sys.executable, str(Path(__file__).with_name("screen_walk.py")), str(out), f"{place}/{scale}"]
            subprocess.run(command, env=around, cwd=ROOT, check=True)
            shutil.rmtree(f"{place}/{scale}", ignore_errors=True)
    for picture in out.glob("*.png"):
        squeeze(picture)
    size = sum(picture.stat().st_size for picture in out.glob("*.png"))
    print(f"{len(list(out.glob('*.png')))} 张，{size / 1e6:.1f} MB，{dt.datetime.now(tz=dt.UTC):%Y-%m-%d}：{out}")


@contextlib.contextmanager
def _computer() -> Generator[str]:
    """Give a folder with a name one may show."""
    place = Path(tempfile.gettempdir()) / "我的电脑"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        yield str(place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _screen() -> Path:
    """Write down the screen of the laptops in use, which the offscreen platform shall pretend to have."""
    file = Path(tempfile.gettempdir()) / "dundian-screen.json"  # Qt takes no Chinese path here
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}
    file.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    return file


def squeeze(picture: Path) -> None:
    """Write a picture with a palette, which screens of plain colours hardly show."""
    with Image.open(picture) as whole:
        few = whole.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(picture, optimize=True)


if __name__ == "__main__":
    main()
