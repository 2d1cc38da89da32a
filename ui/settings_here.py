"""Who works at this computer, and how large text is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QRadioButton

from dundian_desktop.progress import Progress
from ui.desk import Desk
from ui.parts.buttons import Kind, button
from ui.parts.field import Field
from ui.parts.labels import Role, label, named
from ui.parts.tile import Tile
from ui.standing import TEXT_SCALE
from ui.tokens import GAP, TextScale

_LETTERS = [chr(code) for code in range(ord("A"), ord("Z") + 1)]
_SCALES = {TextScale.STANDARD: "标准", TextScale.LARGE: "大", TextScale.LARGEST: "特大"}


class HereTile(Tile):
    """The person of this computer, its letter, and the code of the group."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("本机与人员", "settingsHere")
        self.desk = desk
        settings = desk.store.settings
        self.person = named(QLineEdit(settings.get("person", "")), "settingsPerson")
        self.group_code = named(QLineEdit(settings.get("group_code", "")), "settingsCode")
        self.letter = named(QComboBox(), "settingsLetter")
        self.letter.addItems(_LETTERS)
        self.letter.setCurrentText(settings.get("letter", "A"))
        self._person = Field("使用人姓名", self.person, required=True, help_text="记录和身份文件上写这个姓名")
        code = Field("组号", self.group_code, help_text="由派出单位编发，写在每条记录的编号里")
        letter = Field("本机字母", self.letter, help_text="组里每台电脑一个字母，编号才不会重")
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        for field in (self._person, code, letter):
            row.addWidget(field, 1)
        self.save_button = button("保存", Kind.PRIMARY, name="settingsSave")
        self.save_button.clicked.connect(self.save)
        foot = QHBoxLayout()
        where = label(f"资料放在：{desk.store.folder}", Role.HINT, wraps=True, name="settingsFolder")
        foot.addWidget(where, 1)
        foot.addWidget(self.save_button)
        self.body.setSpacing(3 * GAP)
        self.body.addLayout(row)
        self.body.addLayout(foot)

    @Slot()
    def save(self) -> None:
        """Keep what stands here."""
        person = self.person.text().strip()
        self._person.say_problem("" if person else "请写上姓名")
        if not person:
            return
        store = self.desk.store
        values = {"person": person, "group_code": self.group_code.text().strip(), "letter": self.letter.currentText()}

        def work(_progress: Progress) -> None:
            for name, value in values.items():
                store.settings.put(name, value)

        task = self.desk.tasks.on_store(work)
        task.finished.connect(self._saved)
        task.refused.connect(self.desk.trouble)

    @Slot()
    def _saved(self) -> None:
        self.desk.said.emit("已保存。换了姓名或字母，请重新交一份身份文件给对方。", "", None)
        self.changed.emit()


class LookTile(Tile):
    """How large text is."""

    scale_chosen = Signal(object)  # TextScale

    def __init__(self, desk: Desk) -> None:
        super().__init__("字号", "settingsLook")
        self.desk = desk
        self._group = QButtonGroup(self)
        now = desk.store.settings.get(TEXT_SCALE, TextScale.STANDARD.name)
        row = QHBoxLayout()
        row.setSpacing(6 * GAP)
        for place, (scale, word) in enumerate(_SCALES.items()):
            made = named(QRadioButton(word), f"scale_{scale.name}")
            made.setChecked(scale.name == now)
            self._group.addButton(made, place)
            row.addWidget(made)
        row.addStretch()
        self._group.buttonClicked.connect(self._choose)
        self.body.addLayout(row)
        self.say("马上生效，下次打开还是这样。")

    @Slot(QAbstractButton)
    def _choose(self, pressed: QAbstractButton) -> None:
        scale = list(_SCALES)[self._group.id(pressed)]
        self.desk.put_setting(TEXT_SCALE, scale.name)
        self.scale_chosen.emit(scale)
