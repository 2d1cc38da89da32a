"""Every error the core raises on purpose; the class says whose turn it is to act.

* `UserError`: the person can mend it. Its text is a whole Chinese sentence, shown as it stands.
* `MachineError`: the machine is at fault (disk full, file locked, stick gone). Trying again may help.
* `CancelledError`: the person stopped the work. Say nothing.
* Anything else is a bug and reaches the crash parcel unhandled.
"""

from __future__ import annotations


class DundianError(Exception):
    """Root of all errors raised on purpose."""


class UserError(DundianError):
    """What was asked or typed cannot be taken; `str(error)` is shown as it stands."""


class FieldError(UserError):
    """One value of one field is refused.

    Args:
        name: the field's code name, so that a form can find its editor.
        label: the field's Chinese label.
        reason: a Chinese clause without a full stop, e.g. ``"不能为空"``.
    """

    def __init__(self, name: str, label: str, reason: str) -> None:
        super().__init__(name, label, reason)
        self.name = name
        self.label = label
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.label}：{self.reason}"


class RecordError(UserError):
    """A record is refused; `problems` holds every refusal, in form order."""

    def __init__(self, problems: tuple[FieldError, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "没有保存，请改正后再存：" + "；".join(map(str, self.problems)) + "。"


class MachineError(DundianError):
    """The machine, not the person and not the program, stopped the work."""


class CancelledError(DundianError):
    """The person stopped a long task; nothing was changed."""
