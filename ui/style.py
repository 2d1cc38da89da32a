"""How the window looks: Fusion, a light palette of our own, one style sheet, one font."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dundian_desktop.resources import resource
from ui.fonts import app_font, families
from ui.tokens import Colour, Size, TextScale, sized

_ROLES = {
    QPalette.ColorRole.Window: Colour.DESK,
    QPalette.ColorRole.WindowText: Colour.TEXT,
    QPalette.ColorRole.Base: Colour.PAPER,
    QPalette.ColorRole.AlternateBase: Colour.DESK,
    QPalette.ColorRole.Text: Colour.TEXT,
    QPalette.ColorRole.PlaceholderText: Colour.HINT,
    QPalette.ColorRole.Button: Colour.PAPER,
    QPalette.ColorRole.ButtonText: Colour.TEXT,
    QPalette.ColorRole.BrightText: Colour.PAPER,
    QPalette.ColorRole.ToolTipBase: Colour.PAPER,
    QPalette.ColorRole.ToolTipText: Colour.TEXT,
    QPalette.ColorRole.Highlight: Colour.SELECTED,
    QPalette.ColorRole.HighlightedText: Colour.TEXT,
    QPalette.ColorRole.Link: Colour.FOCUS,
    QPalette.ColorRole.LinkVisited: Colour.FOCUS,
    QPalette.ColorRole.Light: Colour.PAPER,
    QPalette.ColorRole.Midlight: Colour.LINE_SOFT,
    QPalette.ColorRole.Mid: Colour.LINE,
    QPalette.ColorRole.Dark: Colour.EDGE,
    QPalette.ColorRole.Shadow: Colour.SCROLL,
}
_FAINT = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
_SIZES = {f"size_{size.name.lower()}": size.value for size in Size}
_LENGTHS = {f"px{length}": length for length in (4, 6, 8, 10, 12, 16, 24, 28, 32, 36, 80)}


def before_start() -> None:
    """Set what Qt wants to know before the application object is made."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)


def dress(app: QApplication, scale: TextScale = TextScale.STANDARD, shipped_fonts: Path | None = None) -> None:
    """Dress the application; call again with another scale to change the size of everything.

    The light scheme is forced: half dark is unreadable, and dark is not offered yet.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setStyle("Fusion")
    app.setPalette(light_palette())
    app.setFont(app_font(scale, families(shipped_fonts)))
    app.setStyleSheet(style_sheet())


def speak_chinese(app: QApplication) -> None:
    """Load Qt's own Chinese texts, so that standard buttons and context menus read Chinese."""
    texts = QTranslator(app)
    folders = (resource("translations"), Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
    if any(texts.load("qtbase_zh_CN", str(folder)) for folder in folders):
        app.installTranslator(texts)


def light_palette() -> QPalette:
    """Give the palette of the window."""
    palette = QPalette()
    for role, colour in _ROLES.items():
        palette.setColor(role, QColor(colour.value))
    for role in _FAINT:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(Colour.EDGE.value))
    return palette


def style_sheet() -> str:
    """Give the style sheet with colours, sizes and icon paths filled in, at the scale in force."""
    words: dict[str, str] = {name.lower(): colour.value for name, colour in Colour.__members__.items()}
    words |= {name: f"{sized(length)}px" for name, length in (_SIZES | _LENGTHS).items()}
    words["inside_ring"] = f"{sized(28) - 2}px"  # what a ring of 2 px leaves of a control of 28 px and an edge of 1 px
    words["icons"] = resource("icons", "drawn").as_posix()
    return Template(resource("style.qss").read_text(encoding="utf-8")).substitute(words)


def restyle(widget: QWidget) -> None:
    """Let a widget look again at the style sheet after one of its named properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
