"""The four steps of the first start, each a sheet that can say what is still missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.disk import Place, room_text
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import button
from ui.parts.chip import Chip, ChipLabel, Tone
from ui.parts.field import Field
from ui.parts.labels import Role, label, named
from ui.parts.secret_line import SecretLine
from ui.tokens import GAP

_ROOM_WANTED = 2_000_000_000  # bytes: a season of photos of one group, with its backups
_TOP = Qt.AlignmentFlag.AlignTop
_GRADE_TONES = {"弱": Tone.BAD, "可以": Tone.WARN, "强": Tone.GOOD}


class Verdict(Protocol):
    """What is thought of a passphrase: may it be used, how strong is it, why."""

    @property
    def accepted(self) -> bool:
        """Whether it may be used."""
        ...

    @property
    def grade(self) -> str:
        """Its strength in a word: 弱, 可以 or 强."""
        ...

    @property
    def sentence(self) -> str:
        """Why, and what to do."""
        ...


Weigh = Callable[[str, tuple[str, ...]], Verdict]
"""Judges a passphrase; the second argument holds names that people here would guess."""


class Step(QWidget):
    """A sheet: a heading in plain words, its fields, and `missing`."""

    def __init__(self, heading: str, told: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(3 * GAP)
        self.column.addWidget(label(heading, Role.TITLE, wraps=True))
        self.column.addWidget(label(told, Role.SECOND, wraps=True))

    def missing(self) -> bool:
        """Mark what is still missing or wrong, go to the first of it, and tell whether there is any."""
        return False


class WhoStep(Step):
    """Who am I, and of which group; or: a file from the leader tells it."""

    def __init__(self) -> None:
        super().__init__("您是谁", "记录上会写这个姓名。以后可以在设置里改。")
        self._file: Path | None = None
        self.name = named(QLineEdit(), "name")
        self.unit = named(QLineEdit(), "unit")
        self.group = named(QLineEdit(), "group")
        self.group_code = named(QLineEdit(), "groupCode")
        self._name = Field("姓名", self.name, required=True)
        self._group = Field("工作组名称", self.group, required=True, help_text="如：第3蹲点工作组")
        self._new = named(QRadioButton("我来建这个工作组的第一份台账"), "newGroup")
        self._join = named(QRadioButton("组长给了我一个身份文件"), "joinGroup")
        self._new.setChecked(True)
        self._new.toggled.connect(self._show_way)
        self._choose = button("选择身份文件…", icon_name="folder-open", name="chooseIdentity")
        self._choose.clicked.connect(self._ask_file)
        self._chosen = label("还没有选择文件", Role.SECOND, wraps=True, name="identityFile")
        self.setFocusProxy(self.name)
        self._arrange()
        self._show_way()

    def identity_file(self) -> Path | None:
        """Give the leader's file, None when a group is founded here."""
        return self._file if self._join.isChecked() else None

    @Slot(str)
    def take_file(self, path: str) -> None:
        """Use this identity file."""
        self._file = Path(path)
        self._chosen.setText(self._file.name)

    @override
    def missing(self) -> bool:
        self._name.say_problem("" if self.name.text().strip() else "请写上姓名")
        founding = self._new.isChecked()
        self._group.say_problem("" if self.group.text().strip() or not founding else "请写上工作组名称")
        if not founding and self._file is None:
            self._chosen.setText("请选择组长给的身份文件")
        wrong = [field for field in (self._name, self._group) if field.problem()]
        if wrong:
            wrong[0].setFocus()
        return bool(wrong) or (not founding and self._file is None)

    @Slot()
    def _show_way(self) -> None:
        self._founding.setVisible(self._new.isChecked())
        self._joining.setVisible(self._join.isChecked())

    @Slot()
    def _ask_file(self) -> None:
        dialog = QFileDialog(self, "选择身份文件")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_file)
        dialog.open()

    def _arrange(self) -> None:
        self._founding, self._joining = QWidget(), QWidget()
        pair = QHBoxLayout()
        pair.setSpacing(3 * GAP)
        pair.addWidget(self._name, 1, _TOP)
        pair.addWidget(Field("派出单位", self.unit, help_text="如：市总工会"), 2, _TOP)
        founding = QHBoxLayout(self._founding)
        founding.setContentsMargins(0, 0, 0, 0)
        founding.setSpacing(3 * GAP)
        founding.addWidget(self._group, 2, _TOP)
        founding.addWidget(Field("组号", self.group_code, help_text="由派出单位编，可以以后再填"), 1, _TOP)
        joining = QHBoxLayout(self._joining)
        joining.setContentsMargins(0, 0, 0, 0)
        joining.addWidget(self._choose)
        joining.addWidget(self._chosen, 1)
        self.column.addLayout(pair)
        self.column.addWidget(self._new)
        self.column.addWidget(self._join)
        self.column.addWidget(self._founding)
        self.column.addWidget(self._joining)
        self.column.addStretch()


