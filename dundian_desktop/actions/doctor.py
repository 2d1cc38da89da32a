"""Examines a workspace: file, pages, operations against tables, the chain, attachments, fonts; one line each."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Callable

from dundian_desktop.progress import SILENT, Progress
from dundian_desktop.resources import resource
from dundian_desktop.store import examination
from dundian_desktop.store.contents import wanted_files
from dundian_desktop.store.store import Store

FONTS_SHIPPED = 6


@dc.dataclass(frozen=True, kw_only=True)
class Finding:
    """One examined thing: its name, whether it is sound, and a Chinese sentence."""

    name: str
    sound: bool
    words: str


@dc.dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """Everything examined, and the fingerprint of all records (equal on devices that hold the same)."""

    findings: tuple[Finding, ...]
    digest: str

    @property
    def sound(self) -> bool:
        """Tell whether everything is sound."""
        return all(finding.sound for finding in self.findings)


def examine(store: Store, progress: Progress = SILENT, *, rebuild: bool = False) -> Diagnosis:
    """Examine a workspace, first making its tables anew when asked.

    Raises:
        DamagedFileError: the file cannot be read at all.
    """
    if rebuild:
        store.rebuild()
    checks: tuple[tuple[str, Callable[[Store], tuple[bool, str]]], ...] = (
        ("数据文件", _file),
        ("数据页", _pages),
        ("操作与台账", _tables),
        ("操作链", _chain),
        ("最近的改动", _latest),
        ("附件", _attachments),
        ("字体", _fonts),
    )
    findings: list[Finding] = []
    for done, (name, check) in enumerate(checks, start=1):
        progress.step(done, len(checks), name)
        sound, words = check(store)
        findings.append(Finding(name=name, sound=sound, words=words))
    return Diagnosis(findings=tuple(findings), digest=store.digest())


def _file(store: Store) -> tuple[bool, str]:
    sound = examination.structure_is_sound(store.reader)
    return sound, "结构完好" if sound else "结构有损坏，请从最近的备份恢复"


def _pages(store: Store) -> tuple[bool, str]:
    bad = examination.damaged_pages(store.reader)
    return not bad, "每一页都能解密并核对" if not bad else f"有{bad}页损坏，请从最近的备份恢复"


def _tables(store: Store) -> tuple[bool, str]:
    same = examination.tables_follow_operations(store)
    count, _ = store.reader.totals()
    return same, f"台账与{count}条操作一致" if same else "台账与操作不一致，请用“重建台账”修复，不会丢数据"


def _chain(store: Store) -> tuple[bool, str]:
    broken = examination.broken_logs(store.reader)
    return not broken, "没有被改动" if not broken else f"有{len(broken)}份操作记录被改动过，请从备份恢复"


def _latest(store: Store) -> tuple[bool, str]:
    lost = store.lost_operations()
    if not lost:
        return True, "都在"
    return False, f"本机最近的{lost}条改动没有写进数据文件，可能断过电或磁盘有坏处；请查看最近几条记录，缺的补上"


def _attachments(store: Store) -> tuple[bool, str]:
    wanted = wanted_files(store.reader, store.kinds)
    missing = [sha for sha in wanted if not store.attachments.has(sha)]
    damaged = [sha for sha in wanted if store.attachments.has(sha) and not store.attachments.verify(sha)]
    if damaged:
        return False, f"{len(damaged)}个附件已损坏，请从备份恢复或请对方重新发来"
    waiting = f"，另有{len(missing)}个在等别的电脑发来" if missing else ""
    return True, f"{len(wanted) - len(missing)}个附件都完好{waiting}"


def _fonts(_store: Store) -> tuple[bool, str]:
    found = len(list(resource("fonts").glob("*.ttf")))
    return (
        found >= FONTS_SHIPPED,
        f"{found}套打印字体都在" if found >= FONTS_SHIPPED else "打印字体不全，请重新安装程序",
    )
