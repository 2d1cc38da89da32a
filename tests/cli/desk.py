"""A workspace on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from dundian_desktop.cli.__main__ import main

DONE, REFUSED, USAGE, TROUBLE = 0, 1, 2, 3


class Desk:
    """One workspace on the command line, and what the last command said."""

    def __init__(self, folder: Path, passphrase_file: Path, capsys) -> None:
        self.folder = folder
        self._passphrase = passphrase_file
        self._capsys = capsys
        self.said = self.refused = ""

    def run(self, *words: object) -> int:
        """Run one command and give its exit status."""
        given = ["--workspace", str(self.folder), "--passphrase-file", str(self._passphrase), *map(str, words)]
        self._capsys.readouterr()
        try:
            status = main(given)
        except SystemExit as wrong_usage:
            status = wrong_usage.code
        self.said, self.refused = self._capsys.readouterr()
        return status

    def ask(self, *words: object):
        """Run one command that must succeed and give what it says as data."""
        assert self.run(*words, "--json") == DONE, self.refused
        return json.loads(self.said)

    def put(self, ledger: str, *values: str) -> str:
        """Write a record and give its id."""
        return self.ask("put", ledger, *values)["id"]
