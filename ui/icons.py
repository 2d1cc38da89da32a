"""Icons by name and colour; drawn from the shipped SVG files, kept in Qt's own pixmap cache."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from dundian_desktop.resources import resource
from ui.tokens import Colour, sized

ICON_SIZE = 18  # logical pixels beside text of body size
_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0)  # screen scalings that are common on the laptops in use


def icon(name: str, colour: Colour = Colour.SECOND, size: int = ICON_SIZE) -> QIcon:
    """Give an icon that is sharp at every screen scaling; greyed when its control is disabled.

    Raises:
        FileNotFoundError: no icon of that name is shipped; a bug in the caller.
    """
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(picture(name, colour, size, ratio))
        made.addPixmap(picture(name, Colour.SCROLL, size, ratio), QIcon.Mode.Disabled)
    return made


def picture(name: str, colour: Colour = Colour.SECOND, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """Give an icon as a pixmap of `size` logical pixels at user scale, for one device pixel ratio."""
    side = round(sized(size) * ratio)
    key = f"icon:{name}:{colour.value}:{side}:{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _drawn(name, colour, side)
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def icon_names() -> list[str]:
    """Give the names of all shipped icons."""
    return sorted(path.stem for path in resource("icons").glob("*.svg"))


def _drawn(name: str, colour: Colour, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.value).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
