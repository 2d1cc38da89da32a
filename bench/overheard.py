"""Runs a module as a program and writes down every socket it asks for: ``overheard FILE MODULE WORDS...``."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

INET = (2, 10, 23, 30)
"""AF_INET, and AF_INET6 on Linux, Windows and macOS."""


def main() -> None:
    """Listen, then run."""
    _, told, module, *words = sys.argv
    file = Path(told)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        asked = event == "socket.__new__" and int(arguments[1]) in INET
        if asked or event in {"socket.connect", "socket.getaddrinfo", "socket.bind"}:
            with file.open("a", encoding="utf-8") as out:
                out.write(f"{event} {arguments[1:]}\n")

    sys.addaudithook(hear)
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
