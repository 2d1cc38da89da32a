"""What the command line says: results on standard output, refusals on standard error."""

from __future__ import annotations

import getpass
import io
import json
import sys
from pathlib import Path
from typing import Any

from dundian_desktop.errors import UserError


class Console:
    """Speaks to whoever called the command.

    Args:
        as_json: results come as one JSON value instead of lines for people.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A rare character must not break what was already done: a Chinese Windows writes files in GBK.
                stream.reconfigure(errors="backslashreplace")

    def say(self, words: str, data: Any) -> None:
        """Give a result, as words or as data."""
        text = json.dumps(data, ensure_ascii=False, default=str) if self.as_json else words
        sys.stdout.write(text + "\n")

    @staticmethod
    def refuse(words: str) -> None:
        """Say why nothing was done."""
        sys.stderr.write(words + "\n")


def passphrase_from(file: Path | None, prompt: str = "口令：") -> str:
    """Give the passphrase from the first line of a file, or ask for it.

    Raises:
        UserError: the file cannot be read or is empty.
    """
    if file is None:
        words = getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    else:
        words = _first_line(file)
    if not words:
        raise UserError("没有得到口令。请用 --passphrase-file 指定口令文件，或在提示后输入。")
    return words


def _first_line(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UserError(f"读不出口令文件“{file}”。请检查路径，内容应为一行UTF-8文字。") from None
    return lines[0] if lines else ""
