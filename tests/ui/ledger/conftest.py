"""A desk over a real encrypted workspace, pages upon it, and one ledger nobody else knows."""

from __future__ import annotations

import datetime as dt
import enum

import pytest

from dundian_desktop import fields
from dundian_desktop.fields import Attachment, Row, Sensitivity
from dundian_desktop.ledger import Record, rule
from dundian_desktop.ledgers import all_ledgers
from tests import devices
from tests.ui.looks import WIDE
from ui.ledger_page import LedgerPage


class CanteenState(enum.StrEnum):
    """How a canteen is."""

    OPEN = "开着"
    DONE = "停了"


MENU = (
    fields.Field(name="day", label="日子", kind=fields.Day(), required=True),
    fields.Field(name="dish", label="菜", kind=fields.Text(max_length=30), required=True),
)


class Canteen(Record, table="canteen", title="食堂", code="ST", noun="食堂", headline=("name",), month="opened"):
    """A ledger with a field of every kind, declared here and nowhere else."""

    name: str = fields.text("名称", required=True, search=True, listed=True, initials=True)
    notes: str = fields.text("说明", lines=3, max_length=500, expected=True)
    seats: int | None = fields.whole("座位", unit="个", listed=True)
    price: int | None = fields.money("餐费", listed=True)
    halal: bool | None = fields.flag("清真", listed=True)
    opened: dt.date | None = fields.day("开办日期", required=True, listed=True)
    lunch: dt.time | None = fields.time_of_day("开饭", listed=True)
    checked: dt.datetime | None = fields.moment("检查时刻", listed=True)
    state: CanteenState = fields.choice("情况", CanteenState, default=CanteenState.OPEN, required=True, listed=True)
    sort: str | None = fields.code("行业", "industry", listed=True)
    mood: str | None = fields.code("口碑", "mood", listed=True)
    tags: tuple[str, ...] = fields.codes("任务", "task", listed=True)
    unit: str | None = fields.ref("单位", "enterprise", listed=True)
    cooks: tuple[str, ...] = fields.refs("厨师", "worker", listed=True)
    card: str = fields.id_card("店主身份证", listed=True, sensitivity=Sensitivity.SENSITIVE)
    uscc: str = fields.uscc("代码", listed=True)
    phone: str = fields.mobile("电话", listed=True, sensitivity=Sensitivity.SENSITIVE)
    where: str = fields.region("所在地", listed=True)
    photos: tuple[Attachment, ...] = fields.photos("照片")
    menu: tuple[Row, ...] = fields.rows("菜单", MENU, append=True)

    @rule("price", "餐费偏高", warning=True)
    def is_cheap(self) -> bool:
        """A meal over 50 元 is doubted."""
        return not self.price or self.price <= 5000


LEDGERS = {**all_ledgers(), "canteen": Canteen}
OWN_ID = "11010119900307109X"
"""An ID card number with a right check place, of nobody (the example of many a textbook)."""


@pytest.fixture(params=sorted(LEDGERS))
def kind(request):
    """Give every ledger in turn, and the one nobody knows."""
    return LEDGERS[request.param]


@pytest.fixture(scope="session")
def canteen_mould(tmp_path_factory):
    """Give the folder of a workspace that knows the throw-away ledger too, made once."""
    folder = tmp_path_factory.mktemp("canteens")
    with devices.Yard(folder, folder / "nothing") as yard:
        return yard.workspace("M", LEDGERS).folder


@pytest.fixture
def store(tmp_path, canteen_mould):
    """Give the store of a fresh workspace."""
    import shutil

    folder = tmp_path / "W"
    shutil.copytree(canteen_mould, folder)
    workspace = devices.open_workspace(folder, devices.PASSPHRASE, kinds=LEDGERS)
    workspace.store.settings.put("person", "陆知远")
    yield workspace.store
    workspace.close()


@pytest.fixture
def page_of(desk, shown, settled):
    """Show the page of a ledger, its counts made."""

    def make(kind: type[Record], size: tuple[int, int] = WIDE) -> LedgerPage:
        page = shown(LedgerPage(desk, kind), size)
        settled()
        return page

    return make


@pytest.fixture
def save(store):
    """Save a record at once, beside the window."""

    def keep(record: Record, before: Record | None = None) -> Record:
        return devices.save(store, record, before)

    return keep


@pytest.fixture
def people(save):
    """Give the person at this machine and a colleague."""
    return save(devices.member("陆知远")), save(devices.member("沈一舟"))