class WhereStep(Step):
    """Where the data lie: the usual folder, unless the person has a reason."""

    def __init__(self, folder: Path, look: Callable[[Path], Place]) -> None:
        super().__init__("资料放在哪里", "全部资料加密后放在这个文件夹里。一般不用改。")
        self._look = look
        self.folder = folder
        self._line = named(QLineEdit(), "folder")
        self._line.setReadOnly(True)
        self._room = label("", Role.SECOND, wraps=True, name="room")
        self._warning = Banner()
        self._place = look(folder)
        change = button("换个位置…", icon_name="folder", name="changeFolder")
        change.clicked.connect(self._ask_folder)
        self.setFocusProxy(self._line)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(Field("文件夹", self._line), 1)
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(row)
        self.column.addWidget(self._room)
        self.column.addWidget(self._warning)
        self.column.addStretch()
        self.use(str(folder))

    @Slot(str)
    def use(self, path: str) -> None:
        """Put the data into this folder."""
        self.folder = Path(path)
        self._place = self._look(self.folder)
        self._line.setText(str(self.folder))
        self._room.setText(f"这个磁盘还有 {room_text(self._place.free)} 空间。")
        self._warn()

    @override
    def missing(self) -> bool:
        return not self._place.writable

    def _warn(self) -> None:
        if not self._place.writable:
            self._say("这个位置不能写入，请换一个位置。", Mood.BAD)
        elif self._place.removable:
            self._say("这是 U 盘。U 盘容易丢、容易坏，拔出时正在写的内容会损失。建议放在电脑硬盘上，U 盘只用来交换。")
        elif self._place.free < _ROOM_WANTED:
            self._say(f"空间有些紧，照片多了可能放不下。建议留出 {room_text(_ROOM_WANTED)} 以上。")
        else:
            self._warning.hide()

    def _say(self, text: str, mood: Mood = Mood.WARN) -> None:
        self._warning.put(text, mood, closable=False)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "选择文件夹", str(self.folder.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.use)
        dialog.open()


class SampleStep(Step):
    """Whether to look around among sample data first."""

    def __init__(self) -> None:
        super().__init__("先看看，还是直接开始", "示例数据是虚构的，随时可以一键清空，不会混进真实台账。")
        self._own = named(QRadioButton("直接开始，记自己的台账"), "ownData")
        self._sample = named(QRadioButton("先用示例数据试一试（页面上方会一直提醒）"), "sampleData")
        self._own.setChecked(True)
        self.setFocusProxy(self._own)
        self.column.addWidget(self._own)
        self.column.addWidget(self._sample)
        self.column.addStretch()

    def wanted(self) -> bool:
        """Tell whether sample data are wanted."""
        return self._sample.isChecked()


