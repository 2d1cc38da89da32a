"""问题台账: what workers and units are troubled by, and what became of it (policy 三(三), 四(四); domain notes §3.5).

* 个性问题 is solved on the spot; 共性问题 says its cause (症结), proposes a remedy (对策) and is reported upwards.
* Solving (办结) needs result and day, and starts the clock of the return visit (回访); striking it off (销号) needs the
  return visit and the leader's signature.
* A deadline once promised stays; a delay adds a row with the new one and the reason.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from typing import Any

from dundian_desktop import clock, fields
from dundian_desktop.errors import UserError
from dundian_desktop.fields import Row
from dundian_desktop.ledger import AWAITED, Gift, Record, Shelf, rule
from dundian_desktop.ledgers.deed import DELAY_COLUMNS, PROGRESS_COLUMNS, in_force
from dundian_desktop.ledgers.member import leader_signs
from dundian_desktop.ledgers.toolkit_document import CITATION_COLUMNS
from dundian_desktop.workflow import Step, Workflow


class Nature(enum.StrEnum):
    """Whether one unit has a problem, or many have it (policy 四(四))."""

    SINGLE = "个性"
    COMMON = "共性"


class ProblemState(enum.StrEnum):
    """How far a problem is (domain notes §2.3)."""

    OPEN = "待核实"
    RUNNING = "办理中"
    DONE = "已解决待回访"
    CLOSED = "已销号"
    REPORTED = "已上报上级"
    ACCEPTED = "上级受理"
    ANSWERED = "已答复"
    TURNED = "已转化"
    DELAYED = "暂缓"
    MOVED = "已转介"


_S = ProblemState
AT_WORK = (_S.OPEN, _S.RUNNING, _S.DELAYED, _S.REPORTED, _S.ACCEPTED, _S.ANSWERED)
"""States in which something is still to be done, the return visit left out."""
UPWARDS = (_S.REPORTED, _S.ACCEPTED, _S.ANSWERED, _S.TURNED)
"""States that say that the problem went to a superior."""
SOLVED = (_S.DONE, _S.CLOSED)
TOLD_LENGTH = 10
"""Characters from which a description tells who, where and what (domain notes §3.5)."""
REVISIT_DAYS = 30
"""A solved problem is asked after within so many days (domain notes §3.5; usual practice, a parameter of the group)."""
_TOLD = ("cause", "proposal", "reported_to", "reported_on")
_END = ("result", "done_on")
_STRUCK = ("revisited_on", "satisfaction", "closed_on", "closed_by")


def _deed(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give how a deed begins that mends a problem; a deadline that is over is promised anew."""
    one = problems[0]
    return {
        "content": _short(one.description, 100),
        "measure": one.measure,
        "due": one.deadline if one.deadline and one.deadline >= clock.today() else None,
        "source": "1",
        "from_visits": one.visits,
        "problem": one.id,
        "owner": one.owner,
        "enterprise": one.enterprise,
        "expected_people": one.people,
    }


def _letter(problems: Sequence[Problem]) -> dict[str, Any]:
    one = problems[0]
    matter = _short(one.description, 200)
    return {"enterprise": one.enterprise, "matter": matter, "problem": one.id, "owner": one.owner}


