"""Fonts the person owns for printing, and the examination of the data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from dundian_desktop.actions.doctor import Diagnosis, examine
from dundian_desktop.errors import MachineError, UserError
from dundian_desktop.progress import Progress
from dundian_desktop.reports.document import Role as Part
from dundian_desktop.reports.own_fonts import OwnFonts, find
from ui.desk import Desk
from ui.messages import confirm
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind, button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.labels import Role, label
from ui.parts.progress_panel import ProgressPanel
from ui.parts.tile import Tile, row_of
from ui.standing import OWN_FONTS
from ui.tokens import GAP

_PARTS = {
    Part.BIAOSONG: "标题（小标宋）",
    Part.FANG: "正文（仿宋）",
    Part.HEI: "一级标题（黑体）",
    Part.KAI: "二级标题（楷体）",
    Part.SONG: "页码（宋体）",
}
_EXAMINED = "看文件、每一页、操作记录、附件、字体是不是都完好。"
_REBUILD = "按每一步操作重新整理所有台账，不会丢数据，可能要几分钟。整理期间不能记录。"


class FontTile(Tile):
    """Which of the person's own fonts are used in print."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("自备字体", "settingsFonts")
        self.desk = desk
        choose = button("选字体文件夹…", icon_name="folder-open", name="fontsChoose")
        choose.clicked.connect(self._ask_folder)
        self._none = button("不用自备字体", Kind.QUIET, name="fontsNone")
        self._none.clicked.connect(self._drop)
        self.head.addWidget(self._none)
        self.head.addWidget(choose)
        self._found = Tile("", "fontsFound")
        self._found.setProperty("role", "")
        self._found.heading.hide()
        layout = self._found.layout()
        if layout:
            layout.setContentsMargins(0, 0, 0, 0)
        about = "单位买过方正小标宋、仿宋_GB2312 等字体的，放进一个文件夹，月报就用它们；没有的用程序自带的。"
        self.body.addWidget(label(about, Role.SECOND, wraps=True))
        self.body.addWidget(self._found)
        self.use(desk.store.settings.get(OWN_FONTS, ""))

    def use(self, folder: str) -> None:
        """Look into a folder and say what was recognised."""
        self._none.setVisible(bool(folder))
        self._found.clear()
        if not folder:
            self._found.say("现在用程序自带的字体。")
            return
        self._found.body.addWidget(label(f"文件夹：{folder}", wraps=True))
        self.desk.tasks.beside(_finding(Path(folder))).finished.connect(self._list)

    @Slot(object)
    def _list(self, found: OwnFonts) -> None:
        for part, name in _PARTS.items():
            own = part in found.faces
            chip = Chip("自备", Tone.GOOD) if own else Chip("自带", Tone.IDLE)
            self._found.body.addWidget(row_of(ChipLabel(chip), label(name)))
        for notice in found.notices:
            self._found.say(notice, "alert-triangle")

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "选择放字体的文件夹")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._keep)
        dialog.open()

    @Slot(str)
    def _keep(self, folder: str) -> None:
        self.desk.put_setting(OWN_FONTS, folder)
        self.use(folder)

    @Slot()
    def _drop(self) -> None:
        self._keep("")


class DoctorTile(Tile):
    """Examines the data and says one line for each thing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("检查数据", "settingsDoctor")
        self.desk = desk
        self.diagnosis: Diagnosis | None = None
        go = button("检查", name="doctorGo", icon_name="shield-check")
        go.clicked.connect(self.examine)
        self._rebuild = button("重建台账…", Kind.QUIET, name="doctorRebuild")
        self._rebuild.clicked.connect(self._ask_rebuild)
        self.head.addWidget(self._rebuild)
        self.head.addWidget(go)
        self.progress = ProgressPanel()
        self.verdict = Banner()
        rows = QHBoxLayout()
        rows.setSpacing(2 * GAP)
        self._lines = label(_EXAMINED, Role.SECOND, wraps=True, name="doctorLines")
        rows.addWidget(self._lines, 1)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.verdict)
        self.body.addLayout(rows)

    @Slot()
    def examine(self) -> None:
        """Examine everything."""
        self._start(rebuild=False)

    @Slot()
    def rebuild(self) -> None:
        """Make all ledgers anew, then examine everything."""
        self._start(rebuild=True)

    def _start(self, *, rebuild: bool) -> None:
        store = self.desk.store

        def work(progress: Progress) -> Diagnosis:
            return examine(store, progress, rebuild=rebuild)

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._show)
        task.refused.connect(self._refuse)
        self.progress.watch(task, "正在重建并检查" if rebuild else "正在检查")

    @Slot(object)
    def _show(self, diagnosis: Diagnosis) -> None:
        self.diagnosis = diagnosis
        good = "全部完好。" if diagnosis.sound else "有的地方要处理，照下面说的做；以前的备份都还在。"
        self.verdict.put(good, Mood.GOOD if diagnosis.sound else Mood.BAD)
        lines = [f"{'✓' if one.sound else '▲'} {one.name}：{one.words}" for one in diagnosis.findings]
        self._lines.setText("\n".join([*lines, f"核对码：{diagnosis.digest[:16]}（两台电脑内容一样时，核对码相同）"]))
        self.desk.changed.emit(frozenset(self.desk.store.kinds))

    @Slot(object)
    def _refuse(self, error: UserError | MachineError) -> None:
        self.verdict.put(str(error), Mood.BAD)

    @Slot()
    def _ask_rebuild(self) -> None:
        confirm(self, "重建台账", _REBUILD, "重建", self.rebuild)


def _finding(folder: Path) -> Callable[[Progress], OwnFonts]:
    def work(_progress: Progress) -> OwnFonts:
        return find(folder)

    return work
