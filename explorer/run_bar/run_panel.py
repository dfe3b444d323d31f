"""The bar at the top and the line at the foot: controls, state, clock and timeline of the run."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from explorer.gui_thread.heartbeat import Heartbeat
from explorer.run_bar.device_pill import ThreadFacts, busy_text
from explorer.run_bar.status_foot import StatusFoot
from explorer.run_bar.timeline_bar import TimelineBar
from explorer.run_bar.top_bar import TopBar
from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import device_text, device_with_threads, status_line, worker_text
from explorer.texts.filled import filled
from explorer.texts.mark_texts import marks_shown, then_text
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.machine.cores import usable_cores
from trainers.messages import LinkChanged, LinkPhase, Phase
from trainers.runs.listing import is_run
from trainers.runs.table.tree import parent_of
from trainers.shown import shown, shown_name

READ_OUT_MS = 500
PLAIN = "Training."  # what is said of a run that only goes on


class RunPanel(QObject):
    """Owns ``bar``, ``foot`` and ``timeline``; the window lays them out."""

    action_requested = Signal(str)  # the action that the worker suggested
    parent_requested = Signal(object)  # Path: the folder of the run that this one left

    def __init__(
        self, session: Session, theme: Theme, only_look: AbstractSet[str], parent: QObject | None = None
    ) -> None:
        """*only_look* are the actions that a window may take that does not have the controls of the run."""
        super().__init__(parent)
        self._session, self._only_look = session, only_look
        self._pictures_at: float | None = None
        self._parent: Path | None = None
        self.bar, self.foot, self.timeline = TopBar(), StatusFoot(), TimelineBar()
        self.foot.set_timeline(self.timeline)
        self.foot.keep_room_for(self.tr("autosaved"))
        self._heartbeat = Heartbeat(parent=self)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(READ_OUT_MS)
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        session, bar = self._session, self.bar
        bar.play_requested.connect(session.play)
        bar.pause_requested.connect(session.pause)
        bar.step_requested.connect(session.advance)
        bar.rewind_requested.connect(session.rewind)
        bar.stop_requested.connect(session.stop)
        bar.seed_edited.connect(self._on_seed_edited)
        self.foot.action_requested.connect(self.action_requested)
        self.timeline.scrubbed.connect(session.scrub)
        self.timeline.live_requested.connect(lambda: session.scrub(None))
        self.timeline.train_on_requested.connect(session.train_on)
        self.timeline.parent_requested.connect(self._on_parent_requested)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.bar, self.foot, self.timeline):
            view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if changed(new, old, _standing):
            self._show_phase(new)
        if changed(new, old, "ticked", "phase", "beside"):
            self._show_clock(new)
        if changed(new, old, "saved", "place"):
            self._show_saved(new)
        if changed(new, old, "timeline", "experiment", "steps_with_weights"):
            total = 0 if new.experiment is None else new.experiment.plan.steps
            steps = () if new.timeline is None else new.timeline.steps
            self.timeline.show_keyframes(steps, total, new.steps_with_weights)
        if changed(new, old, "scrubbed"):
            self.timeline.show_position(new.scrubbed)
        if changed(new, old, "marks", "labels"):
            self.timeline.show_marks(marks_shown(new))
        if changed(new, old, "marks", "place", "run_id"):
            self._show_parent(new)
        self.timeline.show_can_train(new.can_change, new.weights_are_kept, sentence_text(new.why_watched))
        if changed(new, old, "pictures"):
            self._pictures_at = None if new.pictures is None else time.monotonic()
        if changed(new, old, "devices"):
            self.show_choices(new)
        if changed(new, old, "restrictions", "beside", "why_watched"):
            self._show_restrictions(new)
        if changed(new, old, "threads", "data", "draft", "phase", _percent):
            self._show_pills(new)

    def _show_parent(self, state: AppState) -> None:
        """The run that this one left, if it is still where it was then."""
        parent, step = parent_of(state.marks, self._session.folder)
        self._parent = parent if parent is not None and is_run(parent) else None
        self.timeline.show_parent(step, "" if self._parent is None else shown_name(self._parent.name))

    def _on_parent_requested(self) -> None:
        if self._parent is not None:
            self.parent_requested.emit(self._parent)

    def _show_restrictions(self, state: AppState) -> None:
        restrictions, beside, why = state.restrictions, bool(state.beside), sentence_text(state.why_watched)
        self.bar.show_restricted(
            state.locks("seed"), not restrictions.hides("top bar menu"), why, sentence_text(state.why_locked)
        )
        self.timeline.setVisible(not (beside or restrictions.hides("timeline")))
        trained_alone = self.tr("These models were trained in runs of their own: open one of the runs to train it on")
        self.bar.show_why_not(trained_alone if beside else why)

    def _show_phase(self, state: AppState) -> None:
        phase, status = state.phase, state.status
        training, standing, may = phase is Phase.TRAINING, state.can_train, not state.why_watched
        begun = state.ticked is not None and state.ticked.step > 0
        alive = may and (training or standing)
        self.bar.show_controls(alive, training, standing, begun and alive, training and may)
        if state.scrubbed is not None:
            text = self.tr("Looking back at step {step}. L is live again.")
            if not state.weights_are_kept:
                text = self.tr(
                    "Step {step}: decodes are of now. Its pictures are kept, its weights are not: the folder of a run "
                    "keeps those of its last save. L is live again."
                )
            then = then_text(state)
            if then and state.weights_are_kept:
                text = self.tr("Looking back at step {step}. Then it was {then}. L is live again.")
            self.foot.show_status(phase, text.format(step=whole_number(state.scrubbed), then=then))
        elif status is not None and status.template == PLAIN and (percent := _percent(state)) is not None:
            self.foot.show_status(phase, busy_text(percent))
        elif status is not None and status.phase is phase and phase is not Phase.STARTING:
            action = status.action if may or status.action in self._only_look else ""
            self.foot.show_status(phase, status_line(status), action, worker_text(action) if action else "")
        elif state.loading is not None:
            self.foot.show_status(phase, sentence_text(state.loading.text))
        elif state.link is not None and state.experiment is None:
            self._show_link(state.link)
        elif state.engine_ready:
            self.foot.show_status(phase, self.tr("Loading…"))
        else:
            self.foot.show_status(phase, self.tr("Starting the engine…"))

    def _show_link(self, link: LinkChanged) -> None:
        """Where nothing is known yet of a far run."""
        comes = link.phase in (LinkPhase.CONNECTING, LinkPhase.LIVE)
        self.foot.show_status(Phase.STARTING if comes else Phase.NO_DATA, link_line(link))

    def _show_clock(self, state: AppState) -> None:
        tick = state.ticked
        if state.beside:
            self.foot.hide_clock()
            return
        if tick is None:
            if state.experiment is not None:  # one that is being made; the clock of the run before tells nothing of it
                self.foot.show_clock(0, state.experiment.plan.steps, 0.0, 0.0, None)
                self.timeline.show_progress(0)
            return
        left = (tick.total - tick.step) / tick.steps_per_second if tick.steps_per_second > 0 else None
        eta = left if left is not None and left > 0 and state.phase is Phase.TRAINING else None
        self.foot.show_clock(tick.step, tick.total, tick.epoch, tick.seconds, eta)
        self.timeline.show_progress(tick.step)

    def _show_saved(self, state: AppState) -> None:
        saved = state.saved
        if saved is None:
            self.foot.show_autosave(True, self.tr("saved") if state.place else "", place=shown(state.place))
        elif saved.problem:
            self.foot.show_autosave(False, self.tr("not saved"), sentence_text(saved.problem), shown(state.place))
        else:
            self.foot.show_autosave(True, self.tr("autosaved"), place=shown(saved.folder))

    def _show_pills(self, state: AppState) -> None:
        speed = state.ticked.steps_per_second or None if state.ticked and state.phase is Phase.TRAINING else None
        seed = 0 if state.draft is None else state.draft.plan.seed
        device, threads = "" if state.data is None else device_text(state.data.device), state.threads
        facts = None
        if state.data is not None and threads is not None and threads.run_id == state.data.run_id:
            device = device_with_threads(state.data.device, threads.threads)
            facts = ThreadFacts(threads.threads, threads.most, threads.step, threads.pinned, _percent(state))
        self.bar.device.show_threads(facts)
        self.bar.show_pills(device, speed, self._heartbeat.late_ms, seed)

    def show_choices(self, state: AppState) -> None:
        """Where a run can be trained, and with how many threads."""
        session = self._session
        devices = [
            (each.name, self.tr("CPU") if each.name == "cpu" else device_text(each.title), each.problem)
            for each in state.devices
        ]
        self.bar.device.set_choices(devices, session.device, usable_cores(), session.threads)

    def _on_timeout(self) -> None:
        state = self._session.state
        self._show_pills(state)
        live = state.phase is Phase.TRAINING and self._pictures_at is not None
        self.foot.show_snapshot_age(time.monotonic() - self._pictures_at if live and self._pictures_at else None)

    # ------------------------------------------------------------------ from the user

    def _on_seed_edited(self, seed: int) -> None:
        """Another seed is another run: it begins at once, as nothing else would be true."""
        self._session.edit(seed, "seed")
        self._session.restart(play=self._session.state.phase is Phase.TRAINING)


def link_line(link: LinkChanged) -> str:
    """What is said of a link as long as nothing else is known of its run."""
    translate = QCoreApplication.translate
    where = shown_name(link.host) or translate("RunPanel", "another program")
    if link.phase in (LinkPhase.CONNECTING, LinkPhase.LIVE):
        return filled(translate("RunPanel", "Connecting to {0}…"), where)
    return filled(translate("RunPanel", "There is no link to {0}."), where)


def _standing(state: AppState) -> tuple[object, ...]:
    """What the controls and the line at the foot depend on."""
    begun = state.ticked is not None and state.ticked.step > 0
    kept = state.weights_are_kept
    return (
        state.phase,
        state.status,
        state.loading,
        state.scrubbed,
        kept,
        state.engine_ready,
        None if state.link is None else state.link.phase,
        state.why_watched,
        begun,
        state.marks,
        _percent(state),
    )


def _percent(state: AppState) -> int | None:
    """What training gets of a machine that other programs use, too, in steps of five; None while it gets all."""
    share = state.ticked.share if state.ticked is not None and state.phase is Phase.TRAINING else None
    return None if share is None else max(5, 5 * round(20 * share))
