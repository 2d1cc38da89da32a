"""Goes a whole way on the command line with 20 words that must stay secret, then looks for them in every file.

Looked at: the workspaces, the stick, the home folder and the folder for temporary files of all those processes, and
the workspace once more while it is open. Left out: one folder for what a person exports in plain on purpose (PDF,
sheet, listing), which serves as the counter-proof that the words can be found at all. Sockets are counted by Python's
own audit events, and by strace where it is at hand.
"""

from __future__ import annotations

import dataclasses as dc
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, never
from bench.places import PASSPHRASE, scratch
from bench.scan import scan
from dundian_desktop.ledgers.worker import Worker
from dundian_desktop.store.workspace import open_workspace

WORKERS = (
    {"name": "慕容沧澜", "mobile": "19912345067", "id_card": "439901198712130023", "address": "云麓镇桐花坳七号楼"},
    {"name": "尉迟霁月", "mobile": "18809876543", "id_card": "430121199003075517", "address": "青麓县鹿鸣巷三十九号"},
)
_MORE = ({"hardship_cause": "丈夫矽肺三期住院"}, {"notes": "想换到白班照看孩子"})
ENTERPRISE = {"name": "琥珀滩精密弹簧厂", "contact": "诸葛鸣蝉", "phone": "0739-5550147", "notes": "欠缴三月社保待补"}
DIARY = {"place": "琉璃岗装配二线", "reflections": "担心女工夜路不安全明日再谈"}
_TEXT = "与十六名计件女工座谈，反映计件单价半年三降，午休不足二十分钟。"
VISIT = {"pay": "底薪压到一千九百六", "thoughts": "盼着工会替大伙出头"}
DEED = "给琉璃岗装配线添置两台静音风机"
CANARIES = (
    *(value for one in (*WORKERS, *_MORE, ENTERPRISE, DIARY, VISIT) for value in one.values()),
    "计件单价半年三降",
    DEED,
    PASSPHRASE,
)


