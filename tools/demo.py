"""`make demo`: the main job on the fictional sample deployment, from an empty folder to a read bundle.

Usage: python tools/demo.py FOLDER
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from dundian_desktop.actions import deployment, doctor, exchange, month_report, setup, sheets
from dundian_desktop.exchange import outgoing, peers
from dundian_desktop.resources import resource
from dundian_desktop.store.passphrase import Pace
from dundian_desktop.store.query import Query
from dundian_desktop.store.workspace import Workspace

PASSPHRASE = "演示 专用 口令 请勿 实用"  # noqa: S105 - opens fictional data only
CHEAP = Pace(rounds=1, memory=1024, lanes=1)
"""Only for the throw-away demo: a real workspace measures its pace on the machine."""
MONTH = "2026-06"


def main(folder: Path) -> int:
    """Make everything under `folder` and say in one line where each thing lies."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "口令.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    group = {"group_name": "南江省总工会驻云麓市青麓县蹲点工作组", "group_code": "QL-2026-01", "demo": True}
    leader, _ = setup.set_up(
        folder / "工作区", PASSPHRASE, setup.Newcomer(person="陆知远", letter="A", **group), pace=CHEAP
    )
    with leader:
        loaded = deployment.load_deployment(leader.store, resource("sample", "deployment.json"))
        print(f"示例工作区  {leader.folder}（{sum(loaded.counts.values())}条虚构记录，口令在 口令.txt）")
        _print_month(leader, folder)
        _write_sheets(leader, folder)
        second, _ = setup.set_up(
            folder / "第二台电脑", PASSPHRASE, setup.Newcomer(person="沈一舟", letter="B", **group), pace=CHEAP
        )
        with second:
            _exchange(leader, second, folder)
    return _open_window(folder)


def _print_month(leader: Workspace, folder: Path) -> None:
    printed = month_report.print_month(leader.store, MONTH, folder / f"月度汇报-{MONTH}.pdf")
    print(f"六月月报    {printed.path}（{printed.pages}页）")


def _write_sheets(leader: Workspace, folder: Path) -> None:
    place = folder / "台账"
    place.mkdir()
    for kind in leader.store.kinds.values():
        sheets.write_ledger(leader.store, Query(kind=kind), place / f"{kind.ledger.title}.xlsx")
    print(f"Excel台账   {place}（{len(leader.store.kinds)}本）")


def _exchange(leader: Workspace, second: Workspace, folder: Path) -> None:
    stick = folder / "U盘"
    stick.mkdir()
    for workspace in (leader, second):
        peers.write_own_card(workspace.store, stick / f"{workspace.store.settings.get('person', '')}.dundian-card")
    digits = peers.add_peer(leader.store, stick / "沈一舟.dundian-card").digits
    peers.add_peer(second.store, stick / "陆知远.dundian-card")
    sent = outgoing.send(leader.store, peers.find_peer(leader.store, "沈一舟"), stick)
    print(f"数据包      {sent.files[0].path}（已签名加密，{sent.operations}条改动；双方核对的八位数字 {digits}）")
    taken = exchange.take_bundle(second.store, sent.files[0].path)
    exchange.take_bundle(leader.store, taken.receipt) if taken.receipt else None
    same = doctor.examine(leader.store).digest == doctor.examine(second.store).digest
    print(f"第二台电脑  {second.folder}（{'两台数据一致' if same else '两台数据不一致'}，回执 {taken.receipt}）")


def _open_window(folder: Path) -> int:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        print("窗口        没有屏幕，未打开；有屏幕时会自动打开示例工作区")
        return 0
    print("窗口        正在打开示例工作区，口令见 口令.txt")
    return subprocess.run([sys.executable, "-m", "ui", "--workspace", str(folder / "工作区")], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
