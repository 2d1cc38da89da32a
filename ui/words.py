"""Words that more than one page says; every page says them alike."""

from __future__ import annotations

from typing import Final

PRODUCT: Final = "蹲点工作台"
SAVE: Final = "保存"
CANCEL: Final = "取消"
CLOSE: Final = "关闭"
NEW: Final = "新增"
DELETE: Final = "删除"
UNDO: Final = "撤销"
RETRY: Final = "再试一次"
SEARCH: Final = "搜索"
SEARCH_ALL: Final = "搜全部：姓名、单位、词语"
CLEAR: Final = "清除"
BACK: Final = "返回列表"
NEXT_STEP: Final = "下一步"
PREVIOUS_STEP: Final = "上一步"
SHOW: Final = "显示"
HIDE: Final = "隐藏"
REQUIRED: Final = "必填"
WEEKDAYS: Final = "一二三四五六日"
