"""The beginning of a day's diary, put together from the visits of that day; the person reads it over and adds to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from dundian_desktop.ledgers.enterprise import Enterprise
from dundian_desktop.ledgers.visit import Visit
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.query import Query
from dundian_desktop.store.store import Store

_POINTS = ("work", "pay", "rest", "safety", "thoughts", "advice")
_NOBODY = "一位不愿留名的职工"


def diary_texts(store: Store, day: dt.date) -> dict[str, str]:
    """Give the texts a diary of this day begins with; only the day when there were no visits."""
    texts = {"day": day.isoformat()}
    visits = store.reader.list(Query(kind=Visit).where("visited_on", day.isoformat()))[::-1]
    if not visits:
        return texts
    workers = store.reader.names(Worker, [v.worker for v in visits if v.worker])
    units = store.reader.names(Enterprise, [v.enterprise for v in visits if v.enterprise])
    places = list(dict.fromkeys(units[v.enterprise] for v in visits if v.enterprise in units))
    if places:
        texts["place"] = "、".join(places)[:60]
    if len(places) == 1:
        texts["enterprise"] = next(v.enterprise or "" for v in visits if v.enterprise)
    texts["visits"] = "、".join(visit.id for visit in visits)
    texts["text"] = _told(visits, workers, units)
    return texts


def _told(visits: Sequence[Visit], workers: dict[str, str], units: dict[str, str]) -> str:
    lines = [f"今天走访{len(visits)}人次。"]
    for visit in visits:
        who = workers.get(visit.worker or "", _NOBODY)
        where = units.get(visit.enterprise or "", "")
        points = "；".join(filter(None, (getattr(visit, name) for name in _POINTS)))
        lines.append(f"走访{where}{who}" + (f"：{points}" if points else "。"))
    return "\n".join(lines)
