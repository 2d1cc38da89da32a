"""How large a paper may be before we refuse to read it, and the sentences in which we say so.

The limits of time and room are those of sheets (`sheet.limits`), for the same reasons.
"""

from __future__ import annotations

from dundian_desktop.errors import UserError
from dundian_desktop.exchange.sheet.limits import SECONDS

FILE = 100 * 2**20
"""Bytes on disk; a scanned statute book has some 60 MB."""
PAGES = 3000
"""Pages of a PDF."""
INFLATED = 32 * 2**20
"""Bytes of the text of a DOCX as they really inflate: more than 400,000 characters with all their marks."""
PARTS = 10_000
"""Entries of a DOCX, which is a zip."""
WRITTEN = 8 * 2**20
"""Bytes of a text file."""

_SAFE = "没有载入这个文件，已有的资料没有改动。"


def refusal(what: str, then: str) -> UserError:
    """Give the refusal of a file in whole sentences: what was found, that nothing happened, what to do now."""
    return UserError(f"{what}。{_SAFE}{then}。")


def too_large(what: str) -> UserError:
    """Refuse a file beyond a limit, e.g. ``"超过3000页"``."""
    return refusal(
        f"这个文件{what}，为防止电脑卡死，停止了读取", "请拆成几个文件后再载入；若是别人发来的，请先核实来历"
    )


def too_slow() -> UserError:
    """Refuse a file that keeps the reader busy."""
    return too_large(f"读了{SECONDS}秒还没有读完")


def damaged() -> UserError:
    """Refuse a file that cannot be read to its end."""
    return refusal("这个文件已损坏或没有传完整，打不开", "请重新下载，或请对方重新发送")


def locked() -> UserError:
    """Refuse a file that wants a password."""
    return refusal("这个文件设有打开密码，无法读取", "请用WPS或阅读器打开，去掉密码后另存，再载入")


def stranger() -> UserError:
    """Refuse a file of a sort we do not open."""
    return refusal(
        "这种文件不能载入", "可载入PDF、DOCX、TXT和图片；DOC、WPS、OFD等请先用WPS或阅读器打开，另存为PDF再载入"
    )