class SecretStep(Step):
    """The passphrase, twice, with what is thought of it."""

    def __init__(self, weigh: Weigh) -> None:
        super().__init__("设一个口令", "每次打开都要输入。用一句自己记得住的话最好，如四五个不相干的词。")
        self._weigh = weigh
        self.names: tuple[str, ...] = ()
        self.first = SecretLine("口令")
        self.first.setObjectName("first")
        self.second = SecretLine("再输一次")
        self.second.setObjectName("second")
        self._first = Field("口令", self.first, required=True, help_text="至少 12 个字符，或至少 4 个词、词间空一格")
        self._second = Field("再输一次", self.second, required=True)
        self._grade = ChipLabel()
        self._sentence = label("", Role.SECOND, wraps=True, name="strength")
        self.first.textChanged.connect(self.judge)
        self.setFocusProxy(self.first)
        told = QHBoxLayout()
        told.setSpacing(2 * GAP)
        told.addWidget(self._grade, 0, _TOP)
        told.addWidget(self._sentence, 1)
        self.column.addWidget(self._first)
        self.column.addLayout(told)
        self.column.addWidget(self._second)
        self.column.addStretch()

    @Slot()
    def judge(self) -> None:
        """Show what is thought of the passphrase."""
        typed = self.first.text()
        verdict = self._weigh(typed, self.names) if typed else None
        self._sentence.setText(verdict.sentence if verdict else "")
        grade = str(verdict.grade) if verdict else ""
        self._grade.put(Chip(grade, _GRADE_TONES.get(grade, Tone.NOTE)))

    @override
    def missing(self) -> bool:
        verdict = self._weigh(self.first.text(), self.names)
        self._first.say_problem("" if verdict.accepted else "口令还不够强")
        same = self.first.text() == self.second.text()
        self._second.say_problem("" if same else "两次输入的不一样，请再输一次")
        wrong = [field for field in (self._first, self._second) if field.problem()]
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)

    def forget(self) -> None:
        """Empty both lines."""
        self.first.forget()
        self.second.forget()


class CodeStep(Step):
    """The recovery code, shown once; the person proves that it was copied."""

    print_asked = Signal(str)
    save_asked = Signal(str)
    proven = Signal(bool)

    def __init__(self) -> None:
        super().__init__(
            "抄下恢复码，锁进柜子", "忘了口令，只有它能打开资料。它只显示这一次，程序里不保存，也没有别的办法找回。"
        )
        self._code = label("", Role.CODE, wraps=True, name="code")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        printing = button("打印", icon_name="printer", name="printCode")
        printing.clicked.connect(self._print)
        saving = button("存成文件…", icon_name="device-floppy", name="saveCode")
        saving.clicked.connect(self._save)
        self._proof = named(QLineEdit(), "proof")
        self._copied = named(QCheckBox("我已抄好，并且和电脑分开放"), "copied")
        self._proof.textChanged.connect(self._check)
        self.setFocusProxy(self._proof)
        self._copied.toggled.connect(self._check)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(printing)
        row.addWidget(saving)
        row.addStretch()
        self.column.addWidget(self._code)
        self.column.addLayout(row)
        self.column.addWidget(Field("请照抄下来的纸，输入最后 4 个字符", self._proof))
        self.column.addWidget(self._copied)
        self.column.addStretch()

    def put(self, code: str) -> None:
        """Show the code."""
        self._code.setText(code)
        self._code.setAccessibleName(" ".join(code))

    def is_proven(self) -> bool:
        """Tell whether the last four characters were typed back and the box is ticked."""
        tail = self._code.text()[-4:].upper()
        return bool(tail) and self._proof.text().strip().upper() == tail and self._copied.isChecked()

    @Slot()
    def _check(self) -> None:
        self.proven.emit(self.is_proven())

    @Slot()
    def _print(self) -> None:
        self.print_asked.emit(self._code.text())

    @Slot()
    def _save(self) -> None:
        self.save_asked.emit(self._code.text())
