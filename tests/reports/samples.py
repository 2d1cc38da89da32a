"""Text and tables the tests of the reports print."""

from __future__ import annotations

from dundian_desktop.reports.document import Column, Figure, Table

SENTENCE = (
    "本月，蹲点工作组严格落实《关于组织机关干部赴基层蹲点的实施方案》（湘工发〔2022〕8号）要求，累计走访企业8家、职工74人次，"
    "发现问题24个；针对“夏季高温、台风暴雨”等极端天气，建立“日走访、周调度、月通报”工作机制——对快递、外卖、货运等行业……"
    "实行清单化管理，张㛃、李䶮、𬱖𫖯、陶喆、朱镕、李昇等支出12,845.60元，同比下降6.8%。"
)


def ledger_table(rows=30):
    columns = (
        Column(label="序号", align="center"),
        Column(label="发现时间", width=2, align="center"),
        Column(label="问题描述", width=8),
        Column(label="金额", width=2, align="right"),
    )
    text = "启晟一季度绩效工资拖欠47.6万元，涉82人；已发出《工会劳动法律监督提示函》。"
    return Table(columns=columns, rows=tuple((str(n), "2026-05-11", text, Figure(text="1,074")) for n in range(rows)))
