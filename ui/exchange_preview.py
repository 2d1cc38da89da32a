"""What a bundle would do, in words, before anything is done."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from dundian_desktop.exchange.incoming import Reading
from dundian_desktop.exchange.manifest import BundleKind
from dundian_desktop.store.store import Store
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.dialog import FittingDialog
from ui.parts.labels import Role, label
from ui.tokens import GAP


class BundlePreview(FittingDialog):
    """`accepted` when the person wants it taken in."""

    def __init__(self, store: Store, reading: Reading, told: str, parent: QWidget) -> None:
        super().__init__(f"{reading.sender.name}的数据包", parent)
        self.setObjectName("bundlePreview")
        self._store = store
        good = Banner()
        good.put("签名和每一段都核对无误，内容没有被改动过。", Mood.GOOD, closable=False)
        self.body.addWidget(good)
        self.body.addWidget(label(told, wraps=True, name="bundleTold"))
        if reading.kind != BundleKind.RECEIPT:
            self.body.addLayout(self._counts(reading))
        self._warn(reading)
        self.body.addStretch()
        self.add_cancel("不并入")
        word = "收下回执" if reading.kind == BundleKind.RECEIPT else "并入"
        merge = self.add_button(word, Kind.PRIMARY, name="bundleMerge")
        merge.clicked.connect(self.accept)

    def _counts(self, reading: Reading) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * GAP)
        grid.setVerticalSpacing(GAP)
        rows = [(self._title(table), f"{number} 条") for table, number in sorted(reading.records.items())]
        rows += [("附件", f"{reading.attachments} 个")] if reading.attachments else []
        rows += [("本机没有的改动", f"{reading.operations} 处")]
        for place, (name, number) in enumerate(rows):
            grid.addWidget(label(name, Role.SECOND), place, 0)
            grid.addWidget(label(number), place, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _warn(self, reading: Reading) -> None:
        told: list[str] = []
        if reading.conflicts:
            torn = "、".join(f"{self._title(table)}{number}条" for table, number in reading.conflicts.items())
            told.append(f"两边都改过的：{torn}。并入后两个值都保留，到“有冲突”里选定。")
        if reading.gaps:
            told.append("中间缺了一段，后面的先存着；请对方再导出一份。")
        if told:
            warning = Banner()
            warning.put("".join(told), Mood.WARN, closable=False)
            self.body.addWidget(warning)

    def _title(self, table: str) -> str:
        kind = self._store.kinds.get(table)
        return kind.ledger.title if kind else "新版台账"
