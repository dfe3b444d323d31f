"""What a lesson can ask about holes, noise, moons and changed pixels: by name, all of it from what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import numpy as np

from explorer.kl.latent_stats import active, kl_per_dim, spread_per_dim
from explorer.state.state import AppState
from explorer.workspaces.compare.channels import PIXELS, REGIONS, SCORES, STRIP
from explorer.workspaces.compare.moon.moon_story import (
    LIMIT,
    Cycle,
    StripReport,
    is_moon_shaped,
    report_strip,
)
from explorer.workspaces.compare.state import CODES, CompareState, compare_of
from trainers.examples import UInt8
from trainers.experiment import MAX_MODELS
from trainers.lessons.facts import Fact
from trainers.messages import Answer, Layer, Phase, Region

SHARES = {"holes": Layer.REALISM, "empty": Layer.COVERAGE}  # of the codes of the region that was chosen
PICTURES = ("picture", "stroke", "far", "moved")  # of the lab of equal errors, in the order in which they are judged

Own = Callable[[AppState, int], Fact | None]


def _is_new(state: AppState, answer: Answer) -> bool:
    """Whether an answer is of the weights that are shown; while these change, one of a moment ago is new enough."""
    shown = state.shown_pictures
    return state.phase is Phase.TRAINING or (shown is not None and answer.step == shown.step)


def _share(layer: Layer) -> Own:
    """The share of codes, drawn from the region that is chosen, in holes of that layer."""

    def share(state: AppState, model: int) -> Fact | None:
        score = state.answer(SCORES[layer], model)
        wanted = compare_of(state).region_of(state.model_specs[model])
        return score.share if score is not None and score.region is wanted and _is_new(state, score) else None

    return share


def _in_region(region: Region) -> Own:
    """The share of holes in one of the regions that stand side by side."""

    def share(state: AppState, model: int) -> Fact | None:
        answer = state.answer(REGIONS, model)
        found = answer.scores if answer is not None and _is_new(state, answer) else ()
        return next((each.share for each in found if each.drawn.region is region and not each.problem), None)

    return share


def _width(state: AppState, model: int) -> Fact | None:
    """How far codes are spread: the standard deviation of each number, their mean."""
    codes, _ = state.shown_codes(model)
    return None if codes is None or len(codes) < 2 else float(codes[:CODES].std(axis=0).mean())


def _sigma(state: AppState, model: int) -> Fact | None:
    """The noise that a model puts on its codes: the mean over images and numbers."""
    _, sigma = state.shown_codes(model)
    return None if sigma is None or not len(sigma) else float(spread_per_dim(sigma[:CODES]).mean())


def _kl(state: AppState, model: int) -> Fact | None:
    """What the codes tell of an image, in nats."""
    codes, sigma = state.shown_codes(model)
    if codes is None or sigma is None or not len(codes):
        return None
    return float(kl_per_dim(codes[:CODES], sigma[:CODES]).sum())


def _speaking(state: AppState, model: int) -> Fact | None:
    """How many numbers of the code say something."""
    codes, sigma = state.shown_codes(model)
    if codes is None or sigma is None or not len(codes):
        return None
    return float(active(kl_per_dim(codes[:CODES], sigma[:CODES])).sum())


def _strip(state: AppState, model: int) -> StripReport | None:
    answer, experiment = state.answer(STRIP, model), state.experiment
    if (
        answer is None
        or experiment is None
        or not _is_new(state, answer)
        or not is_moon_shaped(answer.images)
        or len(answer.images) < 2
    ):
        return None
    cycle = experiment.dataset_config.setting("moon cycle")
    return None if cycle is None else _report(answer.images.tobytes(), answer.images.shape, cycle)


@lru_cache(maxsize=MAX_MODELS)
def _report(pixels: bytes, shape: tuple[int, ...], cycle: Cycle) -> StripReport:
    """Of the same frames the same, however often it is asked for."""
    images: UInt8 = np.frombuffer(pixels, np.uint8).reshape(shape)
    return report_strip(images, cycle)


def _strip_kind(state: AppState, model: int) -> Fact | None:
    """What lies between new and full moon: a StripKind."""
    report = _strip(state, model)
    return None if report is None else str(report.verdict)


def _strip_off(state: AppState, model: int) -> Fact | None:
    """How far the worst frame is off every moon, in what passes for one."""
    report = _strip(state, model)
    return None if report is None else report.worst_distance / LIMIT


OF_MODELS: Mapping[str, Own] = {
    **{name: _share(layer) for name, layer in SHARES.items() if layer in SCORES},
    **{f"holes_in_{region}": _in_region(region) for region in Region},
    "width": _width,
    "sigma": _sigma,
    "kl": _kl,
    "speaking": _speaking,
    "strip": _strip_kind,
    "strip_off": _strip_off,
}


def _pixels(state: AppState, what: str, name: str) -> Fact | None:
    """Of a picture and its three changes: how far each is for a pixel loss and for the judge, and how sure the judge is
    of the class that it gives the picture."""
    judged = state.answer(PIXELS)
    if judged is None or judged.pixel_distance.shape != (len(PICTURES),):
        return None
    index = PICTURES.index(name)
    if what == "sure":
        sure = judged.probabilities
        return None if sure is None else float(sure[index, sure[0].argmax()])
    return float((judged.pixel_distance if what == "error" else judged.feature_distance)[index])


CHOSEN: Mapping[str, Callable[[CompareState], Fact]] = {
    "layer": lambda own: str(own.layer),
    "region": lambda own: "" if own.region is None else str(own.region),
    "noise": lambda own: own.noise,
    "linked": lambda own: own.linked,
}
OF_PICTURES = tuple(f"{what}.{name}" for what in ("error", "feature", "sure") for name in PICTURES)
FACT_NAMES = (*CHOSEN, "real_in_holes", *(f"{what}.*" for what in OF_MODELS), *OF_PICTURES)


class CompareFacts(Mapping[str, Fact]):
    """Each is found out when it is asked for; a lesson asks for few, and often."""

    def __init__(self, own: CompareState, state: AppState) -> None:
        self._own, self._state = own, state

    def __getitem__(self, name: str) -> Fact:
        value = self._value(name)
        if value is None:
            raise KeyError(name)
        return value

    def _value(self, name: str) -> Fact | None:
        if name in CHOSEN:
            return CHOSEN[name](self._own)
        if name == "real_in_holes":
            return None if self._state.judge is None else self._state.judge.baseline
        what, _, which = name.partition(".")
        if name in OF_PICTURES:
            return _pixels(self._state, what, which)
        models = {str(model): model for model, _ in self._state.mapped}
        return OF_MODELS[what](self._state, models[which]) if what in OF_MODELS and which in models else None

    def __iter__(self) -> Iterator[str]:
        models = [f"{what}.{model}" for what in OF_MODELS for model, _ in self._state.mapped]
        return (name for name in (*CHOSEN, "real_in_holes", *models, *OF_PICTURES) if self._value(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
