"""Which questions to ask about the examples, and when: only while the workspace Maps is shown.

A map is asked for when what it shows changes, a moment after the last change of its settings. What is no longer shown
is forgotten; what is on its way when another workspace is shown rests, or is asked for again on return.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.maps.channels import CHOSEN, CLUSTERS, EXAMPLES, JUDGED, PEEKED, TILE
from explorer.workspaces.maps.code_places import CodesInPlanes
from explorer.workspaces.maps.state import (
    KEY,
    TileChoice,
    clustering_of,
    count_of,
    features_model,
    is_asking,
    maps_of,
    tiles_of,
)
from trainers import messages
from trainers.examples import Float32, Int64
from trainers.maps.methods import METHODS
from trainers.messages import Phase
from trainers.messages.channels import Channel

SETTINGS_MS = 200  # after the last change of a setting
JUDGE_PAUSE = 2.0  # seconds between two looks at codes while training
MOST_ASKED = 32  # looks at codes of which it is known when they were asked
KEPT_BYTES = 32 * 2**20  # of all examples that maps show, up to which the window keeps them

LIVE = frozenset(name for name, method in METHODS.items() if method.live)
MapQuestion = tuple[object, ...]


class MapsLooks(QObject):
    """Asks what the workspace shows. ``begun`` holds, by the name of a channel, the number of the look at the present
    question: older answers are to another one."""

    def __init__(self, session: Session, codes: CodesInPlanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._codes = session, codes
        self.begun: dict[str, int] = {}
        self._questions: dict[str, MapQuestion] = {}
        self._wanted: dict[int, MapQuestion] = {}  # of each tile, asked or about to be
        self._numbers: set[int] = set()  # of the tiles
        self._held: set[int] = set()  # those that rest
        self._judged: dict[int, tuple[Float32, float]] = {}  # the places asked about of each tile, and when
        self._asked: dict[int, tuple[Float32, int]] = {}  # places by the look at them, and the step they are of
        self._features: Float32 | None = None
        self._later = QTimer(self, singleShot=True, interval=SETTINGS_MS)
        self._later.timeout.connect(self._ask_later)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    @property
    def keeps_examples(self) -> bool:
        """Whether all examples that maps show are small enough to be kept."""
        data = self._session.state.data
        return data is not None and int(np.prod(data.kind.shape)) * count_of(self._session.state) <= KEPT_BYTES

    def peek(self, row: int) -> None:
        """The example of that row is to be seen, where it is not kept."""
        state = self._session.state
        if row >= 0 and is_asking(state) and not self.keeps_examples:
            self._once(PEEKED, (data_key(state), row), messages.ShowExamples, rows=(row,))

    def show_rows(self, rows: Int64) -> None:
        """The examples of these rows are to be seen."""
        state = self._session.state
        if len(rows) and is_asking(state) and not self.keeps_examples:
            asked = tuple(map(int, rows))
            self._once(CHOSEN, (data_key(state), asked), messages.ShowExamples, rows=asked)

    def answer(self, channel: Channel[Any]) -> Any:
        """What was said on the present question; None where nothing was, or that it cannot be answered."""
        found = self._session.state.answer(channel)
        return found if found is not None and found.request_id >= self.begun.get(channel.name, np.inf) else None

    def refusal(self, channel: Channel[Any]) -> str | None:
        """Why the present question could not be answered."""
        found = self._session.state.answers.get(channel.name)
        begun = self.begun.get(channel.name)
        current = found is not None and begun is not None and found.request_id >= begun
        return self._session.state.refusal(channel) if current else None

    def judged_at(self, judged: messages.MapJudged, places: Float32) -> int | None:
        """The step at which codes were judged that lie at other *places* by now; None where they are these."""
        before, step = self._asked.get(judged.request_id, (places, 0))
        return None if before is places else step

    # ------------------------------------------------------------------ what the state tells

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not is_asking(new):
            if old.workspace == KEY:
                self._leave()
            return
        tiles = tiles_of(new)
        numbers = {tile.number for tile in tiles}
        for number in self._numbers - numbers:
            self._forget(TILE.of(number))
            self._forget(JUDGED.of(number))
            self._held.discard(number)
        self._numbers = numbers
        for tile in tiles:
            if tile.method:
                self._follow_map(new, tile)
            else:
                self._follow_codes(new, tile)
        self._follow_clusters(new)
        if self.keeps_examples:
            count = count_of(new)
            self._once(EXAMPLES, (data_key(new), count), messages.ShowExamples, rows=tuple(range(count)))

    def _is_to_be_asked(self, channel: Channel[Any], question: MapQuestion) -> bool:
        """Whether it is another question than before, or nobody is about to answer it, nor has."""
        name = channel.name
        if self._questions.get(name) != question:
            return True
        return name not in self._session.unanswered and name not in self._session.state.answers

    def _once(self, channel: Channel[Any], question: MapQuestion, look: Any, **arguments: Any) -> bool:
        """Asks unless that has been asked; whether it did."""
        if not self._is_to_be_asked(channel, question):
            return False
        self._questions[channel.name] = question
        self.begun[channel.name] = self._session.ask(look, channel, **arguments)
        return True

    def _follow_map(self, state: AppState, tile: TileChoice) -> None:
        channel, question = TILE.of(tile.number), map_question(state, tile)
        if JUDGED.of(tile.number).name in self.begun:  # there were codes before
            self._forget(JUDGED.of(tile.number))
        before = self._questions.get(channel.name)
        if before is None or before[:-1] != question[:-1] or before == question:
            self._ask_map(state, tile)
        elif self._wanted.get(tile.number) != question:
            self._later.start()
        self._wanted[tile.number] = question
        if tile.held != (tile.number in self._held):
            self._session.hold(channel, tile.held)
            (self._held.add if tile.held else self._held.discard)(tile.number)

    def _ask_map(self, state: AppState, tile: TileChoice) -> None:
        asked = self._once(
            TILE.of(tile.number), map_question(state, tile), messages.MakeMap, method=tile.method,
            settings=dict(tile.settings), count=map_count(state, tile), seed=tile.seed,
        )  # fmt: skip
        if asked:
            self._held.discard(tile.number)  # what is asked anew does not rest

    def _ask_later(self) -> None:
        """Maps whose settings have been changed, and rest by now."""
        state = self._session.state
        for tile in tiles_of(state) if is_asking(state) else ():
            if tile.method:
                self._ask_map(state, tile)

    def _follow_codes(self, state: AppState, tile: TileChoice) -> None:
        """How far codes can be trusted, again as they change; while training now and then."""
        if TILE.of(tile.number).name in self._questions:  # a method drew there before
            self._forget(TILE.of(tile.number))
        found = self._codes.of(state, tile.model)
        if found is None or not np.isfinite(found.places).all():
            return
        channel, now = JUDGED.of(tile.number), time.monotonic()
        question = (data_key(state), tile.model, map_count(state, tile))
        other = self._questions.get(channel.name) != question
        places, then = self._judged.get(tile.number, (None, 0.0))
        rests = state.phase is not Phase.TRAINING or now >= then + JUDGE_PAUSE
        if not self._is_to_be_asked(channel, question) and (found.places is places or not rests):
            return
        self._judged[tile.number] = found.places, now
        self._questions[channel.name] = question
        request = self._session.ask(messages.JudgeMap, channel, places=found.places)
        pictures = state.shown_pictures
        self._asked[request] = found.places, 0 if pictures is None else pictures.step
        while len(self._asked) > MOST_ASKED:
            del self._asked[next(iter(self._asked))]
        if other:  # else what was said of these codes a moment ago may stay till there is more
            self.begun[channel.name] = request

    def _follow_clusters(self, state: AppState) -> None:
        seed, model = maps_of(state).clustering.seed, features_model(state)
        method, settings = clustering_of(state)
        features, count = None, count_of(state)
        if model >= 0:
            found = self._codes.of(state, model)
            if found is None or not np.isfinite(found.codes).all():
                self._forget(CLUSTERS)  # what was found in something else says nothing of these
                return
            features, count = found.codes, len(found.codes)
        question = (data_key(state), method, frozen_settings(settings), seed, model, count_of(state))
        before = self._questions.get(CLUSTERS.name, ())
        if state.phase is Phase.TRAINING and before[:-1] == question and CLUSTERS.name in state.answers:
            return  # codes move on; clusters of them follow when they rest
        self._features = features  # as long as it is kept, no other array has its number
        self._once(
            CLUSTERS, (*question, id(features)), messages.FindClusters, method=method, settings=dict(settings),
            count=count, seed=seed, features=features,
        )  # fmt: skip

    # ------------------------------------------------------------------ leaving

    def _leave(self) -> None:
        """Nobody waits any more. What comes on its way rests as it is; all else is asked for again on return."""
        self._later.stop()
        unanswered = self._session.unanswered
        for number in self._numbers:
            channel = TILE.of(number)
            live = self._wanted.get(number, ("", ""))[1] in LIVE
            if channel.name in unanswered and live and number not in self._held:
                self._session.hold(channel, True)
                self._held.add(number)
            elif channel.name in unanswered and not live:
                self._forget(channel)
        others: list[Channel[Any]] = [CLUSTERS, EXAMPLES, PEEKED, CHOSEN]
        for other in [*others, *(JUDGED.of(number) for number in self._numbers)]:
            if other.name in unanswered:
                self._forget(other)

    def _forget(self, channel: Channel[Any]) -> None:
        self._session.forget(channel)
        self._questions.pop(channel.name, None)
        self.begun.pop(channel.name, None)


def data_key(state: AppState) -> MapQuestion:
    """Which data there are; equal for the same ones."""
    data, experiment = state.data, state.experiment
    return (
        None if experiment is None else (experiment.dataset, experiment.dataset_config),
        None if data is None else (data.n_train, data.kind),
    )


def map_count(state: AppState, tile: TileChoice) -> int:
    """How many examples the map of a tile shows."""
    count = count_of(state)
    return min(count, METHODS[tile.method].most) if tile.method else count


def map_question(state: AppState, tile: TileChoice) -> MapQuestion:
    """What the map of a tile depends on; settings, which are often dragged, come last."""
    knobs = frozen_settings(tile.settings), tile.seed
    return (data_key(state), tile.method, tile.again, map_count(state, tile), knobs)


def frozen_settings(settings: Mapping[str, Any]) -> tuple[tuple[str, object], ...]:
    """Settings as something that can be compared."""
    return tuple(sorted(settings.items()))
