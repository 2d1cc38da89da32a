"""Names for files on sticks: readable, without personal data, and accepted by FAT, exFAT, NTFS and Linux.

A name only helps people; it is never trusted: the contents of a bundle decide what it is.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

from dundian_desktop.exchange.envelope import BUNDLE_SUFFIX
from dundian_desktop.exchange.manifest import Volume

_FORBIDDEN = frozenset('<>:"/\\|?*_')
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL"}) | {
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
}
"""Source: Windows, "Naming Files, Paths, and Namespaces"."""
_PART_BYTES = 72
"""24 Chinese characters; two such parts, day and number stay far below the 255 bytes of Linux file systems."""


def clean_name(text: str, fallback: str = "未命名", limit: int = _PART_BYTES) -> str:
    """Give `text` as a part of a file name, at most `limit` bytes of UTF-8.

    Invisible and turning characters go, forbidden ones and ``_`` (which parts the name) become ``-``, dots and
    blanks at either end go, names of Windows devices get a ``-`` in front.
    """
    normal = unicodedata.normalize("NFC", text)
    shown = "".join(_shown(character) for character in normal)
    short = shown.strip(" .").encode()[:limit].decode(errors="ignore").strip(" .")
    if short.split(".")[0].rstrip(" ").upper() in _RESERVED:
        return f"-{short}"
    return short or fallback


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Cf", "Cn", "Cs"}:
        return ""
    if category.startswith("Z"):
        return " "
    return "-" if character in _FORBIDDEN else character


def bundle_name(group: str, to: str, day: dt.date, number: int, volume: Volume | None = None) -> str:
    """Give the name of a bundle file, e.g. ``邢县三组_市总_20261122_0007_1of2.dundian``.

    Args:
        group: the sending group's name; not a person's.
        to: the addressee's name, an organisation or a device letter; not a person's.
        day: when it was written.
        number: the bundle's number in its channel.
        volume: left out of the name when it is the only one.
    """
    parts = [clean_name(group), clean_name(to), f"{day:%Y%m%d}", f"{number:04d}"]
    if volume is not None and volume.of > 1:
        parts.append(f"{volume.number}of{volume.of}")
    return "_".join(parts) + BUNDLE_SUFFIX
