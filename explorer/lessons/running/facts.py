"""What a lesson can ask about the program: facts by dotted names, read off the state and the controls.

``step``, ``steps``, ``phase``, ``seconds``, ``workspace``, ``seed``, ``preset``, ``scrubbed``; ``models.N.KNOB`` of
what runs, ``draft.models.N.KNOB``, ``plan.KNOB``, ``dataset.name``, ``dataset.KNOB``; ``metrics.N.NAME`` as the legend
of the curves shows it, ``tests.N.NAME`` as the pills do; ``maps.N.x``, ``.y``, ``.pins``, ``.realism``, ``.hole``;
``layers.NAME``, ``marks.hand``; ``controls.NAME.PART``; and of each workspace what it says itself: ``KEY.NAME``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from explorer.lessons.running.controls import PARTS, Controls, plain_name
from explorer.state.channels import CURSOR_VALUES
from explorer.state.state import AppState
from explorer.state.workspace import Workspaces
from trainers import messages
from trainers.catalog import FamilySpec
from trainers.experiment import Experiment
from trainers.lessons.facts import Fact
from trainers.marks import HAND
from trainers.messages import Layer

COLUMNS = 320  # of the plot of curves, about: so many steps are told apart
PLAIN = frozenset({"step", "steps", "phase", "seconds", "workspace", "seed", "preset", "scrubbed"})
OF_MODELS: dict[str, Callable[[FamilySpec], Sequence[str]]] = {
    "maps": lambda spec: ("x", "y", "pins", "realism", "hole"),
    "metrics": lambda spec: [metric.name for metric in spec.metrics],
    "tests": lambda spec: [metric.name for metric in spec.test_metrics],
}  # what is known of a model of that family


class WindowFacts:
    """Of the *state* as it is whenever something is asked. ``layers`` tells which layers of the maps are ticked."""

    def __init__(
        self,
        state: Callable[[], AppState],
        controls: Controls,
        layers: Callable[[], Mapping[str, bool]],
        workspaces: Workspaces,
    ) -> None:
        self._state, self._controls, self._layers = state, controls, layers
        self._workspaces = {each.key: each for each in workspaces}

    def __call__(self, name: str) -> Fact | None:
        """None where nothing is known of it, or not yet."""
        state = self._state()
        first, _, rest = name.partition(".")
        match first:
            case "controls":
                control, _, part = rest.rpartition(".")
                return self._controls.fact(control, part)
            case "layers":
                return self._layers().get(rest)
            case "maps" if rest[:1].isdigit():
                return _of_model(state, rest, _map_fact)
            case "metrics":
                return _of_model(state, rest, metric)
            case "tests":
                return _of_model(state, rest, _test)
            case "marks":
                return float(sum(mark.kind == HAND for mark in state.marks)) if rest == "hand" else None
            case "draft":
                return setting(state.draft, rest)
            case "models" | "plan" | "dataset":
                return setting(state.experiment, name)
        if rest:
            return self._own(state, first, rest)
        return _plain(state, name)

    def _own(self, state: AppState, key: str, name: str) -> Fact | None:
        """What a workspace says."""
        workspace = self._workspaces.get(key)
        if workspace is None or workspace.facts is None:
            return None
        return fact_of(workspace.facts(state.own(key, workspace.State), state).get(name))


def fact_of(value: Any) -> Fact | None:
    """A value as it can be reckoned with; None for what is neither a number, a text nor a truth."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float | np.floating | np.integer):
        return float(value) if math.isfinite(value) else None
    return None


def setting(experiment: Experiment | None, path: str) -> Fact | None:
    """The value of a setting by its dotted path: ``models.0.beta``, ``dataset.size``, ``plan.seed``."""
    if experiment is None:
        return None
    first, _, rest = path.partition(".")
    if first == "dataset":
        return experiment.dataset if rest == "name" else fact_of(getattr(experiment.dataset_config, rest, None))
    if first == "plan":
        return fact_of(getattr(experiment.plan, rest, None))
    number, _, knob = rest.partition(".")
    if first != "models" or not number.isdigit() or int(number) >= len(experiment.models):
        return None
    model = experiment.models[int(number)]
    return model.family if knob == "family" else fact_of(getattr(model.config, knob, None))


