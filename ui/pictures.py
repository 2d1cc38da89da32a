"""Photos and files on their way into the store, and small pictures on their way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dundian_desktop.errors import DundianError
from dundian_desktop.fields import Attachment
from dundian_desktop.progress import Progress
from dundian_desktop.store.store import Store

_PASTED = "粘贴的照片"


def keeping_photo(store: Store, source: bytes | Path) -> Callable[[Progress], Attachment]:
    """Give the work of shrinking a picture and keeping it."""

    def run(_progress: Progress) -> Attachment:
        from dundian_desktop.store.photos import shrink  # noqa: PLC0415 - heavy, and seldom needed

        data = source if isinstance(source, bytes) else source.read_bytes()
        name = _PASTED if isinstance(source, bytes) else source.stem
        return Attachment(name=f"{name}.jpg", sha=store.attachments.put(shrink(data).data))

    return run


def keeping_file(store: Store, source: Path) -> Callable[[Progress], Attachment]:
    """Give the work of keeping a file as it is."""

    def run(progress: Progress) -> Attachment:
        with source.open("rb") as stream:
            return Attachment(name=source.name, sha=store.attachments.put(stream, progress=progress))

    return run


def thumbnail(store: Store, sha: str) -> bytes:
    """Give a small JPEG of a kept photo; b"" when it is not here, e.g. because it travels in another bundle."""
    from dundian_desktop.store.photos import thumbnail as small  # noqa: PLC0415 - heavy, and seldom needed

    try:
        return small(store.attachments.read(sha))
    except DundianError:
        return b""
