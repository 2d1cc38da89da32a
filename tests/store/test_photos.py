import base64
import datetime as dt
import io
import random
import subprocess
import sys
import time
import zlib

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from dundian_desktop.errors import UserError
from dundian_desktop.store.photos import Photo, shrink, thumbnail

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAGoAAgAAAAACVgABAAAAAAAAAMgAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEA"
    "AQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAATptZGF0AAAAZigBr1j5FOf/v31/fwqG3My8cw1C3Q8ApVn3Sa2p"
    "lQTcfA+nEnffZ80I2i1//dxX6cpVKlspakO5U7vQBLQILicm+7fTYAtA36QnRQfMjwh/VCMfJQAezbP2oaOW8Wvhsd8Rg+6/wAAA"
    "AAZFeGlmAABNTQAqAAAACAADARIAAwAAAAEABgAAh2kABAAAAAEAAAAyiCUABAAAAAEAAABYAAAAAAABkAMAAgAAABQAAABEAAAA"
    "ADIwMjU6MDM6MDQgMDU6MDY6MDcAAAQAAQACAAAAAk4AAAAAAgAFAAAAAwAAAI4AAwACAAAAAkUAAAAABAAFAAAAAwAAAKYAAAAA"
    "AAAAHAAAAAEAAAAMAAAAAQAAAAAAAAABAAAAcAAAAAEAAAA6AAAAAQAAAAAAAAAB"
)
"""48 x 64, upper right quarter red, lower left blue, stored lying (orientation 6), with a moment and a place."""

