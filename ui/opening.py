"""What is done with a workspace as a whole: open one, make one, close one; each is work for the store lane."""

from __future__ import annotations

import dataclasses as dc
from collections.abc import Callable
from pathlib import Path

from dundian_desktop.actions.backups import back_up_if_changed
from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.setup import Newcomer, set_up, take_down
from dundian_desktop.ledger import new_id
from dundian_desktop.progress import Progress
from dundian_desktop.resources import resource
from dundian_desktop.store import keyfile
from dundian_desktop.store.keyfile import Pace
from dundian_desktop.store.store import Store
from dundian_desktop.store.workspace import Workspace, open_workspace
from ui.first_run import FirstRun

_SAMPLE = ("sample", "deployment.json")


@dc.dataclass(frozen=True, kw_only=True)
class Made:
    """A workspace that was just made, open, and the recovery code to show once."""

    workspace: Workspace
    code: str


def opening(folder: Path, passphrase: str = "", recovery: str = "") -> Callable[[Progress], Workspace]:
    """Give the work of opening a workspace; it raises as `open_workspace` does."""

    def work(_progress: Progress) -> Workspace:
        return open_workspace(folder, passphrase, recovery=recovery)

    return work


def making(answers: FirstRun, pace: Pace | None = None) -> Callable[[Progress], Made]:
    """Give the work of making a workspace from the answers of the first start; when it fails nothing is left."""

    def work(progress: Progress) -> Made:
        progress.step(0, 0, "正在生成密钥")
        workspace, code = set_up(answers.folder, answers.passphrase, _newcomer(answers), pace=pace)
        try:
            _fill(workspace.store, answers, progress)
        except BaseException:
            workspace.close()
            take_down(answers.folder)
            raise
        return Made(workspace=workspace, code=code)

    return work


def closing(workspace: Workspace) -> Callable[[Progress], None]:
    """Give the work of backing up what changed and closing; a full disk keeps nobody from closing."""

    def work(progress: Progress) -> None:
        progress.step(0, 0, "正在备份")
        try:
            back_up_if_changed(workspace.store)
        finally:
            workspace.close()

    return work


def seconds_to_wait(folder: Path) -> int:
    """Give the seconds until the next try with a passphrase."""
    return keyfile.waiting(folder)


def _newcomer(answers: FirstRun) -> Newcomer:
    return Newcomer(
        person=answers.name,
        group_name=answers.group,
        group_code=answers.group_code,
        leader_card=answers.identity_file,
        demo=answers.sample,
    )


def _fill(store: Store, answers: FirstRun, progress: Progress) -> None:
    if answers.sample:
        load_deployment(store, resource(*_SAMPLE), progress)
    else:
        _begin_cards(store, answers)


def _begin_cards(store: Store, answers: FirstRun) -> None:
    """Begin the two cards every month rests on, so that the first page can ask to finish them."""
    if answers.group:
        texts = {"name": answers.group, "code": answers.group_code, "dispatch_union": answers.unit}
        store.drafts.keep("group", new_id(), {name: text for name, text in texts.items() if text})
    store.drafts.keep("member", new_id(), {"name": answers.name})