def _plain(state: AppState, name: str) -> Fact | None:
    """What has one word for a name."""
    ticked, experiment = state.ticked, state.experiment
    match name:
        case "step":
            return 0.0 if ticked is None else float(ticked.step)
        case "seconds":
            return 0.0 if ticked is None else ticked.seconds
        case "steps":
            return None if experiment is None else float(experiment.plan.steps)
        case "seed":
            return None if experiment is None else float(experiment.plan.seed)
        case "phase":
            return str(state.phase)
        case "scrubbed":
            return state.scrubbed is not None
        case "workspace":
            return state.workspace
        case "preset":
            return state.preset
    return None


def _of_model(state: AppState, rest: str, read: Callable[[AppState, int, str], Fact | None]) -> Fact | None:
    number, _, name = rest.partition(".")
    return read(state, int(number), name) if number.isdigit() and len(number) < 3 else None


def metric(state: AppState, model: int, name: str) -> Fact | None:
    """The mean over as many of the newest steps as the plot has in one column."""
    curves = state.curves
    if curves is None or name not in curves.metrics(model):
        return None
    width = curves.bin_width(curves.first_step, curves.last_step, COLUMNS)
    newest = curves.values(model, name)[-width:]
    finite = newest[np.isfinite(newest)]
    return float(finite.mean()) if len(finite) else None


def _test(state: AppState, model: int, name: str) -> Fact | None:
    return fact_of(state.shown_test(model).get(name))


def _map_fact(state: AppState, model: int, name: str) -> Fact | None:
    value = state.map_of(model)
    if value is None:
        return None
    if name in ("x", "y"):
        index = "xy".index(name)
        return float(value.cursor[index]) if index < len(value.cursor) else None
    if name == "pins":
        return float(len(value.pins))
    measured = state.answer(CURSOR_VALUES, model)
    if measured is None or not np.array_equal(measured.z[0], value.cursor):
        return None
    return realism(measured).get(name)


def realism(measured: messages.CodesMeasured) -> dict[str, Fact]:
    """``realism`` of the first code, and whether it lies in a ``hole``."""
    values, threshold = measured.values.get(Layer.REALISM), measured.thresholds.get(Layer.REALISM)
    if values is None or threshold is None or not len(values) or not math.isfinite(values[0]):
        return {}
    return {"realism": float(values[0]), "hole": bool(values[0] < threshold)}


# ------------------------------------------------------------------ what there is


def known_fact(name: str, families: Sequence[FamilySpec], experiment: Experiment, workspaces: Workspaces) -> bool:
    """Whether there is a fact of that name while *experiment* runs, of models of *families*. Controls are not looked
    for: which there are only a window knows."""
    first, _, rest = name.partition(".")
    if not rest:
        return first in PLAIN
    if first in ("models", "plan", "dataset"):
        return setting(experiment, name) is not None
    if first == "draft":
        return setting(experiment, rest) is not None
    if first in OF_MODELS and rest[:1].isdigit():
        number, _, part = rest.partition(".")
        return number.isdigit() and int(number) < len(families) and part in OF_MODELS[first](families[int(number)])
    if first == "controls":
        return rest.rpartition(".")[2] in PARTS
    if first in ("marks", "layers"):
        return first == "layers" or rest == "hand"
    return any(each.key == first and each.tells(rest) for each in workspaces)


def control_of(name: str, names: frozenset[str]) -> bool:
    """Whether the control that a fact ``controls.NAME.PART`` reads is among *names*."""
    control = name.removeprefix("controls.").rpartition(".")[0]
    return control in {plain_name(each) for each in names}
