"""Binds the moon lab to the session: rendered moons are encoded, the way between new and full is decoded."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.state.changes import changed, newer
from explorer.state.map_state import codes_along
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.sentences import sentence_text
from explorer.widgets.export_button import ChoosePath
from explorer.workspaces.compare.channels import MOONS, STRIP
from explorer.workspaces.compare.moon.moon_lab import MoonLab
from explorer.workspaces.compare.moon.moon_story import is_moon_shaped, moon_phases
from explorer.workspaces.compare.state import KEY
from trainers import messages
from trainers.examples import Float32
from trainers.files.moon import render_moon

PHASES = 64  # over the whole cycle, behind the circle


class MoonPage(QObject):
    """``lab`` is the widget. What is asked: the codes of the cycle's moons after every change of the weights, then the
    decodes between the codes of the new and of the full moon."""

    walker_moved = Signal(int, object)  # model, code (latent_dim,)
    preset_requested = Signal(str)

    def __init__(self, session: Session, choose_path: ChoosePath) -> None:
        super().__init__()
        self._session = session
        self._frames = 15
        self._shown = False
        self.lab = MoonLab(choose_path)
        self.lab.frames_requested.connect(self._on_frames_requested)
        self.lab.walk_position_changed.connect(self._on_walk_position)
        self.lab.share_chosen.connect(self._on_share_chosen)
        self.lab.preset_requested.connect(self.preset_requested)

    def set_shown(self, shown: bool) -> None:
        """Whether the page is to be seen: only then anything is asked."""
        self._shown = shown
        self._ask_codes()

    def forget(self) -> None:
        """Takes away what was said of other models."""
        self.lab.show_strips([], [])
        self.lab.show_codes(np.zeros(0, np.float32), [], [])

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if changed(new, old, "data", "experiment", "why_locked"):
            self._show_data(new)
        if changed(new, old, "shown_pictures", "data"):
            self._ask_codes()
        if encoded := newer(new, old, MOONS):
            self._show_codes(new, encoded)
            self._ask_strips()
        if changed(new, old, *(STRIP.of(model) for model in range(len(new.maps)))):
            self._show_strips(new)

    def _fits(self, state: AppState) -> bool:
        moons = state.experiment is not None and state.experiment.dataset_config.knob_for("moon share") is not None
        return moons and state.data is not None and is_moon_shaped(state.data.probe)

    def _show_data(self, state: AppState) -> None:
        if state.experiment is not None and self._fits(state):
            moons = state.experiment.dataset_config
            self.lab.show_moons(True, moons.setting("moon cycle"))
            self.lab.show_share(moons.setting("moon share"))
            self.lab.show_why_not(sentence_text(state.why_locked))
        else:
            self.lab.show_moons(False)

    # ------------------------------------------------------------------ asking

    def _ask_codes(self) -> None:
        state = self._session.state
        if self._shown and state.engine_ready and state.workspace == KEY and self._fits(state):
            ends = np.array([0.0, 0.5])
            phases = np.concatenate([ends, moon_phases(PHASES, "month")])
            self._session.encode(render_moon(phases), MOONS)

    def _ends(self, model: int) -> Float32 | None:
        """The codes (2, latent_dim) of the new and the full moon."""
        encoded = self._session.state.answer(MOONS)
        if encoded is None or model >= len(encoded.codes):
            return None
        codes = encoded.codes[model]
        return None if codes is None else codes[:2]

    def _ask_strips(self) -> None:
        for model in range(len(self._session.state.maps)):
            ends = self._ends(model)
            if ends is not None:
                self._session.decode(model, codes_along(ends, self._frames), STRIP.of(model))

    def _on_frames_requested(self, frames: int) -> None:
        self._frames = frames
        self._ask_strips()

    # ------------------------------------------------------------------ showing

    def _show_codes(self, state: AppState, encoded: messages.Encoded) -> None:
        numbers = [None if z is None or z.shape[1] != 1 else z[2:, 0] for z in encoded.codes]
        phases = moon_phases(PHASES, "month").astype(np.float32)
        self.lab.show_codes(phases, numbers, state.labels)

    def _show_strips(self, state: AppState) -> None:
        answers = [state.answer(STRIP, model) for model in range(len(state.maps))]
        strips = [
            (label, answer.images) for label, answer in zip(state.labels, answers, strict=True) if answer is not None
        ]
        if len({len(images) for _, images in strips}) == 1:  # a strip of another length is on its way
            self.lab.show_strips([label for label, _ in strips], [images for _, images in strips])

    # ------------------------------------------------------------------ from the user

    def _on_walk_position(self, t: float) -> None:
        for model in range(len(self._session.state.maps)):
            ends = self._ends(model)
            if ends is not None:
                self.walker_moved.emit(model, codes_along(ends, 201)[round(200 * t)])

    def _on_share_chosen(self, share: float) -> None:
        experiment = self._session.state.experiment
        knob = None if experiment is None else experiment.dataset_config.knob_for("moon share")
        if knob is not None:
            self._session.edit(share, f"dataset.{knob.name}")
            self._session.restart()
