"""`Duty`: what is checked: R01 to R17 of the policy (domain notes §5.3) and our own cross-checks (§3, §4.1)."""

from __future__ import annotations

import enum


class Duty(enum.Enum):
    """One duty; its name is its code and stable for ever: R… of the policy, X… across ledgers, D… still wanted.

    R17 is met by keeping the ledgers in this program at all: it is never told.

    Attributes:
        title: in a few words.
        clause: of the policy (湘工发〔2022〕8号), "" when no clause asks for it.
    """

    R01 = "派出比例", "四(一)"
    R02 = "蹲点时长", "四(一)"
    R03 = "蹲点季度", "四(一)"
    R04 = "组长和年轻干部", "四(一)"
    R05 = "人员轮换", "四(一)"
    R06 = "每月汇报", "四(四)"
    R07 = "重点调研课题", "四(三)"
    R08 = "办实事清单", "四(五)"
    R09 = "重大事项报告", "四(六)"
    R10 = "工作总结和调研报告", "四(三)"
    R11 = "个性问题就地解决", "四(四)"
    R12 = "共性问题上报", "四(四)"
    R13 = "送清凉和节点慰问", "四(五)"
    R14 = "不增加负担", "五(五)"
    R15 = "党建引领和沟通", "四(二)"
    R16 = "纪律承诺", "五(五)"
    R17 = "工作台账", "五(三)"
    X01 = "累计等于上期累计加本月"
    X02 = "新就业形态会员不多于新会员"
    X03 = "解决不多于发现"
    X04 = "办结不多于列入"
    X05 = "实事支出等于经费台账"
    X06 = "支出不超预算", "五(二)"
    X07 = "问题有进展"
    X08 = "解决后回访"
    X09 = "函书有回复"
    X10 = "协议到期"
    X11 = "同类问题转共性", "四(四)"
    X12 = "每月有办结", "四(四)"
    X13 = "建会线索不重复"
    X14 = "请假报派出单位"
    X15 = "登记不重复"
    X16 = "日期在蹲点期内"
    X17 = "两种写法已选定"
    X18 = "苗头有核实", "四(六)"
    X19 = "每日日志"
    X20 = "日志与走访相符"
    X21 = "封账后的更正有说明"
    D01 = "栏目待补"
    D02 = "栏目请核对"

    def __init__(self, title: str, clause: str = "") -> None:
        self.title = title
        self.clause = clause

    @property
    def code(self) -> str:
        """Give its code."""
        return self.name
