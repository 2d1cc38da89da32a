"""An open workspace in the window's tests: a month of a sample, on the day its stint has its sixty-first."""

from __future__ import annotations

import datetime as dt

from dundian_desktop.actions.deployment import load_deployment
from dundian_desktop.actions.setup import Newcomer, set_up
from dundian_desktop.store.workspace import Workspace
from tests.devices import CHEAP, PASSPHRASE
from tests.sample import lists, written

NOW = dt.datetime(2026, 6, 12, 6, 40, tzinfo=dt.UTC)
"""In the middle of the sample's stint."""


def workspace_at(folder, person: str = "陆知远", letter: str = "A", *, filled: bool = False) -> Workspace:
    """Make a workspace and give it open; what fills it are the lists of the sample: nobody wrote a diary yet."""
    workspace, _ = set_up(folder, PASSPHRASE, Newcomer(person=person, letter=letter), pace=CHEAP)
    if filled:
        load_deployment(workspace.store, written(folder.parent, lists()))
    return workspace
