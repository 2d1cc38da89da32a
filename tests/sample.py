"""The shipped sample as tests want it: as it is, without what it says beside its lists, or with its months open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dundian_desktop.resources import resource

SAMPLE = resource("sample", "deployment.json")
LISTS = "7c018fa19bc01ca1fdef645bf09ad9bc342827af34da0d57fd4b185c72f3bbe9"
"""SHA-256 of the lists as they were given, keys in order."""


def content() -> dict[str, Any]:
    """Give the whole file."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def lists() -> dict[str, Any]:
    """Give the file without what was written beside its short lists."""
    return {key: value for key, value in content().items() if key not in {"note", "texts"}}


def written(folder: Path, what: dict[str, Any]) -> Path:
    """Write a deployment file and give its path."""
    path = folder / "蹲点.json"
    path.write_text(json.dumps(what, ensure_ascii=False), encoding="utf-8")
    return path


def with_open_months(folder: Path) -> Path:
    """Write the sample as it was before any month was closed, so that figures follow the records."""
    whole = content()
    del whole["texts"]["month_report"]
    return written(folder, whole)
