"""A PDF that lies in memory, shown page by page; nothing of it is ever written to the disk by looking."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.buttons import Kind, button, icon_button
from ui.parts.labels import Role, label
from ui.tokens import GAP, sized

_STEP, _LEAST, _MOST = 1.2, 0.3, 4.0
_PRINT_DPI, _POINTS_AN_INCH = 300, 72
_READABLE = 760  # logical pixels at standard scale: a page wider than this is not read more easily


class PdfView(QWidget):
    """Shows all pages one below another, with page number and zoom.

    Args:
        name: what a screen reader calls the pages.
    """

    def __init__(self, name: str = "月报预览") -> None:
        super().__init__()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setObjectName("pdfPages")
        self.view.setAccessibleName(name)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.horizontalScrollBar().rangeChanged.connect(self._centre)
        self._place = label("", Role.SECOND, name="pdfPlace")
        self.view.pageNavigator().currentPageChanged.connect(self._say_place)
        self._arrange()

    def put(self, content: bytes) -> None:
        """Show a PDF."""
        self._buffer.close()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._say_place()
        QTimer.singleShot(0, self.fit_reading)  # when the view has its size

    @Slot()
    def fit_reading(self) -> None:
        """Make a page as wide as one reads easily, or as the view where that is less."""
        if self.view.viewport().width() > sized(_READABLE) and self._width():
            self.view.setZoomMode(QPdfView.ZoomMode.Custom)
            self.view.setZoomFactor(sized(_READABLE) / self._width())
        else:
            self.fit()

    @Slot()
    def step_on(self) -> None:
        """Go to the next page."""
        self._go(self.view.pageNavigator().currentPage() + 1)

    @Slot()
    def step_back(self) -> None:
        """Go to the page before."""
        self._go(self.view.pageNavigator().currentPage() - 1)

    @Slot()
    def enlarge(self) -> None:
        """Show pages larger."""
        self._zoom(_STEP)

    @Slot()
    def reduce(self) -> None:
        """Show pages smaller."""
        self._zoom(1 / _STEP)

    @Slot()
    def fit(self) -> None:
        """Make a page as wide as the view."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @Slot()
    def fit_page(self) -> None:
        """Show a whole page at once."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def print_to(self, printer: QPrinter) -> None:
        """Draw every page on paper."""
        printer.setFullPage(True)
        painter = QPainter(printer)
        for page in range(self.document.pageCount()):
            if page:
                printer.newPage()
            self._draw(painter, page)
        painter.end()

    def _draw(self, painter: QPainter, page: int) -> None:
        points = self.document.pagePointSize(page)
        room = painter.viewport().size()
        lying = points.width() > points.height()
        size = QSize(
            round(points.width() / _POINTS_AN_INCH * _PRINT_DPI), round(points.height() / _POINTS_AN_INCH * _PRINT_DPI)
        )
        picture = self.document.render(page, size)
        painter.save()
        if lying and room.height() > room.width():
            painter.translate(room.width(), 0)
            painter.rotate(90)
            room = room.transposed()
        scaled = picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.scale(scaled.width() / picture.width(), scaled.height() / picture.height())
        painter.drawImage(QPointF(0, 0), picture)
        painter.restore()

    def _go(self, page: int) -> None:
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), self.view.pageNavigator().currentZoom())

    def _zoom(self, by: float) -> None:
        now = self.view.zoomFactor()
        if self.view.zoomMode() != QPdfView.ZoomMode.Custom:
            now = self.view.viewport().width() / self._width() if self._width() else 1.0
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * by, _LEAST), _MOST))

    @Slot(int, int)
    def _centre(self, least: int, most: int) -> None:
        """Show the middle: pages that lie are wider than those that stand, which stand in the middle of their width."""
        self.view.horizontalScrollBar().setValue((least + most) // 2)

    def _width(self) -> float:
        """Give the width of the first page in logical pixels at its natural size."""
        return self.document.pagePointSize(0).width() * self.view.logicalDpiX() / _POINTS_AN_INCH

    @Slot()
    def _say_place(self) -> None:
        pages = self.document.pageCount()
        page = self.view.pageNavigator().currentPage() + 1
        self._place.setText(f"第 {page} 页，共 {pages} 页" if pages else "")

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        tools = (
            ("chevron-left", "上一页", "pdfBefore", self.step_back),
            ("chevron-right", "下一页", "pdfAfter", self.step_on),
            ("minus", "缩小", "pdfReduce", self.reduce),
            ("plus", "放大", "pdfEnlarge", self.enlarge),
        )
        for icon_name, says, name, slot in tools:
            made = icon_button(icon_name, says, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
            if name == "pdfAfter":
                row.addWidget(self._place)
                row.addStretch()
        for text, name, slot in (("页宽", "pdfFit", self.fit), ("整页", "pdfFitPage", self.fit_page)):
            made = button(text, Kind.QUIET, name=name)
            made.clicked.connect(slot)
            row.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.view, 1)
