"""What every command that prints says of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dundian_desktop.cli.console import Console
from dundian_desktop.reports.pdf import Printed


def paper_words(printed: Printed) -> list[str]:
    """Give the lines about a paper: where it is, and what the person should read."""
    return [f"已写出{printed.pages}页：{printed.path}", *printed.notices]


def say_printed(console: Console, printed: Printed, lines: Sequence[str] = (), **more: Any) -> None:
    """Tell of a paper, then what else there is to tell; `more` goes with its data."""
    data = {"file": str(printed.path), "pages": printed.pages, "missing": list(printed.missing)}
    console.say("\n".join([*paper_words(printed), *lines]), data | more)
