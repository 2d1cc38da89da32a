"""How grave a finding is, as a chip."""

from __future__ import annotations

from dundian_desktop.policy.finding import Level
from ui.parts.chip import Chip, Tone

_TONES = {Level.RED: Tone.BAD, Level.WARNING: Tone.WARN, Level.NOTE: Tone.NOTE}


def level_chip(level: Level) -> Chip:
    """Give the chip of a level, in words of the page."""
    return Chip("必须补" if level is Level.RED else str(level), _TONES[level])