def _common(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give how a common problem begins that carries these.

    Raises:
        UserError: one of them belongs to another already.
    """
    if taken := [one for one in problems if one.common]:
        told = "、".join(one.no or one.headline for one in taken)
        raise UserError(f"{told} 已归入另一个共性问题，没有新建。请先从那里移出，或在那个共性问题里添加。")
    units = len({one.enterprise for one in problems if one.enterprise})
    people = sum(one.people or 0 for one in problems)
    reach = "、".join(filter(None, (f"{units}家单位" if units else "", f"{people}人" if people else "")))
    categories = {one.category for one in problems}
    told = [f"涉及{reach}。" if reach else "", *(one.description for one in problems)]
    return {
        "category": categories.pop() if len(categories) == 1 else None,
        "cases": tuple(sorted(one.id for one in problems)),
        "phenomenon": _told_once(told),
        "people": people or None,
        "cause": _told_once(one.cause for one in problems),
        "proposal": _told_once(one.proposal for one in problems),
    }


def _topic(problems: Sequence[Problem]) -> dict[str, Any]:
    told = "；".join(_short(one.description, 100) for one in problems)
    return {"basis": f"来自{len(problems)}个问题：{told}"[:500], "cases": tuple(sorted(one.id for one in problems))}


def _short(words: str, most: int) -> str:
    """Put a description on one line of so many characters."""
    return " ".join(words.split())[:most]


def _told_once(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, words)))[:1000]


class Problem(
    Record,
    table="problem",
    title="问题台账",
    code="WT",
    noun="问题",
    order=25,
    headline=("description",),
    month="found_on",
    empty="还没有问题。走访、座谈中听到的困难和诉求记在这里，个性的就地解决，共性的上报。",
    alike=(("enterprise", "category", "description"),),
):
    """A problem, from being heard of to being struck off."""

    found_on: dt.date | None = fields.day("发现日期", required=True, listed=True, width=6, section="问题")
    description: str = fields.text(
        "问题描述",
        required=True,
        min_length=4,
        max_length=1000,
        lines=3,
        search=True,
        listed=True,
        width=20,
        section="问题",
        help="谁、在哪、什么事，不要写身份证号",
        sensitivity=fields.Sensitivity.PERSONAL,
    )
    category: str | None = fields.code("类别", "problem_category", required=True, listed=True, width=6, section="问题")
    detail: str = fields.text("子类", max_length=30, section="问题", help="如欠薪、少缴社保、超时加班")
    nature: Nature = fields.choice("性质", Nature, default=Nature.SINGLE, required=True, listed=True, section="问题")
    source: str | None = fields.code("来源", "problem_source", default="1", expected=True, section="问题")
    enterprise: str | None = fields.ref("涉及单位", "enterprise", listed=True, width=12, section="问题")
    people: int | None = fields.whole("涉及人数", unit="人", expected=True, section="问题")
    worker: str | None = fields.ref("诉求人", "worker", section="问题", sensitivity=fields.Sensitivity.PERSONAL)
    visits: tuple[str, ...] = fields.refs("来自哪些走访", "visit", section="问题")

    state: ProblemState = fields.choice(
        "状态", ProblemState, default=ProblemState.OPEN, required=True, listed=True, width=8, section="办理"
    )
    due: dt.date | None = fields.day(
        "完成时限",
        expected=True,
        planned=True,
        once=True,
        listed=True,
        width=6,
        section="办理",
        help="延期时在下面加行，原时限保留",
    )
    owner: str | None = fields.ref("责任人", "member", expected=True, listed=True, width=5, section="办理")
    unit_responsible: str = fields.text(
        "责任单位", max_length=60, section="办理", help="一般是企业或驻在工会，工作组协助推动"
    )
    helpers: tuple[str, ...] = fields.refs("协办人", "member", section="办理")
    handling: str | None = fields.code("办理方式", "handling", expected=True, section="办理")
    measure: str = fields.text("措施", max_length=1000, lines=2, search=True, expected=True, section="办理")
    dispute: bool | None = fields.flag("属劳动纠纷", section="办理", help="化解后计入“化解劳动纠纷”")
    progress: tuple[Row, ...] = fields.rows("进展记录", PROGRESS_COLUMNS, append=True, section="办理")
    delays: tuple[Row, ...] = fields.rows("延期记录", DELAY_COLUMNS, append=True, section="办理")
    pause_reason: str = fields.text("暂缓理由", max_length=300, section="办理")
    moved_to: str = fields.text("转介给谁", max_length=60, section="办理", help="不属工会职责的，写明转给哪个部门")

    cause: str = fields.text("症结", max_length=1000, lines=2, search=True, section="共性问题上报")
    proposal: str = fields.text("对策建议", max_length=1000, lines=2, search=True, section="共性问题上报")
    reported_to: str = fields.text("上报对象", max_length=60, section="共性问题上报")
    reported_on: dt.date | None = fields.day("上报日期", section="共性问题上报")
    document_no: str = fields.text("上报文号", max_length=40, section="共性问题上报")
    common: str | None = fields.ref("归入哪个共性问题", "common_problem", section="共性问题上报")
    answer: str = fields.text("上级答复", max_length=2000, lines=2, search=True, section="共性问题上报")
    answered_on: dt.date | None = fields.day("答复日期", section="共性问题上报")
    outcome: str | None = fields.ref("成果转化", "outcome", section="共性问题上报")

    result: str = fields.text("办理结果", max_length=1000, lines=2, search=True, section="办结与回访")
    done_on: dt.date | None = fields.day("解决日期", listed=True, width=6, section="办结与回访")
    revisited_on: dt.date | None = fields.day("回访日期", section="办结与回访", help="解决后30天内回访为宜")
    satisfaction: str | None = fields.code("满意度", "satisfaction", section="办结与回访")
    closed_on: dt.date | None = fields.day("销号日期", section="办结与回访")
    closed_by: str | None = fields.ref("销号人", "member", section="办结与回访", help="由组长签字")
    handed_to_host: bool | None = fields.flag("移交驻在工会", section="办结与回访", help="蹲点结束仍未办结的，选“是”")
    citations: tuple[Row, ...] = fields.rows("引用政策", CITATION_COLUMNS, section="办结与回访")

    workflow = Workflow(
        field="state",
        steps=(
            Step(word="开始办理", sources=(_S.OPEN,), to=_S.RUNNING, asks=("nature", "owner", "due", "measure")),
            Step(
                word="办结",
                sources=(_S.OPEN, _S.RUNNING, _S.REPORTED, _S.ACCEPTED, _S.ANSWERED, _S.DELAYED),
                to=_S.DONE,
                asks=("result", "done_on"),
                fills={"done_on": "今天"},
                help="写明结果和日期。办结后30天内回访为宜。",
            ),
            Step(
                word="延期",
                sources=AT_WORK,
                asks=("delays",),
                adds=("delays",),
                help="加一行，写明新时限和理由；原来的时限保留。",
            ),
            Step(
                word="回访销号",
                sources=(_S.DONE,),
                to=_S.CLOSED,
                asks=_STRUCK,
                fills={"revisited_on": "今天", "closed_on": "今天"},
                help="问过职工是否满意，由组长签字销号。",
            ),
            Step(
                word="上报上级",
                sources=(_S.OPEN, _S.RUNNING, _S.DELAYED),
                to=_S.REPORTED,
                asks=("nature", "cause", "proposal", "reported_to", "reported_on", "document_no"),
                fills={"nature": Nature.COMMON.value, "reported_on": "今天"},
                needs=_TOLD,
                help="共性问题找准症结、提出对策，向上级工会报告。",
            ),
            Step(word="上级受理", sources=(_S.REPORTED,), to=_S.ACCEPTED, asks=("progress",)),
            Step(
                word="收到答复",
                sources=(_S.REPORTED, _S.ACCEPTED),
                to=_S.ANSWERED,
                asks=("answer", "answered_on"),
                fills={"answered_on": "今天"},
            ),
            Step(word="转化为制度", sources=(_S.ANSWERED,), to=_S.TURNED, asks=("outcome", "result", "done_on")),
            Step(
                word="退回办理",
                sources=(_S.REPORTED, _S.ACCEPTED),
                to=_S.RUNNING,
                asks=("progress",),
                help="上级退回、或撤回上报的，仍由本组办理。",
            ),
            Step(word="暂缓", sources=(_S.OPEN, _S.RUNNING), to=_S.DELAYED, asks=("pause_reason", "progress")),
            Step(word="恢复办理", sources=(_S.DELAYED,), to=_S.RUNNING, asks=("owner", "progress")),
            Step(word="转介", sources=(_S.OPEN, _S.RUNNING), to=_S.MOVED, asks=("moved_to", "progress")),
            Step(
                word="重新办理",
                sources=(_S.DONE, _S.CLOSED, _S.ANSWERED, _S.TURNED, _S.MOVED),
                to=_S.RUNNING,
                asks=("progress", "delays"),
                clears=("done_on", *_STRUCK),
                help="职工不满意或问题反复的，重新办理；原来的日期在历史里。",
            ),
        ),
        needs={
            _S.DONE: _END,
            _S.CLOSED: (*_END, *_STRUCK),
            _S.ANSWERED: ("answer", "answered_on"),
            _S.TURNED: ("outcome",),
            _S.DELAYED: ("pause_reason",),
            _S.MOVED: ("moved_to",),
        },
        signed={_S.CLOSED: leader_signs("closed_by", "closed_on")},
        settled=frozenset({_S.CLOSED, _S.TURNED, _S.MOVED}),
    )
    shelves = (
        Shelf(word="待回访", field="state", values=(_S.DONE,)),
        Shelf(word="共性", field="nature", values=(Nature.COMMON,)),
    )
    gives = (
        Gift(word="列为实事", ledger="deed", make=_deed),
        Gift(word="归为共性问题", ledger="common_problem", make=_common, several=True),
        Gift(word="发一函两书", ledger="letter", make=_letter),
        Gift(word="列为调研课题", ledger="research_topic", make=_topic, several=True),
    )

    @property
    def deadline(self) -> dt.date | None:
        """Give the deadline in force."""
        return in_force(self.due, self.delays)

    def overdue(self, today: dt.date) -> bool:
        """Tell whether it is still at work after its deadline."""
        return self.state in AT_WORK and self.deadline is not None and today > self.deadline

    def revisit_by(self, days: int) -> dt.date | None:
        """Give the day by which the worker is to be asked, None when there is nothing to ask, or it was asked.

        Args:
            days: after the solving, as the group's parameter says.
        """
        waits = self.state is _S.DONE and self.done_on and not self.revisited_on
        return self.done_on + dt.timedelta(days=days) if waits and self.done_on else None

    @property
    def told_alone(self) -> bool:
        """Whether cause, proposal, addressee and day are written here."""
        return all(getattr(self, name) for name in _TOLD)

    @property
    def told_upwards(self) -> bool:
        """Whether they are written here or on the common problem it belongs to."""
        return bool(self.common or self.told_alone)

    @rule("cause", "上报的问题要写明症结、对策、上报对象和日期，或归入一个共性问题")
    def reported_says_why(self) -> bool:
        """What went upwards says its cause, its remedy, to whom and when (policy 四(四), R12)."""
        return self.state not in UPWARDS or self.told_upwards

    @rule("nature", "上报上级的应为“共性”")
    def reported_is_common(self) -> bool:
        """What went upwards is a common problem."""
        return self.state not in UPWARDS or self.nature is Nature.COMMON

    @rule("done_on", "填了解决日期的，状态应为“已解决待回访”“已销号”或“已转化”")
    def day_means_solved(self) -> bool:
        """Only a solved problem has a solving day."""
        return self.done_on is None or self.state in (*SOLVED, _S.TURNED)

    @rule("due", "不能早于发现日期")
    def due_after_found(self) -> bool:
        """A deadline lies after the finding."""
        return not (self.found_on and self.due) or self.due >= self.found_on

    @rule("done_on", "早于发现日期")
    def done_after_found(self) -> bool:
        """A problem is solved after it was found."""
        return not (self.found_on and self.done_on) or self.done_on >= self.found_on

    @rule("delays", "新时限不能早于发现日期")
    def delayed_after_found(self) -> bool:
        """No later deadline lies before the finding."""
        later = (row.cells.get("due") for row in self.delays)
        return self.found_on is None or all(due is None or due >= self.found_on for due in later)

    @rule("closed_on", "还没有销号，不应有销号日期", warning=True)
    def struck_when_closed(self) -> bool:
        """A day of striking belongs to a problem that was struck."""
        return self.closed_on is None or self.state is ProblemState.CLOSED

    @rule("closed_on", "早于解决日期或回访日期")
    def closed_after_all(self) -> bool:
        """It is struck off after it was solved and asked after."""
        before = (self.done_on, self.revisited_on)
        return self.closed_on is None or all(day is None or day <= self.closed_on for day in before)

    @rule("revisited_on", "早于解决日期")
    def revisited_after_done(self) -> bool:
        """The return visit comes after the solving."""
        return not (self.revisited_on and self.done_on) or self.revisited_on >= self.done_on

    @rule("enterprise", AWAITED, warning=True)
    def single_names_its_unit(self) -> bool:
        """A problem of one unit names it; one that many have may have none of its own (domain notes §3.5)."""
        return self.nature is not Nature.SINGLE or self.enterprise is not None

    @rule("description", f"不足{TOLD_LENGTH}个字，宜写明谁、在哪、什么事", warning=True)
    def description_tells(self) -> bool:
        """A few words do not say who, where and what (domain notes §3.5)."""
        return len("".join(self.description.split())) >= TOLD_LENGTH

    @rule("closed_by", "销号人最好不是责任人本人", warning=True)
    def another_strikes_it_off(self) -> bool:
        """Who strikes it off is not who answered for it."""
        return not self.closed_by or self.closed_by != self.owner
