"""How long work tells its starter how far it is, without knowing who that is."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Takes reports of how far the work is, and may ask it to stop."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Say that `done` of `total` parts are finished; `note` is a short Chinese phrase.

        Raises:
            CancelledError: the person asked to stop; let it pass through.
        """
        ...


class Silent:
    """A progress that nobody watches."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Take the report and do nothing with it."""


SILENT = Silent()
