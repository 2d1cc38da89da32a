"""The first report of an incident in under two minutes: what is known now, and to which two unions it was told.

* The first question is whether it is a state secret; then nothing can be typed, and nothing was.
* The clock runs from the moment it was learned of; how long is left to tell each union is in sight.
* A level is suggested from people and harm, anew with each of them; the person decides.
* What is left unsaved stays as a draft. Of a state secret nothing stays, of political safety nothing stays here: it is
  carried over to where it is kept apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from dundian_desktop import clock
from dundian_desktop.actions.incidents import addressees
from dundian_desktop.codes import vocabulary
from dundian_desktop.errors import MachineError, RecordError, UserError
from dundian_desktop.ledgers.incident import POLITICAL, Incident
from dundian_desktop.policy.levels import Suggestion, suggested
from dundian_desktop.policy.parameters import parameters_in
from ui.asking_dialog import AskingDialog
from ui.defaults import this_person
from ui.desk import Desk
from ui.few_fields import FewFields
from ui.incident_told import ToldRows
from ui.parts.banner import Banner, Mood
from ui.parts.buttons import Kind
from ui.parts.labels import Role, label
from ui.tokens import sized

_FIELDS = ("secrecy", "category", "learned_at", "enterprise", "place", "people", "brief", "level")
_NEEDED = ("category", "learned_at", "brief")
_EVERY = 15_000  # milliseconds between two looks at the clock
_SECRETS = "国家秘密不得录入本软件。密级为秘密、机密、绝密的，请停止填写，按保密规定办理。"
_APART = "政治安全类事项用单独的口令另行保管，不存在普通台账里。点“去另行保管”，写下的内容带过去。"


class IncidentWizard(AskingDialog):
    """Writes the first report; `written` gives the incident, not saved yet, for whoever keeps it.

    Args:
        desk: what it asks.
        parent: over which it stands.
        apart: it is to be kept apart (政治安全), so its category stands fast.
        texts: field name -> text to begin with.
    """

    written = Signal(object)
    apart_asked = Signal()  # it turned out to be political safety: it is to be written where that is kept

    def __init__(
        self, desk: Desk, parent: QWidget, *, apart: bool = False, texts: Mapping[str, str] | None = None
    ) -> None:
        super().__init__("报重大事项：首报", parent)
        self.setObjectName("incidentWizard")
        self.desk = desk
        self._parameters = parameters_in(desk.store)
        now = clock.now()
        self.incident = Incident.of(learned_at=now, category=POLITICAL if apart else None)
        self._apart = apart
        self._offered = ""
        self.warning = Banner()
        self.warning.acted.connect(self.apart_asked)
        self.fields = FewFields(desk, self.incident, _FIELDS, needed=_NEEDED, texts=texts)
        self.fields.rows["category"].setEnabled(not apart)
        self.fields.typed.connect(self._look)
        self._suggestion = label("", Role.SECOND, wraps=True, name="levelSuggestion")
        self._timer_words = label("", Role.SECOND, wraps=True, name="reportClock")
        self.told = ToldRows(addressees(desk.store, self.incident))
        self.told.typed.connect(self._look)
        for part in (self.warning, self.fields, self._suggestion, self._timer_words, self.told):
            self.body.addWidget(part)
        self.add_cancel()
        self._save = self.add_button("存为首报", Kind.PRIMARY, name="incidentSave")
        self._save.clicked.connect(self.save)
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._look()
        self._begun = {} if texts else self.fields.texts()  # what came from elsewhere is held here alone

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        self.setMinimumWidth(min(sized(720), self.maximumWidth()))
        self.fields.begin()

    @Slot()
    def save(self) -> None:
        """Check what is written, and hand it over to be kept."""
        if self.refused():
            return
        problem = self.told.problem()
        record = self.fields.checked()
        if record is None:
            return
        if problem:
            self.warning.put(problem, Mood.BAD)
            return
        reports = "\n".join((record.ledger.field("reports").show(self.told.rows()),))
        owner = this_person(self.desk.store)
        self.written.emit(record.read({"reports": reports, **({"owner": owner} if owner else {})}))

    @override
    def holds(self) -> bool:
        return self._political() and self._written()

    @override
    def done(self, arg__1: int) -> None:
        if arg__1 == QDialog.DialogCode.Rejected and self._written():
            self._keep_draft()
        super().done(arg__1)

    def _written(self) -> bool:
        return self.fields.texts() != self._begun or self.told.said() != {}

    def _keep_draft(self) -> None:
        """Keep what stands here for 今日工作台, if it may be kept there."""
        QGuiApplication.inputMethod().commit()
        told = "" if self.told.problem() else self.incident.ledger.field("reports").show(self.told.rows())
        texts = {"brief": "", **self.fields.texts(), "reports": told}
        if not Incident.unkept(texts):
            kept = self.desk.keep_draft(Incident.ledger.table, self.incident.id, texts)
            kept.finished.connect(partial(_tell_kept, self.desk))

    def _political(self) -> bool:
        found = vocabulary("incident_category").find(self.fields.texts()["category"])
        return bool(found and found.code == POLITICAL)

    def refused(self) -> bool:
        """Tell whether this may not be on this computer; then everything typed is wiped out."""
        if reason := Incident.unkept({"secrecy": self.fields.texts()["secrecy"]}):
            for name in ("brief", "place"):
                self.fields.rows[name].editor.put("")
            self.warning.put(reason, Mood.BAD, closable=False)
            return True
        return False

    def show_refusal(self, error: UserError | MachineError) -> None:
        """Say why it was not kept; what is written stands."""
        left = self.fields.show_problems(error.problems) if isinstance(error, RecordError) else str(error)
        if left:
            self.warning.put(left, Mood.BAD)

    @Slot()
    def _look(self) -> None:
        """Look at the clock, at the secrecy and at the level."""
        secret = self.refused()
        elsewhere = not secret and not self._apart and self._political()
        self._save.setEnabled(not secret and not elsewhere)
        for name, row in self.fields.rows.items():
            row.setEnabled(name == "secrecy" if secret else not (self._apart and name == "category"))
        if not secret:
            told = (_APART, "去另行保管") if elsewhere else (_SECRETS, "")
            self.warning.put(told[0], Mood.WARN, action=told[1], closable=False)
        draft = self.fields.draft()
        if isinstance(draft, Incident):
            found = None if elsewhere else suggested(draft, self._parameters)
            self._suggest(found if found and found.level else None)
            self._count(draft)

    def _suggest(self, found: Suggestion | None) -> None:
        """Say which level fits, and fill it in unless the person chose another."""
        word = vocabulary("incident_level").label(found.level) if found else ""
        self._suggestion.setText(f"建议等级：{word}（{'；'.join(found.reasons)}）" if found else "")
        self._suggestion.setVisible(bool(found))
        row = self.fields.rows["level"]
        if row.text() in ("", self._offered) and row.text() != word:
            row.editor.put(word)
            self._offered = row.text()

    def _count(self, draft: Incident) -> None:
        if draft.learned_at is None:
            return
        level = vocabulary("incident_level").find(self.fields.texts()["level"])
        grave = bool(level and level.code in {"1", "2"})
        spent = int((clock.now() - draft.learned_at) / dt.timedelta(minutes=1))
        oral, written = self._parameters.oral_minutes, self._parameters.written_minutes
        if grave:
            oral, written = self._parameters.grave_oral_minutes, self._parameters.grave_written_minutes
        late = "，已超过口头时限，请立即报告" if spent > oral else f"，口头还剩 {oral - spent} 分钟"
        self._timer_words.setText(
            f"获知至今 {spent} 分钟{late}。本组参数：口头 {oral} 分钟内，书面 {written} 分钟内；政策要求第一时间报告。"
        )


def _tell_kept(desk: Desk, _moment: object) -> None:
    desk.changed.emit(frozenset({Incident.ledger.table}))  # its page and the first one offer the draft
    desk.said.emit("首报没有存，草稿留在“今日工作台”", "", None)
