"""Finished runs side by side: their folders are read, which of their models is asked where that is not plain, and what
comes of it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.files.beside_chooser import BesideChooser
from explorer.gui_thread.errand import Errand
from explorer.state.curves_data import Curves
from explorer.state.reduce import reduce
from explorer.state.session import Session
from explorer.state.state import KEYFRAME_BYTES, AppState
from explorer.texts.data_texts import knob_text
from explorer.texts.run_names import finished_names
from explorer.texts.sentences import sentence_text
from trainers import messages
from trainers.catalog import FamilySpec
from trainers.experiment import MAX_MODELS
from trainers.knobs import ConfigError
from trainers.runs.beside.composing import Beside, ChosenModel, compose, usual_choice
from trainers.runs.beside.curves import clocks_beside, curves_beside
from trainers.runs.beside.finished_run import FinishedRun, read_finished
from trainers.runs.beside.labels import LabelWords
from trainers.runs.files import RunFolderError
from trainers.sentence import sentence
from trainers.shown import shown
from trainers.timeline import Timeline

PATIENCE_MS = 500  # of reading, after which it is said
MOST_READ = 12  # run folders at once


class BesideDesk(QObject):
    """What cannot be is one sentence, and nothing has changed."""

    failed = Signal(str)
    told = Signal(str)  # that something takes a while; empty once it is done
    opened = Signal()
    left = Signal()  # nothing comes of what was asked for, and there is nothing to say

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._chooser: BesideChooser | None = None
        self._paths: tuple[Path, ...] = ()
        self._asked_in = window
        self._for_run = 0  # the run that was there when it was asked for
        self._saving = False  # the run that is open is among them, and is being saved
        self._errand = Errand("run reader", self)
        self._errand.done.connect(self._on_done)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.told.emit(self.tr("Reading the runs…")))
        session.state_changed.connect(self._on_state_changed)

    @property
    def chooser(self) -> BesideChooser | None:
        """The dialog that asks which models are wanted, as long as it is there."""
        return self._chooser

    @property
    def is_reading(self) -> bool:
        """Whether folders are being read that are to be shown."""
        return self._saving or self._errand.is_running

    def open(self, paths: Sequence[Path], asked_in: QWidget | None = None) -> None:
        """Reads run folders, and shows their models side by side. The run that is open, if it is one of them, is saved
        first, and left as it is then. *asked_in*: a window, as lasting as the main one, in which it was asked for."""
        self.forget()
        if why := self._session.state.why_watched:
            self.failed.emit(sentence_text(why))
            return
        self._asked_in = asked_in or self._window
        self._paths = tuple(dict.fromkeys(path.absolute() for path in paths))
        if not self._paths or len(self._paths) > MOST_READ:
            self.failed.emit(self.tr("Choose up to {0} models, out of one run or several.").format(MAX_MODELS))
            return
        state = self._session.state
        self._for_run = state.run_id
        self._patience.start()
        self._saving = self._session.folder in self._paths and state.can_change
        if self._saving:
            self._session.save()
        else:
            self._read()

    def forget(self) -> None:
        """Whatever is being read, or asked about, is not shown any more."""
        was_reading = self.is_reading
        self._errand.forget()
        self._patience.stop()
        self._saving = False
        if was_reading:
            self.left.emit()
        if self._chooser is not None and self._chooser.isVisible():
            self._chooser.reject()

    def _read(self) -> None:
        self._errand.start(partial(_read_all, self._paths))

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if self._saving and new.saved is not old.saved:
            self._saving = False
            self._read()

    def _on_done(self, found: object) -> None:
        self._patience.stop()
        self.told.emit("")
        if self._session.state.run_id != self._for_run:
            self.left.emit()  # the user has begun something else meanwhile
            return
        if not isinstance(found, tuple):
            self.failed.emit(_why(found))
        elif all(len(run.contents.experiment.models) == 1 for run in found):
            self.show(usual_choice(found) if len(found) <= MAX_MODELS else [ChosenModel(run, 0) for run in found])
        else:
            self._ask(found)

    def _ask(self, runs: Sequence[FinishedRun]) -> None:
        if self._chooser is not None:
            self._chooser.deleteLater()
        seen = self._asked_in.isVisible()  # else it would open behind that one
        self._chooser = chooser = BesideChooser(runs, self._asked_in if seen else self._window)
        chooser.chosen.connect(self.show)
        chooser.rejected.connect(self.left)
        chooser.ask()

    def show(self, chosen: Sequence[ChosenModel]) -> None:
        """Shows these models, if they can stand side by side."""
        try:
            composed = compose(chosen, _words())
            self._session.begin(
                composed.experiment,
                shown=_shown(composed, chosen, self._session.state.families),
                beside=composed.models,
            )
        except (RunFolderError, ConfigError) as error:
            self.failed.emit(_why(error))
            return
        self.opened.emit()
        remarks = list(dict.fromkeys(each.remark for each in composed.models if each.remark))
        if remarks:
            self.told.emit(shown(" ".join(map(sentence_text, remarks))))


def _read_all(paths: Sequence[Path]) -> tuple[FinishedRun, ...]:
    return tuple(read_finished(path) for path in paths)


def _words() -> LabelWords:
    """Labels in the language of the window."""
    translate = QCoreApplication.translate
    return LabelWords(knob_text, translate("Beside", "seed {0}"), translate("Beside", "step {0}"), finished_names)


def _why(error: object) -> str:
    """What is said of what reading or composing raised."""
    if isinstance(error, (RunFolderError, ConfigError, OSError)):
        return shown(sentence_text(str(error)))  # here: Qt's texts know no halves of characters
    return sentence_text(sentence(f"These runs cannot be read ({type(error).__name__})"))


def _shown(composed: Beside, chosen: Sequence[ChosenModel], families: tuple[FamilySpec, ...]) -> AppState:
    """What is seen of the models before they are there: where they come from, and their curves."""
    experiment = composed.experiment
    scalars, curves = curves_beside(chosen), Curves()
    if scalars is not None:
        curves = Curves.from_scalars(scalars)
        curves = curves.with_clocks(clocks_beside(chosen, curves.first_step, curves.count))
    step = max(each.step for each in composed.models)
    widths = tuple(each.run.data.latent_dims[each.model] for each in chosen)
    state = AppState(
        families=families,
        experiment=experiment,
        draft=experiment,
        curves=curves,
        timeline=Timeline(KEYFRAME_BYTES),
        beside=composed.models,
        ticked=messages.Ticked(0, step, experiment.plan.steps, 0.0, 0.0, 0.0),
    )
    return reduce(state, replace(chosen[0].run.data, latent_dims=widths))
