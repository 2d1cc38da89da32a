"""Editors in which one types the beginning of a name and picks: records, long vocabularies, regions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from typing_extensions import override

from dundian_desktop import fields
from dundian_desktop.codes import Vocabulary
from ui.editor import Editor, Setting
from ui.parts.pick_line import PickLine
from ui.parts.pick_many import PickMany
from ui.parts.suggestions import Suggest, Suggestion
from ui.suggesting import NEW, known, offer_records, offer_regions, offer_some, offer_words

_UNPICKED = "请从候选中选一个"


class PickEditor(Editor):
    """A line with suggestions; its text is the picked id, or what was typed if nothing was picked."""

    def __init__(self, suggest: Suggest, placeholder: str) -> None:
        super().__init__()
        self.line = PickLine(suggest)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self.typed)
        self.line.picked.connect(self.take)
        self.hold(self.line)

    @override
    def text(self) -> str:
        chosen = self.line.chosen()
        return chosen.id if chosen else self.line.text().strip()

    @override
    def put(self, text: str) -> None:
        offer = self.offer_of(text) if text else None
        self.line.choose(Suggestion(*offer) if offer else None)
        if text and not offer:
            self.line.setText(text)
        self.line.setCursorPosition(0)

    @override
    def problem(self) -> str:
        loose = self.line.text().strip() and not self.line.chosen()
        return _UNPICKED if loose else ""

    def offer_of(self, text: str) -> tuple[str, str, str] | None:
        """Give the offer behind a text the kind can read, None when there is none."""
        raise NotImplementedError

    @Slot(object)
    def take(self, picked: Suggestion | None) -> None:
        """Tell that something was picked or taken back."""
        del picked
        self.line.setCursorPosition(0)
        self.typed.emit()


class CodePickEditor(PickEditor):
    """A long vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(partial(offer_words, vocabulary), "输入几个字，或点右边选")
        self._vocabulary = vocabulary

    @override
    def text(self) -> str:
        chosen = self.line.chosen()
        return chosen.label if chosen else self.line.text().strip()

    @override
    def problem(self) -> str:
        typed = self.line.text().strip()
        return "" if self._vocabulary.find(typed) else super().problem()

    @override
    def offer_of(self, text: str) -> tuple[str, str, str] | None:
        entry = self._vocabulary.find(text)
        return (entry.code, entry.label, "") if entry else None


class RegionEditor(PickEditor):
    """A region of the country by its name or code."""

    wide: bool = True

    def __init__(self) -> None:
        super().__init__(offer_regions, "输入县区名或6位代码")

    @override
    def problem(self) -> str:
        return "" if self.line.text().strip().isdigit() else super().problem()

    @override
    def offer_of(self, text: str) -> tuple[str, str, str] | None:
        try:
            code = fields.Region().parse(text)[:6]
        except ValueError:
            return None
        return code, fields.Region().format(code)[6:] or code, code


class RefEditor(PickEditor):
    """One record of another ledger; what is not there yet can be made on the spot."""

    def __init__(self, setting: Setting, table: str) -> None:
        self._setting = setting
        self._table = table
        super().__init__(self._suggest, "输入名称或拼音首字母")

    @override
    def offer_of(self, text: str) -> tuple[str, str, str] | None:
        return known(self._setting.desk, self._setting.field, [text])[0] if _is_id(text) else None

    @override
    @Slot(object)
    def take(self, picked: Suggestion | None) -> None:
        if picked and picked.id.startswith(NEW):
            self.line.choose(None)
            self.line.setText(picked.id.removeprefix(NEW))
            self.new_asked.emit(self._table, picked.id.removeprefix(NEW))
            return
        super().take(picked)

    def link(self, key: str) -> None:
        """Take the record that was just made."""
        self.put(key)
        self.typed.emit()

    def _suggest(self, typed: str) -> Sequence[tuple[str, str, str]]:
        if self._setting.only is not None:
            return offer_some(self._setting.desk, self._setting.field, sorted(self._setting.only), typed)
        kind = self._setting.desk.store.kinds.get(self._table)
        return offer_records(self._setting.desk, kind, typed) if kind else []


class RefsEditor(Editor):
    """Several records of another ledger."""

    wide: bool = True

    def __init__(self, setting: Setting, table: str) -> None:
        super().__init__()
        self._setting = setting
        self._table = table
        self._fresh = ""
        self.many = PickMany(self._suggest)
        self.many.changed.connect(self._take)
        self.many.line.textEdited.connect(self.typed)
        self.hold(self.many)
        self.target = self.many.line

    @override
    def text(self) -> str:
        return "、".join(self.many.ids())

    @override
    def put(self, text: str) -> None:
        ids = [one for one in text.split("、") if _is_id(one)]
        self.many.choose(known(self._setting.desk, self._setting.field, ids))

    @override
    def problem(self) -> str:
        return _UNPICKED if self.many.line.text().strip() else ""

    def link(self, key: str) -> None:
        """Take the record that was just made."""
        self.put("、".join([*self.many.ids(), key]))
        self.typed.emit()

    @Slot(list)
    def _take(self, ids: list[str]) -> None:
        fresh = next((one for one in ids if one.startswith(NEW)), None)
        if fresh is None:
            self.typed.emit()
            return
        self.put("、".join(one for one in ids if one != fresh))
        self.new_asked.emit(self._table, fresh.removeprefix(NEW))

    def _suggest(self, typed: str) -> Sequence[tuple[str, str, str]]:
        kind = self._setting.desk.store.kinds.get(self._table)
        offers = offer_records(self._setting.desk, kind, typed) if kind else []
        return [offer for offer in offers if offer[0] not in self.many.ids()]


def _is_id(text: str) -> bool:
    try:
        return bool(fields.Ref(ledger="").parse(text))
    except ValueError:
        return False
