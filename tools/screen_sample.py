"""A month of work for the pictures: the sample, diaries, a draft, a peer and a conflict; and a bundle of that peer."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import json
from pathlib import Path

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.exchange import incoming, outgoing
from dundian_desktop.exchange.peers import add_peer, find_peer, peers, write_own_card
from dundian_desktop.ledger import Record
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.diary import Diary
from dundian_desktop.ledgers.jotting import Jotting
from dundian_desktop.ledgers.letter import Letter
from dundian_desktop.ledgers.member import Member
from dundian_desktop.resources import resource
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace
from tests.devices import CHEAP, PASSPHRASE

DAY = dt.date(2026, 6, 12)
LATE = 5
"""The day whose diary is written a week late."""


class Moment:
    """The moment at which the pictures are taken; what was written earlier was written at another."""

    at = dt.datetime(2026, 6, 12, tzinfo=dt.UTC)

    @classmethod
    def now(cls) -> dt.datetime:
        """Give it."""
        return cls.at


def month_of_work(place: Path) -> tuple[Workspace, Path]:
    """Make a workspace with the sample, diaries, a draft, a peer and a conflict; and a bundle of that peer."""
    workspace, _ = set_up(place / "青麓组", PASSPHRASE, Newcomer(person="陆知远", demo=True), pace=CHEAP)
    other, _ = set_up(place / "b", PASSPHRASE, Newcomer(person="罗青", letter="B"), pace=CHEAP)
    store = workspace.store
    load_deployment(store, _as_it_stood(place))
    _write_diaries(store)
    stick = place / "stick"
    stick.mkdir()
    for one, name in ((store, "a"), (other.store, "b")):
        write_own_card(one, stick / f"{name}.dundian-card")
    add_peer(store, stick / "b.dundian-card")
    add_peer(other.store, stick / "a.dundian-card")
    _carry(store, other.store, stick)
    deed = store.reader.list(Query(kind=Deed))[-1]
    _change(store, deed, people=58)
    _change(other.store, deed, people=61)
    _carry(other.store, store, stick)
    _change(other.store, other.store.reader.list(Query(kind=Deed))[1], partners="青麓县人力资源和社会保障局")
    store.drafts.keep("visit", "0190c0de" + "0" * 24, {"visited_on": "2026-06-11", "advice": "食堂菜价涨了"})
    bundle = outgoing.send(other.store, find_peer(other.store, "陆知远"), stick).files[0].path
    other.close()
    return workspace, bundle


def _as_it_stood(place: Path) -> Path:
    """Write the sample without what the leader wrote in June, what was written later, and what closes the stint."""
    whole = json.loads(resource("sample", "deployment.json").read_text(encoding="utf-8"))
    texts, first = whole["texts"], DAY.replace(day=1).isoformat()
    for table in ("summary", "evaluation"):
        del texts[table]
    reports = texts["month_report"]
    texts["month_report"] = {no: one for no, one in reports.items() if one["month"] < first[:7]}
    mine = {no for no, one in texts["diary"].items() if one["author"] == "陆知远" and one["day"] >= first}
    later = {no for no, one in texts["diary"].items() if one["day"] > DAY.isoformat()}
    texts["diary"] = {no: one for no, one in texts["diary"].items() if no not in mine | later}
    path = place / "蹲点.json"
    path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return path


def _carry(sender: Store, reader: Store, stick: Path) -> None:
    bundle = outgoing.send(sender, peers(sender)[0], stick).files[0].path
    incoming.take(reader, bundle)
    bundle.unlink()


def _change(store: Store, record: Record, **values: object) -> None:
    with store.act() as act:
        before = store.reader.get(type(record), record.id)
        act.save(dc.replace(before, **values), before)


def _write_diaries(store: Store) -> None:
    me = next(m for m in store.reader.list(Query(kind=Member)) if m.name == "陆知远")
    evening = Moment.at
    for number in set(range(1, 12)) - {4, 6, 7, 9}:
        day = DAY.replace(day=number)
        Moment.at = evening - dt.timedelta(days=0 if number == LATE else (DAY - day).days)
        with store.act() as act:
            text = f"上午到企业看生产线，中午和班组长座谈，下午整理台账。职工关心高温津贴，第{number}条要跟进。"
            act.save(Diary(day=day, author=me.id, place="青麓经济开发区", text=text, kinds=("1",)))
    Moment.at = evening
    with store.act() as act:
        how = "请厂方贴出时间表，逐班组核对"
        act.save(Deed(content="夜班食堂延时开放", measure=how, due=dt.date(2026, 6, 10), owner=me.id))
        act.save(Jotting(day=DAY, text="班车能不能在夜班食堂前停一站，问问厂方"))
        sent = DAY - dt.timedelta(days=20)
        act.save(Letter(issued_on=sent, kind="1", matter="按时足额支付高温津贴", due=DAY + dt.timedelta(days=2)))
        how = "厂方出设备、工会出安装费"
        act.save(Deed(content="食堂加装四台空调", measure=how, due=dt.date(2026, 6, 14), owner=me.id))
