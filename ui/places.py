"""Where the window begins: the workspace it opened last, and what it can tell of a folder before anything is loaded.

Only the path of a folder is remembered outside the workspace, in a small file of the user's own settings.
"""

from __future__ import annotations

import contextlib
import json
import tomllib
from pathlib import Path

import platformdirs

FOLDER_NAME = "蹲点工作台"
_APP = "dundian-desktop"
_FILE = "window.toml"
_KEY = "workspace"


def usual_folder() -> Path:
    """Give the folder that is offered for a new workspace."""
    return Path(platformdirs.user_documents_dir()) / FOLDER_NAME


def free_folder() -> Path:
    """Give the usual folder, with a number behind it when something lies there already."""
    usual = usual_folder()
    numbered = (usual.with_name(f"{FOLDER_NAME}-{number}") for number in range(2, 100))
    return next((each for each in (usual, *numbered) if not each.exists()), usual)


def settings_file() -> Path:
    """Give the file that remembers the folder."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / _FILE


def crash_folder() -> Path:
    """Give the folder for the notes of crashes."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def last_workspace() -> Path | None:
    """Give the folder opened last, None when there is none or the note cannot be read."""
    try:
        told = tomllib.loads(settings_file().read_text(encoding="utf-8")).get(_KEY)
    except (OSError, ValueError):
        return None
    return Path(told) if isinstance(told, str) and told else None


def remember_workspace(folder: Path) -> None:
    """Remember a folder; where the settings cannot be written, the next start asks again."""
    file = settings_file()
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        # A JSON string without lone surrogates is a TOML basic string.
        file.write_text(f"{_KEY} = {json.dumps(str(folder.resolve()))}\n", encoding="utf-8")


def holds_workspace(folder: Path) -> bool:
    """Tell whether a folder holds a workspace, without loading what opens one (a test holds the two names together)."""
    return (folder / "ledger.db").exists()
