"""MessagePack with every length and range declared, and with every complaint of the decoder made ours."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from dundian_desktop.exchange.limits import SEQ_MAX
from dundian_desktop.exchange.refusals import BundleError, Refusal

T = TypeVar("T")

Id = Annotated[bytes, Meta(min_length=16, max_length=16)]
"""A log, device or bundle id."""
Hash = Annotated[bytes, Meta(min_length=32, max_length=32)]
"""A SHA-256."""
Seq = Annotated[int, Meta(ge=0, le=SEQ_MAX)]


def decode(decoder: msgspec.msgpack.Decoder[T], data: bytes, refusal: Refusal, where: str) -> T:
    """Give the typed value in `data`.

    Raises:
        BundleError: `data` are not MessagePack, not of the declared shape, or nested too deep.
    """
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BundleError(refusal, where) from error


def map_size(data: bytes) -> int:
    """Give how many keys the map that `data` begin with claims to have; 0 when it is no map.

    Source: MessagePack specification, map format family.
    """
    first = data[:1]
    if b"\x80" <= first <= b"\x8f":
        return first[0] & 0x0F
    if first == b"\xde":
        return int.from_bytes(data[1:3], "big")
    return int.from_bytes(data[1:5], "big") if first == b"\xdf" else 0
