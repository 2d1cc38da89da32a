"""The window's one map from kinds to editors.  A kind without a line here fails the law tests."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from dundian_desktop import fields
from dundian_desktop.codes import Vocabulary
from ui.editor import Editor, Setting
from ui.editors_choice import ChoiceEditor, CodeEditor, CodesEditor, FlagEditor
from ui.editors_files import FilesEditor, PhotosEditor
from ui.editors_link import CodePickEditor, RefEditor, RefsEditor, RegionEditor
from ui.editors_rows import RowsEditor
from ui.editors_text import DayEditor, LineEditor, LongLineEditor, MomentEditor, PageEditor

_FEW = 10
"""A vocabulary this short is chosen from a drop-down; a longer one is typed."""

_LONG_LINE = 64
"""A line that may hold more characters than this wants the whole width."""

_BROAD = 10
"""So does one whose column is at least this many Han characters wide."""


@singledispatch
def editor_for(kind: fields.Kind[Any], setting: Setting) -> Editor:
    """Give an empty editor of a kind.

    Raises:
        NotImplementedError: the kind was declared and nobody said how it is edited.
    """
    raise NotImplementedError(f"no editor for {type(kind).__name__} ({setting.field.name})")


@editor_for.register
def _(kind: fields.Text, setting: Setting) -> Editor:
    if kind.lines > 1:
        return PageEditor(kind.lines)
    long = kind.max_length > _LONG_LINE or setting.field.width >= _BROAD
    return LongLineEditor() if long else LineEditor()


@editor_for.register
def _(kind: fields.Whole, _setting: Setting) -> Editor:
    return LineEditor(unit=kind.unit)


@editor_for.register
def _(_kind: fields.Money, _setting: Setting) -> Editor:
    return LineEditor(unit="元")


@editor_for.register
def _(_kind: fields.Flag, _setting: Setting) -> Editor:
    return FlagEditor()


@editor_for.register
def _(kind: fields.Day, _setting: Setting) -> Editor:
    return DayEditor(kind)


@editor_for.register
def _(_kind: fields.TimeOfDay, _setting: Setting) -> Editor:
    return LineEditor(placeholder="如 14:20、1420")


@editor_for.register
def _(_kind: fields.Moment, _setting: Setting) -> Editor:
    return MomentEditor()


@editor_for.register
def _(kind: fields.Choice, setting: Setting) -> Editor:
    words = [str(one) for one in kind.options if setting.only is None or one in setting.only]
    return ChoiceEditor(words, blank=_may_be_blank(setting))


@editor_for.register
def _(kind: fields.Code, setting: Setting) -> Editor:
    words: Vocabulary = kind.words
    if len(words.choices()) <= _FEW:
        return CodeEditor(words, blank=_may_be_blank(setting))
    return CodePickEditor(words)


@editor_for.register
def _(kind: fields.Codes, _setting: Setting) -> Editor:
    return CodesEditor(kind)


@editor_for.register
def _(kind: fields.Ref, setting: Setting) -> Editor:
    return RefEditor(setting, kind.ledger)


@editor_for.register
def _(kind: fields.Refs, setting: Setting) -> Editor:
    return RefsEditor(setting, kind.ledger)


@editor_for.register
def _(_kind: fields.IdCard, _setting: Setting) -> Editor:
    return LineEditor(placeholder="18位，末位可以是X")


@editor_for.register
def _(kind: fields.Uscc, _setting: Setting) -> Editor:
    return LineEditor(placeholder="18位" if kind.union else "18位，无照填“无”")


@editor_for.register
def _(_kind: fields.Mobile, _setting: Setting) -> Editor:
    return LineEditor(placeholder="11位手机号")


@editor_for.register
def _(_kind: fields.Region, _setting: Setting) -> Editor:
    return RegionEditor()


@editor_for.register
def _(kind: fields.Files, setting: Setting) -> Editor:
    return PhotosEditor(setting, kind) if kind.photos else FilesEditor(setting, kind)


@editor_for.register
def _(kind: fields.Rows, setting: Setting) -> Editor:
    return RowsEditor(setting, kind, editor_for)


def _may_be_blank(setting: Setting) -> bool:
    return not (setting.field.required and setting.field.default)