GPS = {0: b"\2\3\0\0", 1: "N", 2: (28.0, 12.0, 30.0), 3: "E", 4: (112.0, 58.0, 0.0), 28: b"ASCII\0\0\0area"}
MOMENT = dt.datetime(2025, 3, 4, 5, 6, 7, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def exif(orientation=1, moment="2025:03:04 05:06:07", offset="+08:00", gps=GPS):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = "CANARYMAKER"
    tags[ExifTags.IFD.Exif] = {
        ExifTags.Base.DateTimeOriginal: moment,
        ExifTags.Base.OffsetTimeOriginal: offset,
        ExifTags.Base.BodySerialNumber: "CANARYSERIAL",
    }
    if gps:
        tags[ExifTags.IFD.GPSInfo] = gps
    return tags.tobytes()


def picture(size=(400, 200), mode="RGB"):
    """White with a red upper left and a blue lower right quarter."""
    image = Image.new("RGB", size, "white")
    half = size[0] // 2, size[1] // 2
    image.paste("red", (0, 0, *half))
    image.paste("blue", (*half, *size))
    return image.convert(mode)


def saved(image, form="JPEG", **how):
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def corners(data):
    """Give the letters of the four corner colours, row by row."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = image.size
    spots = [(width // 8, height // 8), (width * 7 // 8, height // 8)]
    spots += [(width // 8, height * 7 // 8), (width * 7 // 8, height * 7 // 8)]
    return "".join(name(image.getpixel(spot)) for spot in spots)


def name(colour):
    red, green, blue = (part > 128 for part in colour)
    return {(True, True, True): "w", (True, False, False): "r", (False, False, True): "b"}.get((red, green, blue), "?")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP"])
def test_every_format_of_a_phone_becomes_a_jpeg(form):
    photo = shrink(saved(picture(), form))
    assert photo.data.startswith(b"\xff\xd8\xff")
    assert (photo.mime, photo.width, photo.height) == ("image/jpeg", 400, 200)
    assert corners(photo.data) == "rwwb"
    assert (photo.taken_at, photo.had_gps) == (None, False)


def test_heic_stands_upright_and_tells_moment_and_place():
    photo = shrink(HEIC)
    assert (photo.width, photo.height) == (48, 64)
    assert corners(photo.data) == "wrbw"
    assert photo.had_gps
    assert photo.taken_at == dt.datetime(2025, 3, 4, 5, 6, 7).astimezone()


@pytest.mark.parametrize("size", [(4000, 1000), (1000, 4000), (1601, 1600), (9000, 10), (9000, 1)])
def test_the_longest_edge_becomes_1600(size):
    photo = shrink(saved(picture(size)))
    assert max(photo.width, photo.height) == 1600
    assert photo.height == pytest.approx(size[1] * 1600 / max(size), abs=1)
    assert photo.width == pytest.approx(size[0] * 1600 / max(size), abs=1)


def test_a_small_photo_is_not_enlarged():
    photo = shrink(saved(picture((40, 20))))
    assert (photo.width, photo.height) == (40, 20)


def test_another_longest_edge_may_be_asked_for():
    assert shrink(saved(picture()), longest=100).width == 100


@pytest.mark.parametrize(
    ("orientation", "seen"),
    [(1, "rwwb"), (2, "wrbw"), (3, "bwwr"), (4, "wbrw"), (5, "rwwb"), (6, "wrbw"), (7, "bwwr"), (8, "wbrw")],
)
def test_a_photo_is_turned_upright(orientation, seen):
    photo = shrink(saved(picture(), exif=exif(orientation)))
    assert corners(photo.data) == seen
    assert (photo.width, photo.height) == ((200, 400) if orientation > 4 else (400, 200))
    assert Image.open(io.BytesIO(photo.data)).getexif().get(ExifTags.Base.Orientation) is None


def test_nothing_the_camera_wrote_stays():
    data = saved(
        picture(), exif=exif(), comment=b"CANARYCOMMENT", xmp=b"<x>CANARYXMP</x>", icc_profile=b"CANARYICC" * 9
    )
    assert data.count(b"CANARY") >= 5
    photo = shrink(data)
    assert b"CANARY" not in photo.data
    assert dict(Image.open(io.BytesIO(photo.data)).getexif()) == {}
    assert b"CANARY" not in thumbnail(data)


def test_nothing_written_into_a_png_stays():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "CANARYAUTHOR")
    photo = shrink(saved(picture(), "PNG", pnginfo=notes, exif=exif()))
    assert b"CANARY" not in photo.data
    assert photo.taken_at == MOMENT
    assert photo.had_gps


def test_the_place_stays_only_when_asked_for_and_alone():
    data = saved(picture(), exif=exif())
    assert shrink(data).had_gps
    assert dict(Image.open(io.BytesIO(shrink(data).data)).getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}
    kept = shrink(data, keep_gps=True).data
    found = Image.open(io.BytesIO(kept)).getexif()
    place = found.get_ifd(ExifTags.IFD.GPSInfo)
    assert (place[1], place[2], place[3], place[4]) == (GPS[1], GPS[2], GPS[3], GPS[4])
    assert 28 not in place
    assert set(found) == {ExifTags.IFD.GPSInfo}
    assert b"CANARY" not in kept


def test_keeping_the_place_of_a_photo_without_one_is_no_error():
    assert not shrink(saved(picture()), keep_gps=True).had_gps


def test_the_moment_with_an_offset_is_that_moment():
    assert shrink(saved(picture(), exif=exif())).taken_at == MOMENT


def test_the_moment_without_an_offset_is_of_this_zone(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert shrink(saved(picture(), exif=exif(offset=""))).taken_at == MOMENT
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "moment", ["0000:00:00 00:00:00", "    :  :     :  :  ", "1970:01:01 00:00:00", "昨天", "", "9" * 99]
)
def test_a_senseless_moment_is_no_moment(moment):
    assert shrink(saved(picture(), exif=exif(moment=moment, offset=""))).taken_at is None


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "RGB"])
def test_every_colour_mode_is_taken(mode):
    form = "JPEG" if mode in {"CMYK", "L"} else "PNG"
    assert corners(shrink(saved(picture(mode=mode), form)).data)[0] in "r?w"


def test_transparency_becomes_white():
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    photo = shrink(saved(image, "PNG"))
    assert corners(photo.data) == "wwww"
    palette = Image.new("P", (40, 40), 0)
    assert corners(shrink(saved(palette, "PNG", transparency=0)).data) == "wwww"


def test_a_scan_with_16_bit_greys_keeps_its_brightness():
    photo = shrink(saved(Image.new("I;16", (40, 40), 0x8000), "PNG"))
    assert Image.open(io.BytesIO(photo.data)).getpixel((5, 5)) == (128, 128, 128)


def test_a_thumbnail_is_a_small_upright_jpeg():
    data = thumbnail(saved(picture((3000, 2000)), exif=exif(6)))
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("JPEG", (107, 160))
    assert len(data) < 8000
    assert max(Image.open(io.BytesIO(thumbnail(data, edge=50))).size) == 50


def huge_png(width, height):
    """Declare a size without holding the pixels."""
    data = bytearray(saved(Image.new("L", (1, 1)), "PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_000, 5_001), (12_000, 12_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_decoding(size):
    with pytest.raises(UserError, match="尺寸太大"):
        shrink(huge_png(*size))
    with pytest.raises(UserError, match="尺寸太大"):
        thumbnail(huge_png(*size))


PEAK = """
import io, resource, sys
from PIL import Image
from dundian_desktop.store.photos import shrink
data = open(sys.argv[1], "rb").read()
resource.setrlimit(resource.RLIMIT_AS, (900_000_000, 900_000_000))
width = shrink(data).width
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stdout.write(f"{width} {int(peak) // 1024}")
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the Linux kernel")
@pytest.mark.parametrize(("mode", "form", "size"), [("P", "PNG", (8000, 6000)), ("RGB", "JPEG", (12_000, 9_000))])
def test_the_largest_photos_stay_within_the_memory_of_a_worker(tmp_path, mode, form, size):
    path = tmp_path / "photo"
    how = {"compress_level": 1} if form == "PNG" else {"progressive": True}
    path.write_bytes(saved(Image.new(mode, size), form, **how))
    words = [sys.executable, "-c", PEAK, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as child:
        width, mebibytes = child.communicate()[0].split()
    assert width == "1600"
    assert int(mebibytes) < 540


@pytest.mark.parametrize(
    "junk", [b"", b"x", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(99), b"%PDF-1.7", HEIC[:300]]
)
def test_what_is_no_photo_is_refused(junk):
    with pytest.raises(UserError, match="不是完好的照片"):
        shrink(junk)


@pytest.mark.filterwarnings("ignore")
def test_damaged_notes_of_the_camera_do_not_spoil_the_photo():
    sound = exif()
    rng = random.Random(5)
    for _ in range(300):
        notes = bytearray(sound)
        for _ in range(rng.randrange(1, 30)):
            notes[rng.randrange(6, len(notes))] = rng.randrange(256)
        assert isinstance(shrink(saved(picture((8, 8)), exif=bytes(notes)), keep_gps=True), Photo)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_notes_that_are_no_notes_do_not_spoil_the_photo(form):
    photo = shrink(saved(picture(), form, exif=b"Exif\0\0no such thing at all"))
    assert (photo.width, photo.taken_at, photo.had_gps) == (400, None, False)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "HEIC"])
def test_a_damaged_file_is_a_photo_or_refused_never_a_bug(form):
    sound = HEIC if form == "HEIC" else saved(picture((60, 40)), form, exif=exif())
    rng = random.Random(form)
    for _ in range(400):
        data = bytearray(sound[: rng.choice([len(sound), rng.randrange(1, len(sound))])])
        for _ in range(rng.randrange(4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            photo = shrink(bytes(data), keep_gps=True)
        except UserError:
            continue
        assert Image.open(io.BytesIO(photo.data)).size == (photo.width, photo.height)
