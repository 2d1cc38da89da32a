"""The sample's report of June, from records to the bytes of the PDF; beside reportlab drawing the same lines plainly.

Ours counts the indicators, checks the month, breaks lines by the rules of 避头尾 and picks a face for every character;
the baseline draws finished lines with one embedded face. Each runs in a process of its own: first with all imports
and fonts to load, then again.
"""

from __future__ import annotations

import multiprocessing
from io import BytesIO
from pathlib import Path

from bench.figures import Figure, Spent, against, spent
from bench.places import PASSPHRASE, scratch, workspace
from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.resources import resource
from dundian_desktop.store.workspace import open_workspace

MONTH = "2026-06"
MOST_MS = 1000
_AGAIN = 3


def measure() -> list[Figure]:
    """Make the report, first and again."""
    with scratch() as folder:
        with workspace(folder) as place:
            load_deployment(place.store, resource("sample", "deployment.json"))
        with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            first, again, pages = pool.apply(_ours, (folder / "A",))
            plain_first, plain_again = pool.apply(_plain, (pages,))
    name, wanted = f"month report, {len(pages)} pages", f"≤ {MOST_MS} ms"
    return [
        against(f"{name}: first in a process", first, plain_first, "plain reportlab", wanted=wanted, met=_met(first)),
        against(f"{name}: again", again, plain_again, "plain reportlab", wanted=wanted, met=_met(again)),
    ]


def _met(took: Spent) -> bool:
    return took.wall <= MOST_MS


def _ours(place: Path) -> tuple[Spent, Spent, list[list[str]]]:
    made: list[bytes] = []
    with open_workspace(place, PASSPHRASE) as workspace:

        def work() -> None:
            # Imported here, as the window does it: the first report pays for its library.
            from dundian_desktop.actions.month_report import month_pages, month_report

            made.append(month_pages(month_report(workspace.store, MONTH)).content)

        first, again = spent(work), spent(work, _AGAIN)
    return first, again, _lines(made[0])


def _lines(content: bytes) -> list[list[str]]:
    """Give the text of each page, line by line."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().split("\r\n") for page in document]


def _plain(pages: list[list[str]]) -> tuple[Spent, Spent]:
    def work() -> None:
        from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        if "plain" not in getRegisteredFontNames():
            registerFont(TTFont("plain", resource("fonts", "fang.ttf")))
        canvas = Canvas(BytesIO())
        for lines in pages:
            canvas.setFont("plain", 16)
            for number, line in enumerate(lines):
                canvas.drawString(79, 737 - 28.9 * number, line)
            canvas.showPage()
        canvas.getpdfdata()

    return spent(work), spent(work, _AGAIN)
