"""Photos made small and clean before they are kept.

* Whatever a phone gives (JPEG, PNG, HEIC, WEBP, BMP) becomes an upright JPEG of at most 1600 px on its longest edge.
* All that a camera writes beside the pixels is dropped: place, device, owner, comments, thumbnails, colour profile.
  The place is kept only when asked for; the moment is handed back instead.
* A picture that would need too much memory is refused by its declared size, before any pixel is decoded.

Pillow takes 0.1 s to import; nobody imports this module at the start of the window.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pi_heif  # pyright: ignore[reportMissingTypeStubs] - the library ships no types
from PIL import ExifTags, Image

from dundian_desktop.errors import UserError

FORMATS = ("JPEG", "PNG", "HEIF", "WEBP", "BMP")
MIME = "image/jpeg"
QUALITY, THUMBNAIL_QUALITY = 82, 75

_MOST_PIXELS = 50_000_000
"""Decoding and shrinking stays within the 600 MB of a worker (protection notes, T16): measured 480 MB at the most."""

_MOST_PIXELS_JPEG = 128_000_000
"""JPEG is decoded at a half, quarter or eighth of its size, and phones make 108 megapixels."""

_PLACE_TAGS = range(7)
"""GPS version, latitude, longitude, altitude (Exif 2.3, 4.6.6); not speed, direction, or name of the area."""

_EARLIEST_YEAR = 1990
"""Older moments are a camera's clock that was never set."""

_Tags: TypeAlias = dict[int, Any]

_BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, RuntimeError),
    *(MemoryError, AssertionError, AttributeError, struct.error, zlib.error),
)
"""What Pillow and libheif raise for damaged files; nothing else runs inside the block that catches it."""


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""Exif 2.3, 4.6.4, Orientation: what turns the stored picture upright."""

_HEIC: Any = pi_heif
_HEIC.register_heif_opener()
Image.MAX_IMAGE_PIXELS = _MOST_PIXELS_JPEG


@dataclass(frozen=True, kw_only=True)
class Photo:
    """A JPEG ready to be kept, and what was read from the original.

    `taken_at` is aware, in the zone written in the photo or else the zone of this machine; None when unknown.
    `had_gps` says that the original held a place, whether or not it was kept.
    """

    data: bytes = field(repr=False)
    mime: str
    width: int
    height: int
    taken_at: dt.datetime | None
    had_gps: bool


def shrink(data: bytes, *, longest: int = 1600, keep_gps: bool = False) -> Photo:
    """Make a photo small, upright and clean.

    Raises:
        UserError: no photo, a damaged one, or one too large to be opened.
    """
    image, exif = _opened(data, longest)
    place = _tags(exif, ExifTags.IFD.GPSInfo)
    return Photo(
        data=_jpeg(image, QUALITY, _place_only(place) if keep_gps else b""),
        mime=MIME,
        width=image.width,
        height=image.height,
        taken_at=_moment(_tags(exif, ExifTags.IFD.Exif)),
        had_gps=bool(place),
    )


def thumbnail(data: bytes, edge: int = 160) -> bytes:
    """Give a small JPEG of a photo, at most `edge` px wide and high.

    Raises:
        UserError: as `shrink`.
    """
    return _jpeg(_opened(data, edge)[0], THUMBNAIL_QUALITY, b"")


def _opened(data: bytes, longest: int) -> tuple[Image.Image, Image.Exif]:
    """Give the upright picture in RGB, at most `longest` px, with nothing attached, and what the camera wrote."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _refuse_giant(image)
            exif = _exif(image)
            twice = 2 * longest / max(image.size)  # JPEG is decoded no larger than this needs
            image.draft(None, (int(image.width * twice) + 1, int(image.height * twice) + 1))
            colourful = _colourful(image)
            colourful.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
            return _plain(colourful, exif), exif
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _giant("") from error
    except _BROKEN as error:
        raise UserError(
            "这个文件不是完好的照片，没有收下（可收 JPEG、PNG、HEIC、WEBP、BMP）。请重新拍摄，或从手机里重新导出。"
        ) from error


def _refuse_giant(image: Image.Image) -> None:
    most = _MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else _MOST_PIXELS
    if image.width * image.height > most:
        raise _giant(f"（{image.width}×{image.height}）")


def _giant(size: str) -> UserError:
    return UserError(f"这张图片的尺寸太大{size}，打开它会占满内存，没有收下。请先用手机或看图软件缩小，再添加。")


def _colourful(image: Image.Image) -> Image.Image:
    """Give the picture in a mode that shrinks well: palettes and 16-bit greys do not."""
    if image.mode == "I;16":
        return Image.frombytes("L", image.size, image.tobytes()[1::2])  # the upper half of each level
    return image.convert("RGBA") if image.mode in {"1", "P", "PA"} else image


def _plain(image: Image.Image, exif: Image.Exif) -> Image.Image:
    turn = _TURNS.get(exif.get(ExifTags.Base.Orientation, 1))
    upright = image.transpose(turn) if turn is not None else image
    if upright.has_transparency_data:
        whole = upright.convert("RGBA")
        upright = Image.new("RGBA", whole.size, "white")
        upright.alpha_composite(whole)
    plain = upright.convert("RGB")
    plain.info.clear()
    return plain


def _jpeg(image: Image.Image, quality: int, exif: bytes) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, exif=exif)
    return out.getvalue()


def _exif(image: Image.Image) -> Image.Exif:
    """Give what the camera wrote; damage there does not spoil the picture."""
    try:
        return image.getexif()
    except _BROKEN:
        return Image.Exif()


def _tags(exif: Image.Exif, group: ExifTags.IFD) -> _Tags:
    try:
        return dict(exif.get_ifd(group))
    except _BROKEN:
        return {}


def _moment(tags: _Tags) -> dt.datetime | None:
    """Read when the photo was taken: `DateTimeOriginal` with its offset, if the camera knew one (Exif 2.31)."""
    text, offset = (tags.get(each) for each in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal))
    try:
        if isinstance(offset, str) and offset.strip(" \0"):
            moment = dt.datetime.strptime(f"{text} {offset.strip()}", "%Y:%m:%d %H:%M:%S %z")
        else:
            moment = dt.datetime.strptime(f"{text}", "%Y:%m:%d %H:%M:%S").astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.year >= _EARLIEST_YEAR else None


def _place_only(place: _Tags) -> bytes:
    """Spell the place, and nothing else of the original, as Exif."""
    exif = Image.Exif()
    exif[ExifTags.IFD.GPSInfo] = {tag: value for tag, value in place.items() if tag in _PLACE_TAGS}
    try:
        return exif.tobytes()
    except _BROKEN:
        return b""
