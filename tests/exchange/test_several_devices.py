"""Several devices, bundles in any order, lost or twice: whoever holds the same operations sees the same."""

from __future__ import annotations

import dataclasses as dc
import datetime as dt
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dundian_desktop.exchange import incoming
from dundian_desktop.exchange.peers import peers
from dundian_desktop.fields import Row
from dundian_desktop.ledgers.deed import Deed
from dundian_desktop.ledgers.site import Site
from dundian_desktop.store import logs
from dundian_desktop.store.history import CannotUndoError, history
from dundian_desktop.store.operation import ALIVE, unpacked
from dundian_desktop.store.query import Query
from tests.devices import Yard, carry, save, site, trust, worker, written

DUE = dt.date(2026, 6, 30)
NAMES = ["甲", "乙", "丙", "丁"]
_MOULD: dict[str, Path] = {}


@pytest.fixture(scope="module", autouse=True)
def _cast(mould):
    """Hand the mould to the machine, which takes no fixtures."""
    _MOULD["here"] = mould


class Devices(RuleBasedStateMachine):
    """Three devices that write, delete, undo and settle, and carry bundle files to each other or lose them."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.yard = Yard(self.folder, _MOULD["here"])
        self.stores = self.yard.group(3)
        self.bundles: list[tuple[int, Path]] = []
        self.typed = {"共同的"}
        self.common = save(self.stores[0], site("共同的")).id
        for reader in self.stores[1:]:
            carry(self.stores[0], reader, self.folder / "first")

    def teardown(self) -> None:
        with self.yard:
            if getattr(self, "stores", None):
                self.all_meet()
        shutil.rmtree(self.folder)

    def all_meet(self) -> None:
        """Let everybody hear of everything, and compare."""
        for sender, reader in ((0, 1), (1, 2), (2, 0), (0, 1), (1, 2)):
            carry(self.stores[sender], self.stores[reader], self.folder / "last")
        assert len({store.digest() for store in self.stores}) == 1
        for store in self.stores:
            assert logs.gaps(store.reader) == []
            assert self._told(store) >= self.typed
            before = store.digest()
            store.rebuild()
            assert store.digest() == before
            assert _by_hand(store) == _as_shown(store)

    @staticmethod
    def _told(store: Any) -> set[str]:
        """Give every name that stands or ever stood."""
        ids = [one.id for deleted in (False, True) for one in store.reader.list(Query(kind=Site, deleted=deleted))]
        return {change.words for id in ids for change in history(store.reader, Site, id)}

    def _some(self, who: int, which: int, *, deleted: bool = False) -> Site | None:
        found = sorted(self.stores[who].reader.list(Query(kind=Site, deleted=deleted)), key=lambda one: one.id)
        return found[which % len(found)] if found else None

    who = st.integers(0, 2)
    which = st.integers(0, 3)

    @rule(who=who, name=st.sampled_from(NAMES))
    def found(self, who: int, name: str) -> None:
        save(self.stores[who], site(name))
        self.typed.add(name)

    @rule(who=who, which=which, name=st.sampled_from(NAMES), number=st.integers(0, 99))
    def rename(self, who: int, which: int, name: str, number: int) -> None:
        if before := self._some(who, which):
            save(self.stores[who], dc.replace(before, name=f"{name}{number}"), before)
            self.typed.add(f"{name}{number}")

    @rule(some=st.sets(who, min_size=2), number=st.integers(0, 99))
    def clash(self, some: set[int], number: int) -> None:
        for who in sorted(some):
            before = self.stores[who].reader.get(Site, self.common)
            save(self.stores[who], dc.replace(before, name=f"{who}机{number}"), before)
            self.typed.add(f"{who}机{number}")

    @rule(who=who, which=which, reasons=st.sets(st.sampled_from("ABC")))
    def give_reasons(self, who: int, which: int, reasons: set[str]) -> None:
        if before := self._some(who, which):
            save(self.stores[who], dc.replace(before, reasons=tuple(sorted(reasons))), before)

    @rule(who=who, which=which)
    def void(self, who: int, which: int) -> None:
        if before := self._some(who, which):
            with self.stores[who].act() as act:
                act.void(Site, before.id)

    @rule(who=who, which=which)
    def restore(self, who: int, which: int) -> None:
        if before := self._some(who, which, deleted=True):
            with self.stores[who].act() as act:
                act.restore(Site, before.id)

    @rule(who=who)
    def undo(self, who: int) -> None:
        if last := self.stores[who].last_act():
            try:
                self.stores[who].undo(*last)
            except CannotUndoError:
                return

    @rule(who=who, name=st.sampled_from(NAMES))
    def settle(self, who: int, name: str) -> None:
        for torn in self.stores[who].reader.list(Query(kind=Site, torn=True)):
            with self.stores[who].act() as act:
                act.settle(Site, torn.id, "name", name)
            assert "name" not in self.stores[who].reader.get(Site, torn.id).meta.conflicts

    @rule(sender=who, reader=who)
    def write_bundle(self, sender: int, reader: int) -> None:
        if sender != reader:
            path = written(self.stores[sender], self.stores[reader], self.folder / f"stick{len(self.bundles)}")
            self.bundles.append((reader, path))

    @precondition(lambda self: getattr(self, "bundles", None))
    @rule(number=st.integers(0, 30))
    def read_bundle(self, number: int) -> None:
        reader, path = self.bundles[number % len(self.bundles)]
        incoming.take(self.stores[reader], path)

    @invariant()
    def equal_vectors_mean_equal_records(self) -> None:
        seen: dict[frozenset[tuple[bytes, int]], str] = {}
        for store in getattr(self, "stores", ()):
            vector = frozenset(logs.vector(store.reader).items())
            assert seen.setdefault(vector, store.digest()) == store.digest()


TestDevices = Devices.TestCase
TestDevices.settings = settings(
    max_examples=4,
    stateful_step_count=24,
    phases=[Phase.generate],  # add Phase.shrink to read a failure; it takes minutes
    suppress_health_check=list(HealthCheck),
)


def _by_hand(store: Any) -> dict[str, tuple[Any, ...]]:
    """Merge all operations of a device slowly and plainly: what stands is what nobody replaced, the latest is shown."""
    writes, replaced = _read_by_hand(store)
    parts: dict[str, dict[str, list[tuple[int, bytes, Any]]]] = {}
    for (entity, part, log, seq), (hlc, value) in writes.items():
        heads = parts.setdefault(entity.hex(), {}).setdefault(part, [])
        if (entity, part, log, seq) not in replaced:
            heads.append((hlc, log, value))
    return {entity: _shown_by_hand(some) for entity, some in parts.items()}


def _read_by_hand(store: Any) -> tuple[dict[tuple[Any, ...], tuple[int, Any]], set[tuple[Any, ...]]]:
    writes: dict[tuple[Any, ...], tuple[int, Any]] = {}
    replaced: set[tuple[Any, ...]] = set()
    for log, seq, body, vault in store.reader.rows(
        "SELECT l.id, o.seq, o.body, v.body FROM op o JOIN log l ON l.n=o.log "
        "LEFT JOIN vault v ON v.log=o.log AND v.seq=o.seq"
    ):
        one, personal = unpacked(body, vault)
        for part, value in {**one.fields, **personal}.items():
            writes[one.entity, part, log, seq] = one.hlc, value
        replaced |= {(one.entity, part, *place) for part, seen in one.base.items() for place in seen}
    return writes, replaced


def _shown_by_hand(parts: dict[str, list[tuple[int, bytes, Any]]]) -> tuple[Any, ...]:
    lives = any(value for _, _, value in parts.pop(ALIVE))
    shown = {part: max(heads, key=lambda one: one[:2])[2] for part, heads in parts.items()}
    reasons = sorted(part.partition("/")[2] for part, value in shown.items() if value and part.startswith("reasons/"))
    torn = {
        part.partition("/")[0]
        for part, heads in parts.items()
        if len({msgspec.msgpack.encode(value) for _, _, value in heads}) > 1
    }
    return not lives, shown.get("name") or "", tuple(reasons), tuple(sorted(torn))


def _as_shown(store: Any) -> dict[str, tuple[Any, ...]]:
    return {
        one.id: (one.meta.deleted, one.name, tuple(sorted(one.reasons)), one.meta.conflicts)
        for deleted in (False, True)
        for one in store.reader.list(Query(kind=Site, deleted=deleted))
    }


def test_a_third_device_hears_of_the_first_through_the_second(group_of, tmp_path) -> None:
    a, b, c = group_of(3)
    record = save(a, site("远处"))
    carry(a, b, tmp_path / "one")
    reading = carry(b, c, tmp_path / "two")
    assert reading.operations == 1
    assert c.reader.get(Site, record.id) == record
    assert c.digest() == a.digest()


def test_work_is_passed_on_in_the_authors_own_bytes(group_of, tmp_path) -> None:
    a, b, c = group_of(3)
    save(a, worker())
    carry(a, b, tmp_path / "one")
    carry(b, c, tmp_path / "two")
    kept = "SELECT log, lo, hi, blob, vault FROM segment WHERE log=?"
    assert a.reader.rows(kept, (a.log,)) == b.reader.rows(kept, (a.log,)) == c.reader.rows(kept, (a.log,))


def test_an_author_met_through_another_is_named_and_not_trusted(yard, tmp_path) -> None:
    a, b, c = (yard.workspace(letter).store for letter in "ABC")
    for one, other in ((a, b), (b, a), (b, c), (c, b)):
        trust(one, other)
    save(a, site("远处"))
    carry(a, b, tmp_path / "one")
    reading = carry(b, c, tmp_path / "two")
    assert [card.name for card in reading.introduced] == ["A同志"]
    assert {peer.card.name: peer.known.trusted for peer in peers(c)} == {"A同志": False, "B同志": True}


def test_what_a_newer_program_wrote_is_passed_on_by_an_older_one(yard, tmp_path) -> None:
    """The older one knows neither the ledger nor a field; the newer one at the far end gets both."""
    older = {"site": Site}
    a, b, c = (yard.workspace(letter, kinds).store for letter, kinds in (("A", None), ("B", older), ("C", None)))
    for one in (a, b, c):
        for other in (a, b, c):
            if one is not other:
                trust(one, other)
    deed = save(a, Deed(content="修车棚", measure="两日内", due=DUE, partners="街道"))
    save(a, site())
    assert carry(a, b, tmp_path / "one").operations == 2
    carry(b, c, tmp_path / "two")
    assert c.reader.get(Deed, deed.id) == deed
    assert c.digest() == a.digest()


def test_rows_added_on_three_devices_all_stand(group_of, tmp_path) -> None:
    stores = group_of(3)
    first = save(stores[0], Deed(content="修车棚", measure="两日内", due=DUE))
    for other in stores[1:]:
        carry(stores[0], other, tmp_path / "out")
    for n, store in enumerate(stores):
        before = store.reader.get(Deed, first.id)
        row = Row(key=f"{n:032x}", cells={"day": DUE, "words": f"第{n}步"})
        save(store, dc.replace(before, progress=(*before.progress, row)), before)
    for sender, reader in ((0, 1), (1, 2), (2, 0), (0, 1)):
        carry(stores[sender], stores[reader], tmp_path / "round")
    assert [[row.cells["words"] for row in s.reader.get(Deed, first.id).progress] for s in stores] == [
        ["第0步", "第1步", "第2步"]
    ] * 3


def test_a_month_of_lost_and_doubled_sticks_ends_in_one_truth(group_of, tmp_path) -> None:
    """Thirty days, three devices, a fifth of the sticks lost, a fifth read twice, all out of order."""
    stores, chance = group_of(3), random.Random(30)
    under_way: list[tuple[int, Path]] = []
    for day in range(30):
        for n, store in enumerate(stores):
            save(store, site(f"{day}号{n}"))
            reader = (n + chance.choice((1, 2))) % 3
            under_way.append((reader, written(store, stores[reader], tmp_path / f"{day}-{n}")))
        chance.shuffle(under_way)
        for _ in range(3):
            reader, path = under_way.pop()
            for _ in range(chance.choice((0, 1, 1, 1, 2))):
                incoming.take(stores[reader], path)
    for sender, reader in ((0, 1), (1, 2), (2, 0), (0, 1)):
        carry(stores[sender], stores[reader], tmp_path / "last")
    assert len({store.digest() for store in stores}) == 1
    assert [store.reader.count(Query(kind=Site)) for store in stores] == [90] * 3
