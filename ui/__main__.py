"""``dundian-desktop``: starts the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(words: Sequence[str] | None = None) -> int:
    """Start the window and give its exit status."""
    told = _parser().parse_args(words)
    if told.smoke:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Not at the top: reading a sheet starts this module once more, in a process that needs no window.
    from ui.app import App  # noqa: PLC0415 - see above

    app = App(told.workspace, [str(file) for file in told.files])
    return app.try_out() if told.smoke else app.run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dundian-desktop", description="蹲点工作台")
    named = os.environ.get("DUNDIAN_WORKSPACE")
    parser.add_argument("--workspace", type=Path, metavar="DIR", default=Path(named) if named else None)
    parser.add_argument("--smoke", action="store_true", help="画出第一个窗口就退出")
    parser.add_argument("files", nargs="*", type=Path, metavar="数据包", help="打开后导入的 .dundian 文件")
    return parser


if __name__ == "__main__":
    sys.exit(main())