@dc.dataclass(frozen=True, kw_only=True)
class Way:
    """The folders of one journey."""

    root: Path

    def folder(self, name: str) -> Path:
        """Give a folder of this name, made when it is not there."""
        path = self.root / name
        path.mkdir(exist_ok=True)
        return path

    def run(self, *words: object, workspace: str = "A", keep: str = "") -> dict[str, object]:
        """Run one command in a process with a home of its own, and give what it said."""
        environment = os.environ | {
            "HOME": str(self.folder("home")),
            "TMPDIR": str(self.folder("tmp")),
            "XDG_RUNTIME_DIR": str(self.folder("tmp")),
            "DUNDIAN_WORKSPACE": str(self.root / workspace),
            "DUNDIAN_PASSPHRASE_FILE": str(self.folder("secret") / "passphrase"),
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
        }
        heard = [sys.executable, "-m", "bench.overheard", str(self.folder("plain") / "sockets")]
        command = [*_traced(self.folder("plain") / "strace"), *heard, "dundian_desktop.cli", "--json", *map(str, words)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{words[:2]}: {done.stderr[-400:]}")
        if keep:
            (self.folder("plain") / keep).write_text(done.stdout, encoding="utf-8")
        answer = json.loads(done.stdout or "{}")
        return answer if isinstance(answer, dict) else {"list": answer}

    def sockets(self) -> int:
        """Count the internet sockets that were asked for."""
        heard, traced = (self.folder("plain") / name for name in ("sockets", "strace"))
        lines = heard.read_text(encoding="utf-8").splitlines() if heard.exists() else []
        calls = [line for file in traced.parent.glob("strace*") for line in file.read_text().splitlines()]
        return len(lines) + sum("AF_INET" in line for line in calls)


def _traced(into: Path) -> list[str]:
    if not shutil.which("strace"):
        return []
    return ["strace", "-f", "-qq", "--seccomp-bpf", "-A", "-e", "trace=socket,connect,bind", "-o", str(into)]


def measure() -> list[Figure]:
    """Go the way, then look."""
    with scratch() as root:
        way = Way(root=root)
        (way.folder("secret") / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
        _journey(way)
        plain = way.folder("plain")
        found = scan([root], CANARIES, [plain, way.folder("secret")])
        control = {one.word for one in scan([plain], CANARIES)}
        found += _while_open(root / "A")
        for one in found[:10]:
            print(f"  {one.word} in {one.path} ({one.where})")
        return [
            never(f"{len(CANARIES)} secret words found in files", len(found)),
            Figure(
                measure="counter-proof: of them found in a plain listing",
                ours=len(control),
                unit="",
                wanted="> 15",
                met=len(control) > 15,
            ),
            never("internet sockets opened", way.sockets()),
        ]


def _while_open(folder: Path) -> list[object]:
    with open_workspace(folder, PASSPHRASE) as workspace:
        with workspace.store.act() as act:
            act.save(Worker(name=WORKERS[0]["name"], category="P01", notes=_MORE[1]["notes"]))
        workspace.store.search(WORKERS[0]["name"])
        return list(scan([folder], CANARIES))


def _words(values: dict[str, str]) -> list[str]:
    return [f"{name}={value}" for name, value in values.items()]


def _journey(way: Way) -> None:
    way.run("init", "--name", "陆知远", "--group-name", "青麓组", "--group-code", "QL-2026-01")
    way.run("init", "--name", "沈一舟", "--letter", "B", workspace="B")
    _write(way)
    for words in (WORKERS[0]["name"], DIARY["place"], "计件单价半年三降"):
        way.run("search", words)
    for ledger in ("worker", "enterprise", "diary", "visit", "deed"):
        way.run("list", ledger, "--sensitive", keep=f"{ledger}.json")
        way.run("sheet", "write", ledger, way.folder("plain") / f"{ledger}.xlsx", "--sensitive")
    way.run("sheet", "read", "worker", way.folder("plain") / "worker.xlsx", "--dry-run")
    way.run("report", "month", "2026-06", "--out", way.folder("plain") / "june.pdf")
    way.run("backup", "write", way.folder("stick"))
    for backup in way.folder("stick").glob("*.dundian-backup"):
        way.run("backup", "verify", backup)
    _exchange(way)
    way.run("doctor")


def _write(way: Way) -> None:
    stint = ("starts=2026-04-20", "ends=2026-07-12")
    way.run("put", "group", "name=青麓组", "code=QL-2026-01", "dispatch_union=青麓县总工会", *stint)
    enterprise = way.run("put", "enterprise", *_words(ENTERPRISE), "uscc=无", "staff=86")["id"]
    member = way.run("put", "member", "name=陆知远", "roles=1", *stint)["id"]
    workers = [
        way.run("put", "worker", *_words(one | more), "category=P01")["id"]
        for one, more in zip(WORKERS, _MORE, strict=True)
    ]
    way.run("put", "diary", *_words(DIARY), f"text={_TEXT}", "day=2026-06-03", f"author={member}")
    visit = ("visited_on=2026-06-03", f"worker={workers[0]}", f"visitors={member}", "way=1", "consent=1")
    way.run("put", "visit", *_words(VISIT), *visit, f"enterprise={enterprise}")
    way.run("put", "deed", f"content={DEED}", "measure=采购安装", "due=2026-06-30", "state=进行中")
    way.run("void", "worker", workers[1])
    way.run("undo")


def _exchange(way: Way) -> None:
    stick = way.folder("stick")
    for letter, other in (("A", "B"), ("B", "A")):
        way.run("peer", "self", "--out", stick / f"{letter}.card", workspace=letter)
        way.run("peer", "add", stick / f"{letter}.card", workspace=other)
    way.run("bundle", "write", "--to", "沈一舟", "--out", stick)
    for bundle in stick.glob("*.dundian"):
        way.run("bundle", "read", bundle, workspace="B")
