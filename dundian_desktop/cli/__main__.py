"""``dundian``: the acts of the window on the command line.

Exit status: 0 done, 1 refused (a Chinese sentence on standard error says why), 2 wrong usage, 3 machine trouble.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dundian_desktop.cli.arguments import parser
from dundian_desktop.cli.console import Console
from dundian_desktop.errors import CancelledError, MachineError, UserError

DONE, REFUSED, TROUBLE = 0, 1, 3


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    arguments = parser().parse_args(words)
    console = Console(as_json=arguments.json)
    # Commands import what they need; `dundian ledgers` should not wait for the PDF library.
    from dundian_desktop.cli import commands  # noqa: PLC0415 - heavy, and seldom needed

    try:
        return commands.run(arguments, console)
    except UserError as error:
        console.refuse(str(error))
        return REFUSED
    except MachineError as error:
        console.refuse(str(error))
        return TROUBLE
    except (CancelledError, KeyboardInterrupt):
        console.refuse("已停止，数据没有变化。")
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
