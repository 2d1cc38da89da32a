"""Chinese words and diaries made of them: the same ones for the same seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from dundian_desktop.ledger import new_id
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.worker import Worker

_TEXT = (
    "走访 座谈 车间 班组 工资 加班 社保 合同 宿舍 食堂 培训 技能 安全 隐患 高温 补贴 工会 入会 会员 职工 骑手 "
    "司机 女职工 农民工 欠薪 调解 仲裁 法律援助 困难帮扶 慰问 送清凉 集体协商 企业负责人 生产线 订单 用工 招聘 "
    "夜班 休息室 饮水点 母婴室 健康体检 心理疏导 劳模 工匠 竞赛 建会 职代会 诉求 办理 反馈 回访 满意 台账 园区 "
    "物流站 快递点 工地 项目部 乡镇 社区 驿站 联系卡 政策宣讲 问卷 材料 清单 责任人 期限 协调 街道 民政 医保"
)
WORDS = _TEXT.split()
_JOINS = ("，", "，", "、", "。", "；", "和", "了", "的", "并", "对", "在", "向", "为")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹"
_GIVEN = "秀英建国志强桂兰晓东海燕国华丽娟文斌玉珍明亮春梅立新雪松"


def prose(chance: random.Random, length: int) -> str:
    """Give a text of about so many characters."""
    pieces: list[str] = []
    size = 0
    while size < length:
        pieces += (chance.choice(WORDS), chance.choice(_JOINS))
        size += len(pieces[-2]) + 1
    return "".join(pieces)[:length]


def person(chance: random.Random) -> str:
    """Give a name."""
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))


def diaries(count: int, authors: list[str], seed: int = 1) -> Iterator[Diary]:
    """Give so many diaries of about 180 characters, a day after a day."""
    chance = random.Random(seed)
    first = dt.date(2020, 1, 1)
    for number in range(count):
        yield Diary(
            id=new_id(),
            no=f"QL-2026-01-RZ-A{number:04d}",
            day=first + dt.timedelta(days=number % 2500),
            author=chance.choice(authors),
            place=chance.choice(WORDS) + chance.choice(WORDS),
            kinds=("01",),
            text=prose(chance, chance.randint(140, 220)),
        )


def workers(count: int, seed: int = 2) -> Iterator[Worker]:
    """Give so many workers."""
    chance = random.Random(seed)
    for number in range(count):
        yield Worker(
            no=f"QL-2026-01-ZG-A{number:04d}",
            name=person(chance),
            category=chance.choice(("P01", "N03")),
            mobile=str(chance.randint(13_000_000_000, 19_999_999_999)),
            notes=prose(chance, 30),
        )
