"""Where the fonts come from: six recipes, the packages that hold their sources, the characters to keep."""

from __future__ import annotations

import dataclasses as dc
import gzip
import hashlib
import subprocess
import tarfile
from pathlib import Path

HANZI = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "hanzi-8105.txt"

DEBIAN = {
    "texlive-lang-chinese": "2022.20230122-1",
    "fonts-lxgw-wenkai": "1.250+repack-1",
    "fonts-hanazono": "20170904-2.1",
}
NPM = {"noto-sans-sc": "0.4.3", "noto-serif-sc": "0.4.3"}

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
FANDOL_COPYING = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
FANDOL_README = "usr/share/doc/texlive-doc/fonts/fandol/README"
WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
WENKAI_COPYRIGHT = "usr/share/doc/fonts-lxgw-wenkai/copyright"
HANAMIN = "usr/share/fonts/truetype/hanazono/HanaMinA.ttf"
HANAMIN_COPYRIGHT = "usr/share/doc/fonts-hanazono/copyright"

OFL = "SIL Open Font License 1.1"
GPL_FONT = "GNU GPL version 3 with the font exception: a document that embeds this font is not covered by the GPL"


@dc.dataclass(frozen=True, kw_only=True)
class Recipe:
    """How one font is made.

    Attributes:
        file: name under `resources/fonts`.
        family: the family name users and Qt see.
        source: path of the source font under the download folder.
        sha256: of the source font, so that another package cannot slip in.
        charset: "common" (通规 8105, GB 2312 and signs), "all", or "rest" (Han no font before it has).
        licence: the licence line of the name table.
        signs: whether missing signs of the window are composed.
    """

    file: str
    family: str
    source: str
    sha256: str
    charset: str
    licence: str
    signs: bool = False


RECIPES = (
    Recipe(
        file="fang.ttf",
        family="Dundian Fang",
        source=f"texlive-lang-chinese/{FANDOL}",
        sha256="d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        charset="all",
        licence=GPL_FONT,
    ),
    Recipe(
        file="hei.ttf",
        family="Dundian Hei",
        source="noto-sans-sc/package/500Medium/NotoSansSC_500Medium.ttf",
        sha256="b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
        charset="common",
        licence=OFL,
        signs=True,
    ),
    Recipe(
        file="kai.ttf",
        family="Dundian Kai",
        source=f"fonts-lxgw-wenkai/{WENKAI}",
        sha256="bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
        charset="common",
        licence=OFL,
    ),
    Recipe(
        file="song.ttf",
        family="Dundian Song",
        source="noto-serif-sc/package/300Light/NotoSerifSC_300Light.ttf",
        sha256="a86e5cabd0c0b9bd656ff9c3e437bec6519fc7b149e845192edd8075b07789eb",
        charset="all",
        licence=OFL,
        signs=True,
    ),
    Recipe(
        file="biaosong.ttf",
        family="Dundian Biaosong",
        source="noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf",
        sha256="9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
        charset="common",
        licence=OFL,
    ),
    Recipe(
        file="rare.ttf",
        family="Dundian Rare",
        source=f"fonts-hanazono/{HANAMIN}",
        sha256="7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7",
        charset="rest",
        licence="Hanazono Font License (unlimited permission to use, copy, distribute, modify)",
    ),
)

SIGNS = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C7, 0x2CB), (0x391, 0x3C9), (0x410, 0x451),
    (0x2000, 0x206F), (0x2070, 0x2094), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x23FF), (0x2460, 0x27BF),
    (0x2E80, 0x2EF3), (0x3000, 0x3029), (0x3030, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F), (0x3200, 0x33FF),
    (0xFE10, 0xFE4F), (0xFF01, 0xFFE5),
)  # fmt: skip
"""First and last code point of the blocks that hold no Han but stand in Chinese office texts."""

HAN = ((0x2E80, 0x2FFF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""Blocks of Chinese characters and their parts."""


def wanted(recipe: Recipe, has: dict[int, str], covered: set[int]) -> set[int]:
    """Give the code points a recipe asks for.

    Args:
        recipe: the font to be made.
        has: character map of its source.
        covered: code points of the fonts made before it.
    """
    if recipe.charset == "all":
        return set(has)
    if recipe.charset == "rest":
        return _within(HAN) - covered
    return _within(SIGNS) | set(map(ord, HANZI.read_text(encoding="utf-8"))) - {0x0A} | _gb2312()


def _within(blocks: tuple[tuple[int, int], ...]) -> set[int]:
    return {code for first, last in blocks for code in range(first, last + 1)}


def _gb2312() -> set[int]:
    """Give the 6,763 Han and 682 signs of GB/T 2312-1980."""
    found: set[int] = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            text = bytes((row, cell)).decode("gb2312", errors="ignore")
            found.update(map(ord, text))
    return found


def fetch(folder: Path) -> Path:
    """Fetch and unpack all packages below `folder`; those already there are kept.

    Raises:
        ValueError: a source font is not the one these recipes were written for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in DEBIAN.items():
        if not (folder / name).exists():
            _run(folder, "apt-get", "download", f"{name}={version}")
            _run(folder, "dpkg-deb", "-x", next(folder.glob(f"{name}_*.deb")).name, name)
    for name, version in NPM.items():
        if not (folder / name).exists():
            _run(folder, "npm", "pack", "--silent", f"@expo-google-fonts/{name}@{version}")
            with tarfile.open(folder / f"expo-google-fonts-{name}-{version}.tgz") as packed:
                packed.extractall(folder / name, filter="data")
    for recipe in RECIPES:
        seen = hashlib.sha256((folder / recipe.source).read_bytes()).hexdigest()
        if seen != recipe.sha256:
            raise ValueError(recipe.source, seen)
    return folder


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def licences(sources: Path) -> dict[str, str]:
    """Give file name -> licence text, as the packages ship them."""
    debian, noto = sources / "texlive-lang-chinese", "package/LICENSE_FONT"
    copying = gzip.decompress((debian / FANDOL_COPYING).read_bytes()).decode("utf-8", errors="replace")
    readme = (debian / FANDOL_README).read_text(encoding="utf-8")
    return {
        "LICENSE-fang.txt": f"{readme}\n{'-' * 72}\n\n{copying}",
        "LICENSE-hei.txt": (sources / "noto-sans-sc" / noto).read_text(encoding="utf-8"),
        "LICENSE-song-biaosong.txt": (sources / "noto-serif-sc" / noto).read_text(encoding="utf-8"),
        "LICENSE-kai.txt": (sources / "fonts-lxgw-wenkai" / WENKAI_COPYRIGHT).read_text(encoding="utf-8"),
        "LICENSE-rare.txt": (sources / "fonts-hanazono" / HANAMIN_COPYRIGHT).read_text(encoding="utf-8"),
    }
