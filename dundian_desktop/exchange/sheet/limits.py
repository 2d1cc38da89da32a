"""How large a file may be before we refuse to read it, and the sentences in which we say so.

The numbers come from trials: 429 kB of xlsx without a dimension hold 3 million rows and keep a reader busy for more
than 20 s; one megabyte of zip swells to one gigabyte (design notes on protection, T16, T18, D11).
"""

from __future__ import annotations

from dundian_desktop.errors import UserError

SECONDS = 20
"""Of reading, by the clock on the wall and by the processor."""
MEMORY = 600 * 2**20
"""Bytes of address space the reading process may add to what it was born with."""
FILE = 200 * 2**20
"""Bytes on disk; photos in a workbook count here and nowhere else."""
INFLATED = 64 * 2**20
"""Bytes of all parts of a workbook that we read, as they really inflate; also of a file without compression."""
PARTS = 10_000
"""Entries of a zip."""
ROWS = 50_000
COLUMNS = 256
AREA = 5_000_000
"""Rows times columns: what lies between two far cells takes room too."""
CELL = 32_767
"""Characters in a cell; Excel's own limit."""
WORDS = 64 * 2**20
"""Characters in all cells together, each repetition of a shared string counted."""

_SAFE = "没有导入任何内容，已有的数据没有改动。"


def refusal(what: str, then: str) -> UserError:
    """Give the refusal of a file in whole sentences: what was found, that nothing happened, what to do now."""
    return UserError(f"{what}。{_SAFE}{then}。")


def too_large(what: str) -> UserError:
    """Refuse a file beyond a limit, e.g. ``"超过5万行"``."""
    return refusal(
        f"这个表格{what}，为防止电脑卡死，停止了读取",
        "请删去无用的行、列和图片，或分成几个表格后再导入；若是别人发来的，请先核实来历",
    )


def damaged() -> UserError:
    """Refuse a file that cannot be read to its end."""
    return refusal("这个表格文件已损坏或没有传完整", "请让对方重新发送，或用WPS、Excel打开后另存为xlsx再导入")


def locked() -> UserError:
    """Refuse a file that wants a password."""
    return refusal("这个表格设有打开密码，无法读取", "请在WPS或Excel中打开，去掉密码后另存，再导入")


def stranger() -> UserError:
    """Refuse a file that is no sheet."""
    return refusal("这个文件不是表格", "请选择xlsx、xls、et或csv格式的表格文件；其他格式请先在WPS中另存为xlsx")
