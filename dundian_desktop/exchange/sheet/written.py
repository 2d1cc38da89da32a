"""What a sheet says of a record, field by field; so that what comes back can be told from what was never touched."""

from __future__ import annotations

from typing import Any

from dundian_desktop.exchange.sheet import limits
from dundian_desktop.exchange.sheet.cells import Held, cell_of
from dundian_desktop.exchange.sheet.forms import form_of
from dundian_desktop.exchange.sheet.naming import Naming
from dundian_desktop.fields import Field, is_absent

ID_LABEL = "记录号"
"""Header of the hidden last column, which holds the id of the record."""
UNFINISHED = "……（内容过长，未写完）"
"""End of a cell that could not hold all; such a cell is never read as a value."""


def written(field: Field, value: Any, naming: Naming, *, sensitive: bool) -> Held:
    """Give what the cell of a field holds, masked unless `sensitive`."""
    if is_absent(value):
        return ""
    if field.masked and not sensitive:
        return field.kind.mask(value)
    held = form_of(field.kind).held(value, naming)
    return fitted(held) if isinstance(held, str) else held


def fitted(words: str) -> str:
    """Give words a cell can hold: no half characters, and not longer than Excel lets a cell be, counted in UTF-16."""
    data = words.encode("utf-16-le", "replace")
    if len(data) <= 2 * limits.CELL:
        return data.decode("utf-16-le")
    return data[: 2 * (limits.CELL - len(UNFINISHED))].decode("utf-16-le", "ignore") + UNFINISHED


def says_nothing_new(field: Field, value: Any, words: str, naming: Naming) -> bool:
    """Tell whether a cell still reads as we wrote it for this value, masked or not."""
    ours = (cell_of(written(field, value, naming, sensitive=bare)).words for bare in (False, True))
    return words.strip() in {one.replace("\r\n", "\n").strip() for one in ours}
