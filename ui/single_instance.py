"""One window for one workspace: a second start wakes the first and hands over the files it was given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1_000  # milliseconds to wait for the other window; it answers at once or not at all
_LONGEST_MESSAGE = 32_768  # bytes; a call holds a few file paths


def instance_name(workspace: Path) -> str:
    """Give the name under which the window of a workspace can be called by the same person."""
    told = f"{Path.home()}|{workspace.expanduser().resolve()}"
    return "dundian-" + hashlib.sha256(told.encode()).hexdigest()[:24]


class SingleInstance(QObject):
    """Claim the workspace at start; if it is claimed already, leave."""

    called = Signal(list)  # paths the second start was given; raise the window and open them

    def __init__(self, workspace: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = instance_name(workspace)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take_calls)

    def claim(self, files: Sequence[str] = ()) -> bool:
        """Tell whether this is the first window; otherwise it has called the first one with the files."""
        if self._call(files):
            return False
        # Left behind by a crash: nobody answered, so nobody is there.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def release(self) -> None:
        """Let the next start be the first."""
        self._server.close()

    def _call(self, files: Sequence[str]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write(json.dumps([str(Path(file).absolute()) for file in files]).encode())
        socket.flush()
        socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return True

    @Slot()
    def _take_calls(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.disconnected.connect(self._answer)
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._read(socket)

    @Slot()
    def _answer(self) -> None:
        self._read(cast("QLocalSocket", self.sender()))

    def _read(self, socket: QLocalSocket) -> None:
        told = socket.read(_LONGEST_MESSAGE).data()
        socket.deleteLater()
        self.called.emit(_paths(bytes(told)))


def _paths(told: bytes) -> list[str]:
    """Give the paths of a call; what is not a list of texts is a call without files."""
    try:
        given: object = json.loads(told)
    except ValueError:
        return []
    items = cast("list[object]", given) if isinstance(given, list) else []
    return [item for item in items if isinstance(item, str)]
