"""Compression with a hard upper end: unpacking never yields, nor allocates, more than was allowed.

Measured: one-shot decompression obeys the size named in the frame (209,715,200 bytes from 6 KB), so only the
incremental decompressor is used, with the wanted length and a largest window.
"""

from __future__ import annotations

from backports import zstd

from dundian_desktop.exchange.limits import ZSTD_WINDOW_LOG
from dundian_desktop.exchange.refusals import BundleError, Refusal

_LEVEL = 3
"""Measured on Chinese JSON: ratio 8.2 at 235 MB/s; level 9 gives no more."""


def packed(raw: bytes) -> bytes:
    """Give `raw` compressed as one zstd frame."""
    return zstd.compress(raw, level=_LEVEL)


def unpacked(data: bytes, limit: int, where: str) -> bytes:
    """Give the one zstd frame in `data` decompressed.

    Raises:
        BundleError: more than `limit` bytes would come out, the frame is unfinished, or something follows it.
    """
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
    frame = zstd.ZstdDecompressor(options=options)
    try:
        raw = frame.decompress(data, max_length=limit + 1)
    except zstd.ZstdError as error:
        raise BundleError(Refusal.MALFORMED, where) from error
    if len(raw) > limit:
        raise BundleError(Refusal.TOO_LARGE, where)
    if not frame.eof or frame.unused_data:
        raise BundleError(Refusal.MALFORMED, where)
    return raw
