"""Words of the ledger pages: lists, forms, panels."""

from __future__ import annotations

from typing import Final

RESTORE: Final = "恢复"
REDO: Final = "重做"
EDIT: Final = "编辑"
ALL: Final = "全部"
MINE: Final = "我的"
SOON: Final = "快到期"
OVERDUE: Final = "已超期"
TO_FILL: Final = "待补"
TORN: Final = "有冲突"
BIN: Final = "回收站"
FILTER: Final = "筛选"
COLUMNS: Final = "列"
CLEAR_FILTERS: Final = "清除筛选"
SHEET_OUT: Final = "导出表格"
SHEET_IN: Final = "导入表格"
SHEET_PASTE: Final = "从表格粘贴"
BLANK: Final = "（空白）"
FILLED: Final = "（已填）"
NOT_CHOSEN: Final = "请选择"
NOT_FILLED: Final = "未填"
SAVE_NEXT: Final = "存并再记"
RESUME: Final = "接着写"
DROP: Final = "丢弃"
